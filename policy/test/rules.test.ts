// What holds for every rule, and for the pack as a whole.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
    AuthenticationMethod,
    AuthenticationMethodSettings,
    AuthenticationMethodSettingsGroup,
} from "pulumi-auth0-authentication-methods";
import { type AuthenticationMethodPoliciesOptions, rules, tokens } from "../src";
import { initialConfiguration } from "../src/authenticationMethodPolicies";
import { standards } from "../src/rules/standards";
import { createResourceValidationArgs, createStackValidationArgs, NotApplicable, settings } from "./util";

describe("every rule", () => {
    for (const rule of rules) {
        describe(rule.name, () => {
            it("has a name in kebab-case, a description, standards and a way to mend it", () => {
                assert.match(rule.name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
                assert.match(rule.description, /^Checks whether .+\.$/);
                assert.match(rule.remediationSteps ?? "", /^[A-Z].+\.$/);
                assert.ok(rule.standards.length > 0);
                assert.ok(rule.standards.every((standard) => Object.values<string>(standards).includes(standard)));
            });

            it("has a description and a default for each setting, the one that rules fall back on", () => {
                for (const [name, schema] of Object.entries(rule.configSchema?.properties ?? {})) {
                    assert.match(schema.description ?? "", /^[A-Z].+\.$/s, name);
                    assert.deepEqual(schema.default, (rule.defaults as Record<string, unknown>)[name]);
                }
            });

            it("has nothing to do with resources of others", async () => {
                const bucket = settings({}, { type: "aws:s3/bucket:Bucket" });
                const report = () => assert.fail();
                const { validateResource, remediateResource } = rule as ResourceValidationPolicy;
                if (typeof validateResource === "function") {
                    assert.throws(() => validateResource(createResourceValidationArgs(bucket), report), NotApplicable);
                }
                if (remediateResource !== undefined) {
                    assert.throws(() => remediateResource(createResourceValidationArgs(bucket)), NotApplicable);
                }
                await rule.validateStack?.(createStackValidationArgs([bucket]), report);
                await rule.validateStack?.(createStackValidationArgs([]), report);
            });

            it("bears properties of any kind", async () => {
                for (const value of [null, 7, true, "", [], {}, [null, 7, [], "x"], { userId: {} }]) {
                    const props = Object.fromEntries(
                        ["userId", "authenticationMethodId", "settings", "name", "tenant", "type", "phoneNumber"].map(
                            (key) => [key, value],
                        ),
                    );
                    for (const kind of ["settings", "group", "enrolment"] as const) {
                        const given = { kind, props };
                        const { validateResource } = rule as ResourceValidationPolicy;
                        if (typeof validateResource === "function") {
                            await validateResource(createResourceValidationArgs(given), () => {});
                        }
                        await rule.validateStack?.(createStackValidationArgs([given, given]), () => {});
                    }
                }
            });
        });
    }

    it("has a name of its own", () => assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length));
});

describe("the type tokens", () => {
    it("are those of the provider's classes", () => {
        assert.equal(tokens.settings, AuthenticationMethodSettings.__pulumiType);
        assert.equal(tokens.group, AuthenticationMethodSettingsGroup.__pulumiType);
        assert.equal(tokens.enrolment, AuthenticationMethod.__pulumiType);
    });
});

describe("the options of a pack", () => {
    it("are typed by rule", () => {
        const options: AuthenticationMethodPoliciesOptions = {
            all: "mandatory",
            "user-has-two-authenticators": "advisory",
            "phone-number-is-allowed": { enforcementLevel: "advisory", allow: ["+44"] },
            "phone-risk-is-accepted": { acceptRestricted: { "*": "RISK-7" } },
        };
        assert.equal(initialConfiguration(options), options);
        // @ts-expect-error: a setting of another type
        initialConfiguration({ "phone-number-is-allowed": { allow: 44 } });
        // @ts-expect-error: a level that is none
        initialConfiguration({ "phone-number-is-allowed": "warning" });
    });

    it("are refused where they are of no rule, or of no setting of it", () => {
        assert.throws(
            // @ts-expect-error: no rule
            () => initialConfiguration({ "phone-is-red": "advisory" }),
            /^Error: "phone-is-red" is not a rule\. The rules are phone-risk-is-accepted, /,
        );
        assert.throws(
            // @ts-expect-error: no setting
            () => initialConfiguration({ "phone-number-is-allowed": { allowed: [] } }),
            /^Error: "allowed" is not a setting of phone-number-is-allowed\. Its settings are: allow, deny\.$/,
        );
        assert.throws(
            // @ts-expect-error: no setting
            () => initialConfiguration({ "one-resource-per-method": { allow: [] } }),
            /Its settings are: none\.$/,
        );
    });
});

describe("the package", () => {
    const repository = path.resolve(__dirname, "../..");

    it("is started by one file, whichever way the engine looks for it, and imported by another", () => {
        const folder = path.join(repository, "policy");
        const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
        const [, main] = /^main: (.*)$/m.exec(readFileSync(path.join(folder, "PulumiPolicy.yaml"), "utf8")) ?? [];
        assert.equal(path.normalize(manifest.main), main);
        assert.notEqual(manifest.main, manifest.exports["."].default);
    });

    it("starts no pack where it is imported", () => {
        const program = `const { rules } = require("auth0-authentication-methods-policies"); console.log(rules.length);`;
        // A pack prints the port that it listens on, and goes on listening.
        const output = execFileSync(process.execPath, ["-e", program], {
            cwd: repository,
            encoding: "utf8",
            timeout: 60_000,
        });
        assert.equal(output.trim(), String(rules.length));
    });
});
