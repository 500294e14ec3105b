import assert from "node:assert/strict";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";

const newPhone = "phone|dev_Zz9NewPhone00001";
const livePreview = "auth0-authentication-methods:livePreview";

describe("a method that is selected by its type, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    const args = {
        userId: ada,
        authenticationMethodType: "phone",
        name: "Work phone",
        preferredAuthenticationMethod: "voice" as const,
    };
    const methodsOfAda = () => scenario.emulator.users[0]?.authentication_methods ?? [];

    async function run(operation: "preview" | "up" | "refresh" | "destroy", options = {}) {
        const result = await scenario.stack[operation](options);
        assert.ok(result.ok, result.output);
        return result;
    }

    /** The user has a new phone beside the old one, or in its place. */
    function enrol(
        options: { readonly beside?: boolean; readonly confirmed?: boolean; readonly at?: string } = {},
    ): void {
        const { beside = false, confirmed = true, at = "2026-03-01T09:30:00.000Z" } = options;
        const methods = methodsOfAda();
        const old = methods.findIndex(({ id }) => id === adaPhone);
        const method = {
            id: newPhone,
            type: "phone",
            confirmed,
            name: "New phone",
            phone_number: "+442079460111",
            created_at: at,
        };
        methods.splice(old, beside ? 0 : 1, method);
    }

    it("is adopted, and has the id of its type", async () => {
        scenario.declare(args);
        const { changes } = await run("preview");
        assert.deepEqual(changes, { create: 2 });
        await run("up");
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone", preferred_authentication_method: "voice" }]);
        const resource = await scenario.stack.resource("m");
        assert.equal(resource?.id, `${ada}::type:phone`);
        assert.equal(resource?.outputs["authenticationMethodId"], adaPhone);
        assert.equal(resource?.outputs["authenticationMethodType"], "phone");
        assert.equal(resource?.inputs["authenticationMethodId"], undefined);
        assert.deepEqual(resource?.outputs["originalSettings"], {
            name: "Old phone",
            preferredAuthenticationMethod: "sms",
        });
        assert.deepEqual((await run("up", { expectNoChanges: true })).changes, { same: 2 });
        await run("refresh", { expectNoChanges: true });
        assert.equal(scenario.sent().patches, 0);
    });

    for (const isLive of [true, false]) {
        const how = isLive ? "a plain up" : "a refresh and an up, where previews are not live,";

        it(`keeps what is declared when the user enrols anew: ${how} sends one PATCH, and a line says so`, async () => {
            await scenario.stack.setConfig({ [livePreview]: String(isLive) });
            scenario.declare(args);
            await run("up");
            enrol();
            scenario.sent();
            const said = isLive ? await run("preview") : await run("refresh");
            assert.match(
                said.output,
                /re-enrolled: "phone\|dev_Zz9NewPhone00001" of user "auth0\|\w+" has taken the place of "phone\|dev_kXVq4drj3Mw6uCF5": what is declared holds for it now/,
            );
            assert.equal(scenario.sent().patches, 0);
            const { changes } = await run("up");
            assert.equal(changes.update, 1);
            assert.deepEqual(scenario.sent().bodies, [
                { name: "Work phone", preferred_authentication_method: "voice" },
            ]);
            const { outputs } = (await scenario.stack.resource("m")) ?? {};
            assert.equal(outputs?.["authenticationMethodId"], newPhone);
            assert.equal(outputs?.["adoptedMethodId"], adaPhone);
            assert.deepEqual((await run("up")).changes, { same: 2 });
            assert.equal(scenario.sent().patches, 0);
        });
    }

    it("is recorded without a PATCH when the new one is as declared already", async () => {
        scenario.declare({ userId: ada, authenticationMethodType: "phone", name: "New phone" });
        await run("up");
        enrol();
        scenario.sent();
        assert.equal((await run("up")).changes.update, 1);
        assert.equal(scenario.sent().patches, 0);
        assert.equal((await scenario.stack.resource("m"))?.outputs["authenticationMethodId"], newPhone);
        assert.deepEqual((await run("up")).changes, { same: 2 });
    });

    it("is an error where the user has several, which lists them with id, type, name and date", async () => {
        enrol({ beside: true });
        scenario.declare(args);
        const result = await scenario.stack.preview();
        assert.equal(result.ok, false);
        assert.match(
            result.output,
            /authenticationMethodType value \{phone\} has a problem: user "auth0\|\w+" in tenant [\w.:/]+ has 2 confirmed authentication methods of type "phone": "phone\|dev_Zz9NewPhone00001" \("phone", named "New phone", created 2026-03-01T09:30Z\), "phone\|dev_kXVq4drj3Mw6uCF5" \("phone", named "Old phone", created 2026-01-05T08:00Z\)\. Declare the authenticationMethodId of the one that is meant, or pick: "newest"/,
        );
        await scenario.stack.setConfig({ [livePreview]: "false" });
        assert.match((await scenario.stack.up()).output, /has 2 confirmed authentication methods of type "phone"/);
        assert.equal(scenario.sent().patches, 0);
    });

    it("is an error at a refresh too, which leaves the state as it was", async () => {
        scenario.declare(args);
        await run("up");
        enrol({ beside: true });
        const result = await scenario.stack.refresh();
        assert.equal(result.ok, false);
        assert.match(result.output, /has 2 confirmed authentication methods of type "phone"/);
        assert.equal((await scenario.stack.resource("m"))?.outputs["authenticationMethodId"], adaPhone);
    });

    it("is an error where the user has none that is confirmed, which lists what there is", async () => {
        methodsOfAda().splice(0, 1);
        enrol({ beside: true, confirmed: false });
        scenario.declare(args);
        const { output, ok } = await scenario.stack.preview();
        assert.equal(ok, false);
        assert.match(output, /has no confirmed authentication method of type "phone"\. The user has these/);
        assert.match(output, /"phone\|dev_Zz9NewPhone00001" \("phone", named "New phone", not confirmed, created/);
        assert.match(output, /Let the user enrol one, or declare another type/);
    });

    it("is dropped by a refresh when it is gone, and adopted anew when there is another", async () => {
        scenario.declare(args);
        await run("up");
        const [old] = methodsOfAda().splice(0, 1);
        await run("refresh");
        assert.equal(await scenario.stack.resource("m"), undefined);
        assert.equal((await scenario.stack.up()).ok, false);
        methodsOfAda().push({ ...(old as NonNullable<typeof old>), id: newPhone, name: "New phone" });
        await run("up");
        assert.equal((await scenario.stack.resource("m"))?.outputs["authenticationMethodId"], newPhone);
    });

    it('is the newest of several with pick: "newest", and goes on to one that is newer', async () => {
        enrol({ beside: true });
        scenario.declare({ ...args, pick: "newest" });
        await run("up");
        assert.equal(scenario.emulator.method(ada, newPhone).name, "Work phone");
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Old phone");
        assert.equal((await scenario.stack.resource("m"))?.outputs["pick"], "newest");
        assert.deepEqual((await run("up")).changes, { same: 2 });
        // The choice is taken back: now there is one too many.
        scenario.declare(args);
        assert.match((await scenario.stack.up()).output, /has 2 confirmed/);
    });

    it('is an error with pick: "newest" where two are equally new', async () => {
        enrol({ beside: true, at: "2026-01-05T08:00:00.000Z" });
        scenario.declare({ ...args, pick: "newest" });
        assert.match((await scenario.stack.up()).output, /Which of them is the newest cannot be told/);
        assert.equal(scenario.sent().patches, 0);
    });

    it("is put back with restore, and one that was enrolled since stays as it is", async () => {
        scenario.declare({ ...args, onDelete: "restore" });
        await run("up");
        enrol({ beside: true });
        scenario.declare({ ...args, onDelete: "restore", pick: "newest" });
        await run("up");
        assert.equal(scenario.emulator.method(ada, newPhone).name, "Work phone");
        const { output } = await run("destroy");
        assert.match(
            output,
            /"phone\|dev_Zz9NewPhone00001" of user "auth0\|\w+": it was enrolled after the adoption, so it stays/,
        );
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Old phone");
        assert.equal(scenario.emulator.method(ada, adaPhone).preferred_authentication_method, "sms");
        assert.equal(scenario.emulator.method(ada, newPhone).name, "Work phone");
    });

    it("is the new one where the user enrols anew just before the PATCH arrives", async () => {
        scenario.declare(args);
        let isEnrolled = false;
        scenario.emulator.fault({
            route: "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
            // A fault is asked for its delay when a request meets it: that is the moment.
            get delay() {
                if (!isEnrolled) {
                    isEnrolled = true;
                    enrol();
                }
                return 0;
            },
        });
        await run("up");
        assert.equal(scenario.emulator.method(ada, newPhone).name, "Work phone");
        const { outputs } = (await scenario.stack.resource("m")) ?? {};
        assert.equal(outputs?.["authenticationMethodId"], newPhone);
        assert.equal(outputs["adoptedMethodId"], undefined);
        assert.deepEqual(outputs["originalSettings"], { name: "New phone" });
        assert.deepEqual((await run("up")).changes, { same: 2 });
    });

    it("is replaced when it is selected in another way, and keeps its original settings with restore", async () => {
        scenario.declare({ ...args, onDelete: "restore" });
        await run("up");
        const { authenticationMethodType: _type, ...others } = args;
        scenario.declare({ ...others, authenticationMethodId: adaPhone, onDelete: "restore" });
        const { changes } = await run("up");
        assert.equal(changes.replace, 1);
        const resource = await scenario.stack.resource("m");
        assert.equal(resource?.id, `${ada}::${adaPhone}`);
        assert.deepEqual(resource.outputs["originalSettings"], {
            name: "Old phone",
            preferredAuthenticationMethod: "sms",
        });
        await run("destroy");
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Old phone");
    });

    it("is read by get with the id of its type", async () => {
        scenario.stack.program = async () => {
            const { name, authenticationMethodId, authenticationMethodType } = AuthenticationMethodSettings.get(
                "read",
                `${ada}::type:phone`,
            );
            return { name, authenticationMethodId, authenticationMethodType };
        };
        const { outputs } = await run("up");
        assert.deepEqual(outputs, {
            name: "Old phone",
            authenticationMethodId: adaPhone,
            authenticationMethodType: "phone",
        });
    });

    it("costs one list for each user and operation, like one that is selected by its id", async () => {
        scenario.declare(args);
        await run("preview");
        assert.deepEqual({ ...scenario.sent(), bodies: [] }, { gets: 1, patches: 0, bodies: [], all: 2 });
        await run("up");
        await run("up");
        const { gets, patches } = scenario.sent();
        assert.deepEqual({ gets, patches }, { gets: 2, patches: 1 });
    });
});
