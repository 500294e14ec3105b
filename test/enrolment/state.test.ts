import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { AuthenticationMethod, type AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { declareByClosure } from "../support/closure";
import { ada, adaPhone, adaTotp, adaWithMethods } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import type { RecordedResource, StateResource } from "../support/state";
import { Enrolments, email, passkey, personal, phone, totp } from "./support";

const provider = 'exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").AuthenticationMethod';
const secrets = [
    [totp, "totpSecret", personal.totp],
    [email, "email", personal.email],
    [phone, "phoneNumber", personal.phone],
] as const;
const userOf = (name: string) => `auth0|${name}`;

describe("what stands in users' states of an enrolled method", () => {
    let enrolments: Enrolments;
    const declared: Record<string, AuthenticationMethodArgs> = {
        m: { ...phone, name: "Work phone" },
        passkey: { ...passkey, userId: userOf("passkey"), name: "Laptop" },
        ...Object.fromEntries(secrets.map(([args, name]) => [name, { ...args, userId: userOf(name) }])),
        undeclared: { ...passkey, userId: userOf("undeclared") },
        unknown: { ...passkey, userId: userOf("unknown") },
    };
    const seen: boolean[] = [];
    /** The state after an up, and after a refresh of that. */
    const rounds: Record<string, StateResource | undefined>[] = [];
    let up: OperationResult;
    let own: Enrolments["methods"];
    before(async () => {
        const ids = [...Object.keys(declared), "closure"].map((name) => (name === "m" ? ada : userOf(name)));
        const users = ids.map((user_id) => ({ user_id, email: "a@example.com", authentication_methods: [] }));
        enrolments = await Enrolments.start({ users, echoTotpSecret: true });
        enrolments.scenario.stack.program = async () => {
            const others = [{ __pulumiType: AuthenticationMethod.__pulumiType }, {}, null, undefined];
            for (const [name, args] of Object.entries(declared)) {
                const resource = new AuthenticationMethod(name, args);
                seen.push(...(name === "m" ? [resource, ...others].map(AuthenticationMethod.isInstance) : []));
            }
            declareByClosure("AuthenticationMethod", "closure", {
                ...passkey,
                userId: userOf("closure"),
                name: "Laptop",
            });
        };
        await enrolments.run("up");
        own = structuredClone(enrolments.methods);
        rounds.push(await resources());
        await enrolments.run("refresh");
        rounds.push(await resources());
        up = await enrolments.run("up", { expectNoChanges: true });
    });
    after(async () => enrolments.stop());

    async function resources(): Promise<Record<string, StateResource | undefined>> {
        const { stack } = enrolments.scenario;
        const entries = Object.keys(declared).map(async (name) => [name, await stack.resource(name)] as const);
        return Object.fromEntries(await Promise.all(entries));
    }

    it("is this, for ever", () => {
        const [method] = own;
        const resource = rounds[0]?.["m"];
        assert.equal(resource?.type, "pulumi-nodejs:dynamic/auth0:AuthenticationMethod");
        assert.equal(AuthenticationMethod.__pulumiType, resource.type);
        assert.equal(resource.id, `${ada}::${method?.id}`);
        const inputs = { userId: ada, type: "phone", phoneNumber: personal.phone, name: "Work phone" };
        assert.deepEqual(resource.inputs, { __provider: provider, ...inputs });
        assert.deepEqual(resource.secretInputs, ["phoneNumber"]);
        assert.deepEqual(resource.outputs, {
            __provider: provider,
            ...inputs,
            authenticationMethodId: method?.id,
            confirmed: true,
            createdAt: method?.created_at,
            preferredAuthenticationMethod: "sms",
            authenticationMethods: method?.authentication_methods,
            declaredArguments: ["userId", "type", "name", "phoneNumber"],
        });
        assert.deepEqual(resource.secretOutputs, ["phoneNumber"]);
    });

    it("is what was declared of a passkey, and of its settings what Auth0 has", () => {
        const { outputs = {}, secretOutputs } = rounds[0]?.["passkey"] ?? {};
        for (const [name, value] of Object.entries({ ...passkey, userId: userOf("passkey"), name: "Laptop" })) {
            assert.deepEqual(outputs[name], value, name);
        }
        assert.deepEqual(secretOutputs, []);
    });

    for (const [, name, value] of secrets) {
        it(`has the ${name} encrypted, whether the program says that it is secret or not, before and after a refresh`, () => {
            assert.equal(rounds.length, 2);
            for (const round of rounds) {
                const resource = round[name];
                assert.equal(resource?.inputs[name], value);
                assert.equal(resource.outputs[name], value);
                assert.deepEqual(resource.secretInputs, [name]);
                assert.deepEqual(resource.secretOutputs, [name]);
            }
        });
    }

    it("lets the class know its own, also those that another copy of the package made", () => {
        assert.deepEqual(seen.slice(0, 5), [true, true, false, false, false]);
    });

    it("may as well be written by pulumi.dynamic.Resource: the provider is one as that class knows it", () => {
        const posts = enrolments.scenario.emulator.requests.filter(
            ({ method, path }) => method === "POST" && path.includes(encodeURIComponent(userOf("closure"))),
        );
        assert.equal(posts.length, 1);
        assert.deepEqual(Object.keys(up.changes), ["same"]);
    });

    it("is refused, with what to do, where it does not tell what was declared: nothing is replaced", async () => {
        const { stack, emulator } = enrolments.scenario;
        const state = stack.rawState();
        enrolments.writes();
        for (const [name, without, message] of [
            ["undeclared", ["declaredArguments"], /the state of this resource does not tell what was declared/],
            [
                "unknown",
                ["declaredArguments", "authenticationMethodId"],
                /has no userId, authenticationMethodId or tenant that can be read/,
            ],
        ] as const) {
            writeFileSync(stack.stateFile, withoutOutputs(state, name, without));
            assert.match(await enrolments.fail("up"), message);
            assert.equal(emulator.user(userOf(name)).authentication_methods.length, 1);
        }
        assert.deepEqual(enrolments.writes(), []);
        writeFileSync(stack.stateFile, state);
    });

    it("goes with the methods on destroy", async () => {
        await enrolments.run("destroy");
        for (const { authentication_methods } of enrolments.scenario.emulator.users) {
            assert.deepEqual(authentication_methods, []);
        }
    });
});

/** A state file in which a resource has lost some of its outputs. */
function withoutOutputs(state: string, name: string, outputs: readonly string[]): string {
    const file = JSON.parse(state) as { checkpoint: { latest: { resources: RecordedResource[] } } };
    const resource = file.checkpoint.latest.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    assert.ok(resource?.outputs);
    for (const output of outputs) {
        assert.ok(output in resource.outputs, output);
        delete resource.outputs[output];
    }
    return JSON.stringify(file);
}

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
        await enrolments.run("up", { refresh: true });
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
