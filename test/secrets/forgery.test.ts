import assert from "node:assert/strict";
import { ada, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";

const patchRoute = "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}";

// A line of its own, a cleared screen, text that runs backwards, text that cannot be seen.
const forged = "a\u001b[2J\r\nerror: forged\u0085\u2028\u202eb\u200b\u009b1A";
const shown = "a\\u001b[2J\\r\\nerror: forged\\u0085\\u2028\\u202eb\\u200b\\u009b1A";

describe("a text of the tenant or the program that would forge a line or drive a terminal is shown escaped, on the engine", () => {
    let scenario: Scenario;
    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };
    beforeEach(async () => {
        scenario = await startScenario();
        scenario.declareSilently(args);
        assert.ok((await scenario.stack.up()).ok);
    });
    afterEach(async () => stopScenario(scenario));

    async function assertShown(operation: "preview" | "up" | "refresh" | "destroy", line: string): Promise<void> {
        const { output } = await scenario.stack[operation]();
        assert.ok(output.includes(line), output);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
        assert.doesNotMatch(output, /^error: forged|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u202e\u200b]/m);
    }

    it("in the list of a user's methods, as a name, an id and a type", async () => {
        Object.assign(scenario.emulator.method(ada, adaPhone), { name: forged, type: forged, id: `phone|${forged}` });
        scenario.declareSilently({ ...args, authenticationMethodId: "phone|dev_gone" });
        await assertShown("preview", `"phone|${shown}" ("${shown}", named "${shown}", created `);
    });

    it("in what is said of drift, by preview and by refresh, when it comes and when it goes", async () => {
        scenario.emulator.method(ada, adaPhone).name = forged;
        await assertShown("preview", `name is "${shown}", declared is "Work phone"`);
        await assertShown("refresh", `name is "${shown}", was "Work phone"`);
        scenario.emulator.method(ada, adaPhone).name = "Private";
        await assertShown("refresh", `name is "Private", was "${shown}"`);
    });

    it("in what is said where Auth0 keeps another name, and where a restore leaves one", async () => {
        // The first PATCH gives the phone its name back.
        scenario.emulator.fault({ route: patchRoute, nth: 2, body: { id: adaTotp, type: "totp", name: forged } });
        scenario.declareSilently({ ...args, authenticationMethodId: adaTotp });
        await assertShown("up", `Auth0 made "${shown}" of the `);
        scenario.emulator.method(ada, adaTotp).name = forged;
        await assertShown("destroy", `it stays "${shown}"`);
    });

    it("in a name that the program declares, which is sent as it is", async () => {
        scenario.emulator.method(ada, adaPhone).name = "Private";
        const declared = { ...args, name: forged };
        scenario.declareSilently(declared);
        await assertShown("preview", `name is "Private", declared is "${shown}"`);
        scenario.sent();
        await assertShown("up", "");
        assert.deepEqual(scenario.sent().bodies, [{ name: forged }]);
        assert.equal(scenario.emulator.method(ada, adaPhone).name, forged);
        scenario.emulator.method(ada, adaPhone).name = "Private";
        await assertShown("refresh", `name is "Private", was "${shown}"`);
    });

    it("in ids that the program declares, whose values the engine would print as they are", async () => {
        for (const [wrong, line] of [
            [{ userId: `auth0|${forged}` }, `userId "auth0|${shown}" does not exist`],
            [{ authenticationMethodId: `phone|${forged}` }, `authenticationMethodId "phone|${shown}" does not exist`],
            [
                { preferredAuthenticationMethod: forged as "sms" },
                'preferredAuthenticationMethod must be "voice" or "sms"',
            ],
            [{ tenant: forged }, `tenant "${shown}" has no block`],
        ] as const) {
            scenario.declareSilently({ ...args, ...wrong });
            await assertShown("preview", line);
        }
    });

    it("in the tenant's words about a failure", async () => {
        const body = { statusCode: 400, error: "Bad Request", message: `m ${forged}`, errorCode: `c ${forged}` };
        scenario.emulator.fault({ route: patchRoute, times: 2, status: 400, body });
        scenario.declareSilently({ ...args, name: "Another name" });
        const words = shown.replaceAll("\\r", "\\u000d").replaceAll("\\n", "\\u000a");
        await assertShown("up", `Auth0 answered 400 (c ${words}): m ${words}. `);
    });
});
