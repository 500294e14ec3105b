// What the compiler says to users of the packed provider, under the settings that Pulumi programs are compiled with.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { compile, projectWithProvider } from "./support/project";

const settings = [
    { title: "module nodenext, CommonJS and ESM", args: ["nodenext", "nodenext"], sources: ["commonjs", "esm"] },
    // What `pulumi new typescript` wrote for years.
    { title: "module commonjs with moduleResolution node10", args: ["commonjs", "node10"], sources: ["commonjs"] },
    { title: "module esnext with moduleResolution bundler", args: ["esnext", "bundler"], sources: ["esm"] },
] as const;

const identity = `userId: "auth0|ada", authenticationMethodId: "phone|dev_1"`;
const right = [
    `${identity}, name: "Work phone"`,
    `${identity}, preferredAuthenticationMethod: "sms"`,
    `${identity}, name: undefined, preferredAuthenticationMethod: pulumi.output("voice" as const), onDelete: "retain"`,
    `${identity}, name: pulumi.secret("Work phone"), tenant: Promise.resolve("other")`,
];
const group = {
    right: [
        `settings: [{ ${identity}, name: "Work phone" }]`,
        `settings: [{ ${identity}, preferredAuthenticationMethod: "sms" }], onDelete: pulumi.output("restore" as const)`,
        `settings: pulumi.output([{ ${identity}, name: "Work phone" }]), tenant: "other"`,
        `settings: [].map((name) => ({ ${identity}, name: pulumi.secret(name) }))`,
    ],
    wrong: [
        [`settings: [{ ${identity}, colour: "green" }]`, /TS2353: .*'colour' does not exist/],
        [`settings: [{ authenticationMethodId: "phone|dev_1" }]`, /'userId' is missing|not assignable/],
        [`name: "Work phone"`, /TS2353: .*'name' does not exist in type 'AuthenticationMethodSettingsGroupArgs'/],
    ] as readonly [args: string, complaint: RegExp][],
};
const enrolled = {
    right: [
        `userId: "auth0|ada", type: "totp", totpSecret: pulumi.secret("JBSWY3DPEHPK3PXP"), name: undefined`,
        `userId: "auth0|ada", type: "passkey", keyId: "a", publicKey: pulumi.output("b"), transports: ["internal"] as const`,
    ],
    wrong: [
        [`userId: "auth0|ada", type: "push"`, /TS2322: Type '"push"' is not assignable to type .*"totp"/],
        [`type: "totp", colour: "green"`, /TS2353: .*'colour' does not exist in type 'AuthenticationMethodArgs'/],
    ] as readonly [args: string, complaint: RegExp][],
};
const wrong: readonly [args: string, complaint: RegExp][] = [
    [`${identity}, preferredAuthenticationMethod: "fax"`, /TS2322: Type '"fax"' is not assignable to type .*"voice"/],
    [`${identity}, colour: "green"`, /TS2353: .*'colour' does not exist in type 'AuthenticationMethodSettingsArgs'/],
    [`${identity}, onDelete: "delete"`, /TS2322: Type '"delete"' is not assignable to type .*"retain"/],
    [`${identity}, name: 7`, /TS2322: Type 'number' is not assignable to type 'Input<string \| undefined>/],
    [`authenticationMethodId: "phone|dev_1"`, /TS2345: .* not assignable to .*'AuthenticationMethodSettingsArgs'/],
];

const lookups = {
    right: [
        `getUser({ email: "ada@example.com", connection: undefined, tenant: "other" })`,
        `getUser({ userId: "auth0|ada" }).then(({ userId, connection }) => [userId, connection?.length])`,
        `getUserOutput({ email: pulumi.secret("ada@example.com") }).userId.apply((id) => id.length)`,
        `getAuthenticationMethodsOutput({ userId: pulumi.output("auth0|ada") }).authenticationMethods[0].type`,
        `getAuthenticationMethod({ userId: "auth0|ada", type: "phone", pick: "newest" })`,
    ],
    wrong: [
        [`getUser({ email: "ada@example.com", userId: "auth0|ada" })`, /TS2345|TS2322/],
        [`getUser({ email: pulumi.output("ada@example.com") })`, /TS2322: Type '.*Output/],
        [`getAuthenticationMethod({ userId: "auth0|ada" })`, /TS2345/],
        [`getAuthenticationMethods({ userId: "auth0|ada", kind: "phone" })`, /TS2353: .*'kind' does not exist/],
    ] as readonly [call: string, complaint: RegExp][],
};

describe("the packed provider's types", () => {
    let project: string;
    let line: (wanted: string) => number;
    let complaints: string[];

    before(async function () {
        this.timeout(600_000);
        project = await projectWithProvider("npm");
        const lines = [
            `import * as pulumi from "@pulumi/pulumi";`,
            `import * as methods from "pulumi-auth0-authentication-methods";`,
            "const { AuthenticationMethod, AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } = methods;",
            "const { getAuthenticationMethod, getAuthenticationMethods, getAuthenticationMethodsOutput } = methods;",
            "const { getUser, getUserOutput } = methods;",
            ...[...right, ...wrong.map(([args]) => args)].map(
                (args) => `new AuthenticationMethodSettings("m", { ${args} });`,
            ),
            ...[...group.right, ...group.wrong.map(([args]) => args)].map(
                (args) => `new AuthenticationMethodSettingsGroup("g", { ${args} });`,
            ),
            ...[...enrolled.right, ...enrolled.wrong.map(([args]) => args)].map(
                (args) => `new AuthenticationMethod("e", { ${args} }, { protect: true });`,
            ),
            ...[...lookups.right, ...lookups.wrong.map(([call]) => call)].map((call) => `void ${call};`),
        ];
        writeFileSync(path.join(project, "arguments.ts"), lines.join("\n"));
        line = (wanted) =>
            lines.findIndex((text) => text.includes(`, { ${wanted} }`) || text === `void ${wanted};`) + 1;
        complaints = await compile(project, "--noEmit", "--strict", "--exactOptionalPropertyTypes", "arguments.ts");
    });

    const complaintsAbout = (wanted: string) =>
        complaints.filter((text) => text.startsWith(`arguments.ts(${line(wanted)},`)).join("\n");

    for (const { title, args, sources } of settings) {
        it(`are accepted with ${title}, and without skipLibCheck`, async () => {
            const [module, moduleResolution] = args;
            const options = ["--module", module, "--moduleResolution", moduleResolution, "--target", "es2022"];
            const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false"];
            const files = sources.map((folder) => path.join(folder, "typescript.ts"));
            assert.deepEqual(await compile(project, ...options, ...strict, ...files), []);
        });
    }

    for (const args of [...right, ...group.right, ...enrolled.right]) {
        it(`accept { ${args} }`, () => assert.equal(complaintsAbout(args), ""));
    }

    for (const [args, complaint] of [...wrong, ...group.wrong, ...enrolled.wrong]) {
        it(`refuse { ${args} }`, () => assert.match(complaintsAbout(args), complaint));
    }

    for (const call of lookups.right) {
        it(`accept ${call}`, () => assert.equal(complaintsAbout(call), ""));
    }

    for (const [call, complaint] of lookups.wrong) {
        it(`refuse ${call}`, () => assert.match(complaintsAbout(call), complaint));
    }
});
