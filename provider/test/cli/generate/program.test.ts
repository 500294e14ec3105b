// Generated programs are compiled and run here against stand-ins for the resources, which write down what they are given.

import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import type { AuthenticationMethod } from "../../../src/auth0/wire/methods";
import { type Declared, declare, type LeftOut } from "../../../src/cli/generate/declarations";
import { comment, literal } from "../../../src/cli/generate/literals";
import { writeProgram } from "../../../src/cli/generate/program";

const createdAt = "2026-01-05T08:00:00.000Z";
const suspect = [
    "\u202e",
    "\u200b",
    "\u2028",
    "\u007f",
    "\u0085",
    "\ufeff",
    "\ud800",
    "$" + "{",
    "`",
    "\\",
    '"',
    "\n",
    "*/",
];
const unit = fc.oneof(fc.constantFrom(...suspect), fc.string({ unit: "binary", minLength: 1, maxLength: 1 }));
const anything = fc.string({ unit, maxLength: 30 });

/** Runs a program. @returns What each resource was made with. */
function run(program: string): unknown[][] {
    const { outputText, diagnostics = [] } = ts.transpileModule(program, {
        reportDiagnostics: true,
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    assert.deepEqual(
        diagnostics.map(({ messageText }) => messageText),
        [],
    );
    const made: unknown[][] = [];
    const resource = (kind: string) =>
        class {
            constructor(...args: unknown[]) {
                made.push([kind, ...args]);
            }
        };
    const exported = {
        AuthenticationMethodSettings: resource("single"),
        AuthenticationMethodSettingsGroup: resource("group"),
    };
    const required = (name: string) => {
        assert.equal(name, "pulumi-auth0-authentication-methods");
        return exported;
    };
    runInNewContext(outputText, { require: required, exports: {} });
    return JSON.parse(JSON.stringify(made)) as unknown[][];
}

function method(id: string, more: Partial<AuthenticationMethod> = {}): AuthenticationMethod {
    return { authenticationMethodId: id, type: id.split("|")[0] ?? "", confirmed: true, createdAt, ...more };
}

describe("a text in a generated program", () => {
    it("is the same text again when the program runs, and nothing in it is hidden", () => {
        fc.assert(
            fc.property(anything, (text) => {
                const written = literal(text);
                assert.equal(runInNewContext(written), text);
                assert.match(written, /^"[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*"$/u);
            }),
            { numRuns: 1_000 },
        );
    });

    for (const text of [
        '"; process.exit(1); //',
        "$" + "{process.env.HOME}",
        "\\$" + "{x}",
        "`",
        "\\",
        "\u2028",
        "</script>",
        "\ud800",
        "a\r\nb",
    ]) {
        it(`is data: ${JSON.stringify(text)}`, () => assert.equal(runInNewContext(literal(text)), text));
    }

    it("stays within its line as a comment", () => {
        fc.assert(
            fc.property(anything, (text) => {
                assert.equal(runInNewContext(`${comment(text)}\n"after"`), "after");
                assert.equal(comment(text).split(/[\n\r\u2028\u2029]/).length, 1);
            }),
        );
    });
});

describe("a generated program", () => {
    const users = [
        {
            userId: "b|2",
            methods: [
                method("phone|dev_1", { name: "Work", preferredAuthenticationMethod: "voice" }),
                method("totp|dev_2"),
            ],
        },
        {
            userId: "a|1",
            methods: [
                method("passkey|dev_1", { name: "Laptop" }),
                method("passkey|dev_2", { name: "Key" }),
                method("phone|dev_3", { name: "Begun", confirmed: false }),
                method("phone|dev_4", { preferredAuthenticationMethod: "sms" }),
                method("phone|dev_5", { name: "Odd", preferredAuthenticationMethod: "pigeon" }),
                method("totp|dev_6", { name: "" }),
                method("totp|x::y", { name: "Not separable" }),
            ],
        },
    ];

    it("declares each confirmed method with its name and preference, in the order of the ids", () => {
        const options = { group: false, tenant: undefined };
        assert.deepEqual(run(writeProgram(declare(users, false), options)), [
            ["single", "a-1-passkey-dev_1", { userId: "a|1", authenticationMethodId: "passkey|dev_1", name: "Laptop" }],
            ["single", "a-1-passkey-dev_2", { userId: "a|1", authenticationMethodId: "passkey|dev_2", name: "Key" }],
            [
                "single",
                "a-1-phone-dev_4",
                { userId: "a|1", authenticationMethodId: "phone|dev_4", preferredAuthenticationMethod: "sms" },
            ],
            [
                "single",
                "b-2-phone-dev_1",
                {
                    userId: "b|2",
                    authenticationMethodId: "phone|dev_1",
                    name: "Work",
                    preferredAuthenticationMethod: "voice",
                },
            ],
        ]);
    });

    it("says of each method that it leaves out why", () => {
        const program = writeProgram(declare(users, false), { group: false, tenant: undefined });
        assert.deepEqual(program.match(/^\/\/ .* is left out.*$/gm), [
            '// "phone|dev_3" of user "a|1" is left out: its enrolment is not confirmed.',
            '// "phone|dev_5" of user "a|1" is left out: no program can declare it as it is: preferredAuthenticationMethod must be "voice" or "sms"; leave it out to leave it alone.',
            '// "totp|dev_6" of user "a|1" is left out: no program can declare it as it is: name is empty, and Auth0 cannot unset a name. Leave it out to leave the name alone.',
            '// "totp|x::y" of user "a|1" is left out: no program can declare it as it is: authenticationMethodId holds "::", which no id of Auth0 does. Give the id of the authentication method, such as "phone|dev_kXVq4drj3Mw6uCF5".',
            '// "totp|dev_2" of user "b|2" is left out: it has no name.',
        ]);
    });

    it("selects by type where there is one confirmed method of the type, and says why not elsewhere", () => {
        const entries = declare(users, true);
        const program = writeProgram(entries, { group: true, tenant: "eu" });
        assert.deepEqual(run(program), [
            [
                "group",
                "authentication-methods",
                {
                    settings: [
                        { userId: "a|1", authenticationMethodId: "passkey|dev_1", name: "Laptop" },
                        { userId: "a|1", authenticationMethodId: "passkey|dev_2", name: "Key" },
                        { userId: "a|1", authenticationMethodId: "phone|dev_4", preferredAuthenticationMethod: "sms" },
                        {
                            userId: "b|2",
                            authenticationMethodType: "phone",
                            name: "Work",
                            preferredAuthenticationMethod: "voice",
                        },
                    ],
                    tenant: "eu",
                },
            ],
        ]);
        assert.match(
            program,
            /\n {8}\/\/ By its id, since the user has 2 confirmed methods of type "passkey"\.\n {8}\{\n/,
        );
    });

    it("keeps the name of a resource by type when the user enrols anew", () => {
        const nameOf = (id: string) =>
            (declare([{ userId: "auth0|1", methods: [method(id, { name: "x" })] }], true) as Declared[])[0]?.resource;
        assert.equal(nameOf("phone|dev_1"), nameOf("phone|dev_2"));
    });

    it("is the same whatever the order in which users were read", () => {
        const options = { group: false, tenant: undefined };
        assert.equal(
            writeProgram(declare(users, true), options),
            writeProgram(declare([...users].reverse(), true), options),
        );
    });

    it("is a module when there is nothing to declare", () => {
        const nothing: (Declared | LeftOut)[] = declare([{ userId: "a|1", methods: [method("totp|dev_1")] }], false);
        for (const group of [true, false]) {
            const program = writeProgram(nothing, { group, tenant: undefined });
            assert.deepEqual(run(program), []);
            assert.match(program, /^export \{\};$/m);
            assert.match(program, /"totp\|dev_1" of user "a\|1" is left out/);
        }
    });

    it("gives back what the tenant has, whatever it has", () => {
        const wild = fc.string({ unit, minLength: 1, maxLength: 20 });
        const anyUsers = fc.uniqueArray(
            fc.record({
                userId: wild,
                methods: fc.uniqueArray(
                    fc.tuple(
                        wild,
                        fc.constantFrom("phone", "totp", "x y"),
                        fc.option(anything),
                        fc.option(fc.constantFrom("voice", "sms")),
                    ),
                    { maxLength: 4, selector: ([id]) => id },
                ),
            }),
            { maxLength: 4, selector: ({ userId }) => userId },
        );
        fc.assert(
            fc.property(anyUsers, fc.boolean(), (found, byType) => {
                const read = found.map(({ userId, methods }) => ({
                    userId,
                    methods: methods.map(([id, type, name, preference]) => ({
                        ...method(id),
                        type,
                        ...(name !== null && { name }),
                        ...(preference !== null && { preferredAuthenticationMethod: preference }),
                    })),
                }));
                const entries = declare(read, byType);
                assert.equal(
                    entries.length,
                    read.reduce((sum, { methods }) => sum + methods.length, 0),
                );
                const wanted = entries
                    .filter((entry) => entry.kind === "declared")
                    .map(({ userId, selection, settings }) => ({ userId, ...selection, ...settings }));
                const singles = run(writeProgram(entries, { group: false, tenant: undefined }));
                assert.deepEqual(
                    singles.map(([, , args]) => args),
                    wanted,
                );
                assert.equal(new Set(singles.map(([, name]) => name)).size, wanted.length);
                const [group] = run(writeProgram(entries, { group: true, tenant: undefined }));
                assert.deepEqual(group?.[2] ?? { settings: [] }, { settings: wanted });
            }),
        );
    });
});
