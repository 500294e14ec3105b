// The program of examples/by-email, on the tenant that the emulator makes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../docs/blocks";
import { type Scenario, startScenario, stopScenario } from "../support/scenario";

const program = path.join(repository, "examples/by-email/index.ts");
const [ada, grace, margaret] = ["ada@example.com", "grace@example.com", "margaret@example.com"];

describe("the program of the example by e-mail, on the engine", () => {
    let scenario: Scenario;
    before(async () => {
        scenario = await startScenario({ users: 8, plan: "unlimited", credentials: "environment" });
        scenario.stack.program = async () => {
            delete require.cache[program];
            return (require(program) as () => Promise<Record<string, unknown>>)();
        };
    });
    after(async () => stopScenario(scenario));

    async function list(...emails: string[]): Promise<void> {
        const places = emails.map((email, place) => [`emails[${place}]`, { value: email, secret: true }] as const);
        await scenario.stack.setConfig(Object.fromEntries(places), { path: true });
    }

    const phones = () =>
        scenario.emulator.users
            .filter(({ email }) => [ada, grace, margaret].includes(email))
            .flatMap((user) => user.authentication_methods.filter(({ type }) => type === "phone"));
    const preferences = () => phones().map((phone) => phone.preferred_authentication_method);

    it("writes nothing at preview, declares every phone at up, and finds nothing to do after that", async () => {
        // One has a phone, one has none, and one has two.
        await list(ada, grace, margaret);
        assert.equal(phones().length, 3);
        await scenario.stack.succeed("preview");
        assert.equal(scenario.sent().patches, 0);

        const first = await scenario.stack.succeed("up");
        assert.deepEqual(first.outputs, { methods: 3 });
        assert.equal(scenario.sent().patches, 3);
        assert.deepEqual(preferences(), ["voice", "voice", "voice"]);

        const second = await scenario.stack.succeed("up");
        assert.deepEqual(second.changes, { same: 2 });
        assert.equal(scenario.sent().patches, 0);
    });

    it("keeps no address in the clear, neither in the state nor in the stack's file", () => {
        const { workDir } = scenario.stack.automation.workspace;
        const file = readFileSync(path.join(workDir, "Pulumi.dev.yaml"), "utf8");
        assert.ok(!`${scenario.stack.rawState()}${file}`.includes("@example.com"));
    });

    it("declares a phone that is enrolled later at the next up", async () => {
        const [phone] = phones();
        const user = scenario.emulator.users.find(({ email }) => email === grace);
        user?.authentication_methods.push({
            ...structuredClone(phone),
            id: "phone|dev_new",
            preferred_authentication_method: "sms",
        } as NonNullable<typeof phone>);
        assert.deepEqual((await scenario.stack.succeed("up")).outputs, { methods: 4 });
        assert.equal(
            scenario.emulator.method(user?.user_id ?? "", "phone|dev_new").preferred_authentication_method,
            "voice",
        );
        assert.equal(scenario.sent().patches, 1);
    });

    it("fails before anything is changed where addresses are not known, naming each by its place", async () => {
        scenario.canaries.plant("e-mail address", "nobody.canary@example.com", "Ada@example.com");
        await list(ada, "nobody.canary@example.com", margaret, "Ada@example.com");
        const { ok, output } = await scenario.stack.up();
        assert.ok(!ok);
        assert.match(
            output,
            /error: emails\[1\]: No user in tenant \S+ has the e-mail address "n\*\*\*@example\.com"\./,
        );
        assert.match(output, /emails\[3\]: No user in tenant \S+ has the e-mail address "A\*\*\*@example\.com"\./);
        assert.doesNotMatch(output, /emails\[[02]\]|\n\s+at /);
        assert.equal(scenario.sent().patches, 0);
    });
});
