// What rules make of values that only an `up` knows, and of what only the outputs tell, on the real engine.

import assert from "node:assert/strict";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { findEngine } from "../support/engine";
import { ada, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";
import { Enrolment, pack, underPack, violationsOf } from "./support";

describe("a stack under the pack, on the engine", () => {
    let scenario: Scenario;
    afterEach(() => stopScenario(scenario));

    it("is judged by what a preview knows, and by the rest when it is known", async () => {
        scenario = await startScenario();
        scenario.stack.program = async () => {
            const first = new Enrolment("first", { userId: ada, type: "totp" });
            // Not known before `first` is there.
            const name = first.id.apply((id) => `next to ${id}, ask ada@example.com`);
            new AuthenticationMethodSettings("single", { userId: ada, authenticationMethodId: adaPhone, name });
            new AuthenticationMethodSettingsGroup("group", {
                settings: [
                    { userId: ada, authenticationMethodId: adaTotp, name },
                    { userId: first.id.apply((id) => id), authenticationMethodId: "phone|dev_1", name: "<i>x</i>" },
                ],
            });
        };
        const options = underPack(scenario.stack);
        const preview = await scenario.stack.preview(options);
        const found = (violations: ReturnType<typeof violationsOf>) =>
            violations.map(({ rule, resource, message }) => {
                const place = /settings\[\d\]/.exec(message)?.[0] ?? "";
                return [rule, resource, place].filter((part) => part !== "").join(" ");
            });
        assert.deepEqual(found(violationsOf(preview)).sort(), [
            "name-is-printable group settings[1]",
            "phone-risk-is-accepted group settings[1]",
            "phone-risk-is-accepted single",
        ]);
        assert.doesNotMatch(preview.output, /can't run policy/);

        const up = await scenario.stack.up(options);
        assert.ok(!up.ok);
        assert.ok(found(violationsOf(up)).some((violation) => violation.startsWith("name-holds-no-personal-data ")));
        assert.ok(!up.output.includes("ada@example.com"));
        assert.equal(scenario.sent().patches, 0);
    });

    it("is judged by its outputs where an id does not tell the type of its method", async () => {
        const authenticationMethodId = "unlike-any-other";
        scenario = await startScenario({
            users: [
                {
                    user_id: ada,
                    email: "ada.l@example.com",
                    authentication_methods: [
                        {
                            id: authenticationMethodId,
                            type: "email",
                            confirmed: true,
                            email: "ada.l@example.com",
                            created_at: "2026-01-05T08:00:00.000Z",
                        },
                    ],
                },
            ],
        });
        scenario.stack.program = async () => {
            new AuthenticationMethodSettings("m", { userId: ada, authenticationMethodId, name: "Mail" });
        };
        const options = underPack(scenario.stack, { "user-has-two-authenticators": "disabled" });
        const preview = await scenario.stack.preview(options);
        assert.ok(preview.ok, preview.output);
        assert.deepEqual(violationsOf(preview), []);

        const up = await scenario.stack.up(options);
        assert.ok(!up.ok);
        const [violation, ...more] = violationsOf(up);
        assert.deepEqual([violation?.rule, violation?.resource, more], ["email-is-no-factor", "m", []]);
    });

    it("is judged without what it reads and does not manage, which the engine does not tell of", async () => {
        scenario = await startScenario();
        scenario.stack.program = async () => {
            const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
            new AuthenticationMethodSettings("phone", args);
            AuthenticationMethodSettings.get("totp", `${ada}::${adaTotp}`);
            AuthenticationMethodSettings.get("phone-as-it-is", `${ada}::${adaPhone}`);
        };
        const result = await scenario.stack.preview(underPack(scenario.stack));
        assert.deepEqual(
            violationsOf(result).map(({ rule, resource }) => `${rule} ${resource}`),
            [
                "phone-risk-is-accepted phone",
                "phone-user-has-unrestricted-method phone",
                "user-has-two-authenticators phone",
            ],
        );
    });

    it("is judged as it is deployed, without its program, by `pulumi policy analyze`", async () => {
        // Beside the engine stands what starts policy packs, which this command looks for on PATH.
        const { command } = await findEngine();
        const PATH = [path.dirname(command), process.env["PATH"]].join(path.delimiter);
        scenario = await startScenario({ env: { PATH } });
        scenario.stack.program = async () => {
            new AuthenticationMethodSettings("m", {
                userId: ada,
                authenticationMethodId: adaPhone,
                name: "Work phone",
            });
            new Enrolment("enrolment", { userId: ada, type: "email", email: pulumi.secret("ada.l@example.com") });
        };
        assert.ok((await scenario.stack.up()).ok);
        const analysis = scenario.stack.command("policy", "analyze", "--policy-pack", pack, "--color", "never");
        const output = await analysis.then(
            () => assert.fail("passed"),
            (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
        );
        for (const rule of ["phone-risk-is-accepted", "phone-user-has-unrestricted-method", "email-is-no-factor"]) {
            assert.match(output, new RegExp(`\\b${rule}\\b`));
        }
        assert.doesNotMatch(output, /personal-values-are-secret|ada\.l@example\.com/);
    });
});
