// How the pack is configured, on the real engine: by a file, and by a pack of one's own.

import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stackTagNames } from "auth0-authentication-methods-policies";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { repository } from "../docs/blocks";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";
import { underPack, violationsOf } from "./support";

describe("the configuration of the pack, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
        scenario.stack.program = async () => {
            const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
            new AuthenticationMethodSettings("m", args);
        };
    });
    afterEach(() => stopScenario(scenario));

    const told = async (configuration: object, folder?: string) => {
        const result = await scenario.stack.preview(underPack(scenario.stack, configuration, folder));
        return { ...result, told: violationsOf(result).map(({ rule, level }) => `${rule}: ${level}`) };
    };

    /** A pack in JavaScript in a folder of its own, that finds this repository's packages as an installed one does. */
    const ownPack = (source: string): string => {
        const folder = path.join(scenario.stack.folder, "pack");
        mkdirSync(folder);
        symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
        writeFileSync(path.join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
        writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "own", version: "1.2.3" }));
        const imports = `const { AuthenticationMethodPolicies } = require("auth0-authentication-methods-policies");`;
        writeFileSync(path.join(folder, "index.js"), `${imports}\n${source}`);
        return folder;
    };

    it("sets levels and settings, for all rules and for one", async () => {
        const result = await told({
            all: "disabled",
            "phone-risk-is-accepted": "mandatory",
            "user-has-two-authenticators": { enforcementLevel: "advisory", minimum: 3 },
        });
        assert.deepEqual(result.told, ["phone-risk-is-accepted: mandatory", "user-has-two-authenticators: advisory"]);
        assert.match(result.output, /declares 1 of the 3 authenticators/);
    });

    it("is said by the stack's tags as well", async () => {
        await scenario.stack.command("stack", "tag", "set", stackTagNames.assurance, "aal3");
        await scenario.stack.command("stack", "tag", "set", stackTagNames.acceptRestricted, "RISK-7");
        assert.deepEqual((await told({ "user-has-two-authenticators": "disabled" })).told, [
            "no-phone-at-highest-assurance: mandatory",
            "phone-user-has-unrestricted-method: mandatory",
        ]);
    });

    it("is refused where a setting is of another type than the rule takes", async () => {
        const { ok, output } = await told({ "user-has-two-authenticators": { minimum: "two" } });
        assert.ok(!ok);
        assert.match(output, /user-has-two-authenticators: minimum: Invalid type\. Expected: integer, given: string/);
    });

    it("stands in a pack of one's own, and a file goes before it", async () => {
        const folder = ownPack(`new AuthenticationMethodPolicies("company", {
            all: "disabled",
            "phone-risk-is-accepted": "mandatory",
            "user-has-two-authenticators": { enforcementLevel: "mandatory", minimum: 3 },
        });`);
        const byItself = await told({}, folder);
        assert.deepEqual(byItself.told, [
            "phone-risk-is-accepted: mandatory",
            "user-has-two-authenticators: mandatory",
        ]);
        assert.match(byItself.output, /company@v1\.2\.3/);
        assert.match(byItself.output, /declares 1 of the 3 authenticators/);
        const byFile = await told({ "user-has-two-authenticators": "disabled" }, folder);
        assert.deepEqual(byFile.told, ["phone-risk-is-accepted: mandatory"]);
    });

    it("names the rules where a pack of one's own names none of them", async () => {
        const { ok, output } = await told(
            {},
            ownPack(`new AuthenticationMethodPolicies("company", { phones: "mandatory" });`),
        );
        assert.ok(!ok);
        assert.match(output, /"phones" is not a rule\. The rules are phone-risk-is-accepted, /);
    });
});
