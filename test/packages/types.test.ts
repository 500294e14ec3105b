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

describe("the packed provider's types", () => {
    let project: string;
    let line: (args: string) => number;
    let complaints: string[];

    before(async function () {
        this.timeout(600_000);
        project = await projectWithProvider("npm");
        const lines = [
            `import * as pulumi from "@pulumi/pulumi";`,
            `import { AuthenticationMethod, AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";`,
            ...[...right, ...wrong.map(([args]) => args)].map(
                (args) => `new AuthenticationMethodSettings("m", { ${args} });`,
            ),
            ...[...group.right, ...group.wrong.map(([args]) => args)].map(
                (args) => `new AuthenticationMethodSettingsGroup("g", { ${args} });`,
            ),
            ...[...enrolled.right, ...enrolled.wrong.map(([args]) => args)].map(
                (args) => `new AuthenticationMethod("e", { ${args} }, { protect: true });`,
            ),
        ];
        writeFileSync(path.join(project, "arguments.ts"), lines.join("\n"));
        line = (args) => lines.findIndex((text) => text.includes(`, { ${args} }`)) + 1;
        complaints = await compile(project, "--noEmit", "--strict", "--exactOptionalPropertyTypes", "arguments.ts");
    });

    const complaintsAbout = (args: string) =>
        complaints.filter((text) => text.startsWith(`arguments.ts(${line(args)},`)).join("\n");

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
});
