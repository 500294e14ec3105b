// Every rule on the real engine: one stack that breaks them all, and one that breaks none.

import assert from "node:assert/strict";
import { type RuleName, rules } from "auth0-authentication-methods-policies";
import {
    AuthenticationMethod,
    AuthenticationMethodSettings,
    AuthenticationMethodSettingsGroup,
} from "pulumi-auth0-authentication-methods";
import {
    ada,
    adaPasskey,
    adaPhone,
    adaTotp,
    adaWithMethods,
    type Scenario,
    startScenario,
    stopScenario,
} from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { underPack, type Violation, violationsOf } from "./support";

const grace = "auth0|grace";
const configuration = {
    "no-phone-at-highest-assurance": { stacks: ["dev"] },
    "methods-are-retained-in-production": { stacks: ["dev"] },
    "privileged-user-has-phishing-resistant-method": { privilegedUsers: [ada] },
    "privileged-user-is-protected": { privilegedUsers: [ada] },
    "user-connection-is-allowed": { allow: ["auth0|"] },
};

interface Expected {
    readonly resource: string;
    readonly level?: "advisory" | "mandatory";
    readonly message: RegExp;
}

const adaIs = String.raw`user "auth0\|507f1f77bcf86cd799439020": `;

// What each rule finds in the stack that breaks them all.
const expected: Record<RuleName, Expected> = {
    "phone-risk-is-accepted": {
        resource: "single",
        level: "advisory",
        message: new RegExp(`^${adaIs}a phone is a restricted authenticator`),
    },
    "phone-user-has-unrestricted-method": {
        resource: "single",
        message: new RegExp(`^${adaIs}a phone is all that this stack declares`),
    },
    "no-phone-at-highest-assurance": {
        resource: "single",
        message: new RegExp(`^${adaIs}the stack "dev" is of the highest assurance level`),
    },
    "no-voice-preference": {
        resource: "single",
        level: "advisory",
        message: new RegExp(`^${adaIs}a call is preferred`),
    },
    "phone-number-is-allowed": { resource: "enrolment", message: /: phoneNumber is of a country or service that deny/ },
    "email-is-no-factor": {
        resource: "group",
        message: /^settings\[0\], user "auth0\|grace": e-mail is not to be used/,
    },
    "privileged-user-has-phishing-resistant-method": {
        resource: "single",
        level: "advisory",
        message: new RegExp(`^${adaIs}a privileged user has no phishing-resistant method`),
    },
    "user-has-two-authenticators": {
        resource: "single",
        level: "advisory",
        message: new RegExp(`^${adaIs}this stack declares 1 of the 2 authenticators`),
    },
    "name-holds-no-personal-data": {
        resource: "single",
        message: new RegExp(`^${adaIs}the name holds an e-mail address`),
    },
    "name-is-printable": { resource: "group", message: /^settings\[1\], user "samlp\|eve": the name holds HTML/ },
    // At a level at which it can make no secrets: see remediation.test.ts.
    "personal-values-are-secret": {
        resource: "enrolment",
        message: /^at this level it cannot be seen which of phoneNumber/,
    },
    "methods-are-retained-in-production": { resource: "single", message: /^onDelete is "restore"/ },
    "privileged-user-is-protected": {
        resource: "single",
        level: "advisory",
        message: new RegExp(`^${adaIs}the resource of a privileged user is not protected`),
    },
    "user-connection-is-allowed": {
        resource: "group",
        message: /^settings\[1\], user "samlp\|eve": userId is of a connection that allow does not list/,
    },
    "one-resource-per-method": {
        resource: "group",
        message: new RegExp(String.raw`^settings\[2\], ${adaIs}the method is declared by "single" as well`),
    },
};

describe("a stack that breaks every rule, on the engine", () => {
    let scenario: Scenario;
    let result: OperationResult;
    let violations: Violation[];

    before(async () => {
        const user = { user_id: grace, email: "grace.h@example.com", authentication_methods: [] };
        scenario = await startScenario({ users: [adaWithMethods(), user] });
        scenario.stack.program = async () => {
            new AuthenticationMethodSettings("single", {
                userId: ada,
                authenticationMethodId: adaPhone,
                name: "phone of a@b.example",
                preferredAuthenticationMethod: "voice",
                onDelete: "restore",
            });
            new AuthenticationMethodSettingsGroup("group", {
                settings: [
                    { userId: grace, authenticationMethodId: "email|dev_1", name: "Mail" },
                    { userId: "samlp|eve", authenticationMethodId: "totp|dev_1", name: "<b>App</b>" },
                    { userId: ada, authenticationMethodId: adaPhone, name: "Again" },
                ],
            });
            new AuthenticationMethod("enrolment", { userId: grace, type: "phone", phoneNumber: "+979123456789" });
        };
        result = await scenario.stack.preview(
            underPack(scenario.stack, { ...configuration, "personal-values-are-secret": "mandatory" }),
        );
        violations = violationsOf(result);
    });
    after(() => stopScenario(scenario));

    for (const { name, description } of rules) {
        it(`is told by ${name}`, () => {
            const { resource, level = "mandatory", message } = expected[name];
            const found = violations.filter((violation) => violation.rule === name && violation.resource === resource);
            const problems = found.map((violation) => violation.message.replace(`${description}\n`, ""));
            assert.ok(
                problems.some((problem) => message.test(problem)),
                JSON.stringify(violations, undefined, 2),
            );
            assert.deepEqual([...new Set(found.map((violation) => violation.level))], [level]);
        });
    }

    it("fails, and is told nothing that is personal or secret", () => {
        assert.ok(!result.ok);
        for (const text of ["a@b.example", "+979123456789", scenario.emulator.clientSecret]) {
            assert.ok(!result.output.includes(text), result.output);
            assert.ok(!JSON.stringify(violations).includes(text));
        }
    });

    it("is told of nothing that a preview does not know", () => assert.doesNotMatch(result.output, /can't run policy/));
});

describe("a stack that breaks no rule, on the engine", () => {
    let scenario: Scenario;
    before(async () => {
        scenario = await startScenario();
    });
    after(() => stopScenario(scenario));

    it("is changed as without the pack, and says nothing", async () => {
        scenario.stack.program = async () => {
            const common = { userId: ada, onDelete: "retain" } as const;
            new AuthenticationMethodSettings(
                "passkey",
                { ...common, authenticationMethodId: adaPasskey, name: "Work laptop" },
                { protect: true },
            );
            new AuthenticationMethodSettingsGroup(
                "group",
                { settings: [{ userId: ada, authenticationMethodId: adaTotp, name: "App" }], onDelete: "retain" },
                { protect: true },
            );
        };
        const options = underPack(scenario.stack, { all: "mandatory", ...configuration });
        for (const changes of [{ create: 3 }, { same: 3 }]) {
            const result = await scenario.stack.up(options);
            assert.ok(result.ok, result.output);
            assert.deepEqual(result.changes, changes);
            assert.deepEqual(violationsOf(result), []);
        }
        assert.equal(scenario.emulator.method(ada, adaPasskey).name, "Work laptop");
    });
});
