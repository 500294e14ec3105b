import assert from "node:assert/strict";
import { AuthenticationMethod } from "pulumi-auth0-authentication-methods";
import { declareByClosure } from "../support/closure";
import { ada, adaPhone, adaTotp, adaWithMethods } from "../support/scenario";
import { Enrolments, email, passkey, personal, phone, totp } from "./support";

const provider = 'exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").AuthenticationMethod';

describe("what stands in users' states of an enrolled method", () => {
    let enrolments: Enrolments;
    beforeEach(async () => {
        enrolments = await Enrolments.start({ echoTotpSecret: true });
    });
    afterEach(async () => enrolments.stop());

    it("is this, for ever", async () => {
        enrolments.declare({ ...phone, name: "Work phone" });
        await enrolments.run("up");
        const [method] = enrolments.methods;
        const resource = await enrolments.resource();
        assert.equal(resource?.type, "pulumi-nodejs:dynamic/auth0:AuthenticationMethod");
        assert.equal(AuthenticationMethod.__pulumiType, resource.type);
        assert.equal(resource.id, `${ada}::${method?.id}`);
        const declared = { userId: ada, type: "phone", phoneNumber: personal.phone, name: "Work phone" };
        assert.deepEqual(resource.inputs, { __provider: provider, ...declared });
        assert.deepEqual(resource.secretInputs, ["phoneNumber"]);
        assert.deepEqual(resource.outputs, {
            __provider: provider,
            ...declared,
            authenticationMethodId: method?.id,
            confirmed: true,
            createdAt: method?.created_at,
            preferredAuthenticationMethod: "sms",
            authenticationMethods: method?.authentication_methods,
            declaredArguments: ["userId", "type", "name", "phoneNumber"],
        });
        assert.deepEqual(resource.secretOutputs, ["phoneNumber"]);
    });

    it("is what was declared of a passkey, and of its settings what Auth0 has", async () => {
        enrolments.declare({ ...passkey, name: "Laptop" });
        await enrolments.run("up");
        const { outputs = {}, secretOutputs } = (await enrolments.resource()) ?? {};
        for (const [name, value] of Object.entries({ ...passkey, name: "Laptop" })) {
            assert.deepEqual(outputs[name], value, name);
        }
        assert.deepEqual(secretOutputs, []);
    });

    for (const [args, name, value] of [
        [totp, "totpSecret", personal.totp],
        [email, "email", personal.email],
        [phone, "phoneNumber", personal.phone],
    ] as const) {
        it(`has the ${name} encrypted, whether the program says that it is secret or not, before and after a refresh`, async () => {
            enrolments.declare(args);
            await enrolments.run("up");
            for (let round = 0; round < 2; round += 1) {
                const resource = await enrolments.resource();
                assert.equal(resource?.inputs[name], value);
                assert.equal(resource.outputs[name], value);
                assert.deepEqual(resource.secretInputs, [name]);
                assert.deepEqual(resource.secretOutputs, [name]);
                await enrolments.run("refresh");
            }
            await enrolments.run("up", { expectNoChanges: true });
        });
    }

    it("lets the class know its own, also those that another copy of the package made", async () => {
        const seen: boolean[] = [];
        enrolments.scenario.stack.program = async () => {
            const others = [{ __pulumiType: AuthenticationMethod.__pulumiType }, {}, null, undefined];
            for (const value of [new AuthenticationMethod("m", phone), ...others]) {
                seen.push(AuthenticationMethod.isInstance(value));
            }
        };
        await enrolments.run("preview");
        assert.deepEqual(seen, [true, true, false, false, false]);
    });

    it("may as well be written by pulumi.dynamic.Resource: the provider is one as that class knows it", async () => {
        enrolments.scenario.stack.program = async () => {
            declareByClosure("AuthenticationMethod", "m", { ...passkey, name: "Laptop" });
        };
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes(), ["POST"]);
        assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
        await enrolments.run("destroy");
        assert.deepEqual(enrolments.methods, []);
    });

    it("is refused, with what to do, where it does not tell what was declared: nothing is replaced", async () => {
        enrolments.declare(passkey);
        await enrolments.run("up");
        const { stack } = enrolments.scenario;
        const state = await stack.exportState();
        const { resources } = state.deployment as { resources: { urn: string; outputs?: Record<string, unknown> }[] };
        const resource = resources.find(({ urn }) => urn.endsWith("::m"));
        assert.ok(resource?.outputs);
        delete resource.outputs["declaredArguments"];
        await stack.importState(state);
        assert.match(await enrolments.fail("up"), /the state of this resource does not tell what was declared/);
        assert.equal(enrolments.methods.length, 1);
        delete resource.outputs["authenticationMethodId"];
        await stack.importState(state);
        assert.match(await enrolments.fail("up"), /has no userId, authenticationMethodId or tenant that can be read/);
        assert.equal(enrolments.methods.length, 1);
    });
});

describe("AuthenticationMethod.get, on the engine", () => {
    let enrolments: Enrolments;
    before(async () => {
        enrolments = await Enrolments.start({ users: [adaWithMethods()] });
    });
    after(async () => enrolments.stop());

    it("reads a method, and manages and deletes nothing", async () => {
        enrolments.scenario.stack.program = async () => {
            const { type, name, userId, authenticationMethodId } = AuthenticationMethod.get("m", `${ada}::${adaPhone}`);
            const { totpSecret } = AuthenticationMethod.get("codes", `${ada}::${adaTotp}`);
            return { type, name, userId, authenticationMethodId, totpSecret };
        };
        const { outputs } = await enrolments.run("up");
        assert.deepEqual(outputs, { type: "phone", name: "Old phone", userId: ada, authenticationMethodId: adaPhone });
        assert.deepEqual((await enrolments.resource())?.secretOutputs, ["phoneNumber"]);
        await enrolments.run("refresh");
        await enrolments.run("up");
        await enrolments.run("destroy");
        assert.deepEqual(enrolments.writes(), []);
        assert.equal(enrolments.methods.length, adaWithMethods().authentication_methods.length);
    });

    for (const [id, message] of [
        ["auth0|ada", /"auth0\|ada" is not an id of AuthenticationMethod\. Give the user's id, two colons/],
        [`${ada}::phone|dev_gone`, /"phone\|dev_gone" does not exist for user/],
    ] as const) {
        it(`fails for ${id}`, async () => {
            enrolments.scenario.stack.program = async () => {
                AuthenticationMethod.get("m", id);
            };
            assert.match(await enrolments.fail("preview"), message);
        });
    }
});
