import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { makeUsers } from "../../emulator/src/tenant/seeds";
import { readRoster } from "../../examples/roster/roster";
import { repository } from "../docs/blocks";

const header = "user_id,authentication_method_id,name,preferred_authentication_method";
const ada = "auth0|ada,phone|dev_1,Work phone,voice";
const grace = "auth0|grace,webauthn-roaming|dev_2,Office key,";

/** The mistakes in these lines, without the line that counts them. */
function mistakesIn(...lines: readonly string[]): string[] {
    return mistakesInText(lines.join("\n"));
}

function mistakesInText(text: string): string[] {
    const [, ...mistakes] = messageFor(text).split("\n");
    return mistakes.map((line) => line.trim());
}

function messageFor(text: string): string {
    try {
        readRoster(text, "roster.csv");
    } catch (error) {
        assert.ok(pulumi.RunError.isInstance(error));
        return (error as Error).message;
    }
    return "";
}

describe("a roster", () => {
    it("declares what its lines say, and leaves alone what is empty", () => {
        assert.deepEqual(readRoster([header, ada, grace, "auth0|alan,phone|dev_3,,sms"].join("\n"), "roster.csv"), [
            {
                userId: "auth0|ada",
                authenticationMethodId: "phone|dev_1",
                name: "Work phone",
                preferredAuthenticationMethod: "voice",
            },
            { userId: "auth0|grace", authenticationMethodId: "webauthn-roaming|dev_2", name: "Office key" },
            { userId: "auth0|alan", authenticationMethodId: "phone|dev_3", preferredAuthenticationMethod: "sms" },
        ]);
    });

    const entry = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1", name: 'The "red" one, at work' };
    const name = '"The ""red"" one, at work"';
    const sameRoster: readonly (readonly [what: string, text: string])[] = [
        ["quotes", `${header}\n"auth0|ada","phone|dev_1",${name},""`],
        ["spaces around values", `${header}\n auth0|ada ,\tphone|dev_1, ${name} , `],
        ["spaces within quotes", `${header}\n" auth0|ada","phone|dev_1 ",${name}," "`],
        ["a byte order mark", `\uFEFF${header}\nauth0|ada,phone|dev_1,${name},`],
        [
            "a quoted header after a byte order mark",
            `\uFEFF"user_id",${header.slice(8)}\nauth0|ada,phone|dev_1,${name},`,
        ],
        ["the line breaks of Windows", `${header}\r\nauth0|ada,phone|dev_1,${name},\r\n`],
        ["empty lines and rows of commas", `\n${header}\n\n  \n,,,\nauth0|ada,phone|dev_1,${name},\n,,,,,\n\n`],
        [
            "its columns in another order",
            `name,preferred_authentication_method,authentication_method_id,user_id\n${name},,phone|dev_1,auth0|ada`,
        ],
    ];
    for (const [what, text] of sameRoster) {
        it(`may have ${what}`, () => {
            assert.deepEqual(readRoster(text, "roster.csv"), [entry]);
        });
    }

    it("may have nobody in it", () => {
        assert.deepEqual(readRoster(`${header}\n`, "roster.csv"), []);
    });

    const mistakes: readonly (readonly [line: string, says: string])[] = [
        [",phone|dev_1,Work phone,", "user_id is empty."],
        ["auth0|ada,,Work phone,", "authentication_method_id is empty."],
        [
            "auth0|ada,phone|dev_1,,",
            "declares nothing. Fill in name or preferred_authentication_method, or take the line out.",
        ],
        [
            "auth0|ada,phone|dev_1,,Voice",
            "preferred_authentication_method is neither voice nor sms. Leave it empty to leave it alone.",
        ],
        [
            "auth0|ada,totp|dev_1,,sms",
            "preferred_authentication_method is for phones, whose ids begin with phone|. Leave it empty.",
        ],
        ["auth0|ada,phone|dev_1,B\uFFFDro,", "is not in UTF-8. Save the file as UTF-8."],
        ["auth0|ada,phone|dev_1,Work phone", "has 3 of 4 cells."],
        ["auth0|ada,phone|dev_1,Work, phone,", "has 5 of 4 cells."],
        [
            'auth0|ada,phone|dev_1,5" phone,',
            'a quote is not closed, or is within a value, where CSV has "" for it. Nothing below was read.',
        ],
    ];
    for (const [line, says] of mistakes) {
        it(`has a mistake in its line 3, and in no other: ${line}`, () => {
            assert.deepEqual(mistakesIn(header, grace, line), [`roster.csv:3: ${says}`]);
        });
    }

    it("tells all mistakes of a line", () => {
        assert.deepEqual(mistakesIn(header, ",,,call"), [
            "roster.csv:2: user_id is empty.",
            "roster.csv:2: authentication_method_id is empty.",
            "roster.csv:2: preferred_authentication_method is neither voice nor sms. Leave it empty to leave it alone.",
        ]);
    });

    it("tells all mistakes of all lines in their order, and how many there are", () => {
        assert.equal(
            messageFor(
                [header, ada, "auth0|alan,phone|dev_3,,", grace, "auth0|alan,phone", ada, ",phone|4,,sms"].join("\n"),
            ),
            [
                "roster.csv has 4 mistakes:",
                "  roster.csv:3: declares nothing. Fill in name or preferred_authentication_method, or take the line out.",
                "  roster.csv:5: has 2 of 4 cells.",
                "  roster.csv:6: is for the same method as line 2. Keep one of them.",
                "  roster.csv:7: user_id is empty.",
            ].join("\n"),
        );
        assert.match(messageFor(`${header}\n,phone|4,,sms`), /^roster\.csv has a mistake:\n/);
    });

    it("has every further line for a method named with the first, and one user's methods kept apart", () => {
        const spaced = '"auth0|ada", phone|dev_1,Other,';
        assert.deepEqual(mistakesIn(header, ada, spaced, "auth0|ada,phone|dev_2,Second,", ada), [
            "roster.csv:3: is for the same method as line 2. Keep one of them.",
            "roster.csv:5: is for the same method as line 2. Keep one of them.",
        ]);
    });

    it("has no lines taken for the same when they lack the same", () => {
        const lines = [",phone|dev_1,Work phone,", "auth0|ada,,Work phone,"];
        assert.deepEqual(mistakesIn(header, ...lines, ...lines), [
            "roster.csv:2: user_id is empty.",
            "roster.csv:3: authentication_method_id is empty.",
            "roster.csv:4: user_id is empty.",
            "roster.csv:5: authentication_method_id is empty.",
        ]);
    });

    it("has its lines counted as an editor does, whatever stands above the mistake", () => {
        const above = [
            "",
            header,
            "",
            'auth0|grace,passkey|dev_2,"Laptop',
            "",
            'of grace",',
            ",,,",
            "  ",
            "auth0|alan,,Key,",
        ];
        for (const end of ["\n", "\r\n", "\r"]) {
            for (const mark of ["", "\uFEFF"]) {
                assert.deepEqual(mistakesInText(mark + above.join(end)), [
                    "roster.csv:9: authentication_method_id is empty.",
                ]);
            }
        }
    });

    it("has a mistake at the first line of a record that goes over several", () => {
        assert.deepEqual(mistakesIn(header, 'auth0|grace,,"Laptop', 'of grace",', "", 'auth0|alan,,"Key"," '), [
            "roster.csv:2: authentication_method_id is empty.",
            'roster.csv:5: a quote is not closed, or is within a value, where CSV has "" for it. Nothing below was read.',
        ]);
    });

    for (const [what, line] of [
        ["is missing", "user_id,authentication_method_id,name"],
        ["is unknown", `${header},department`],
        ["is there twice", header.replace("user_id", "name")],
        ["is separated from the next by a semicolon", header.replaceAll(",", ";")],
        ["is written otherwise", header.replace("name", "Name")],
    ] as const) {
        it(`has a mistake in its header alone when a column ${what}`, () => {
            assert.deepEqual(mistakesIn("", line, ada, ",,,call"), [
                `roster.csv:2: the first line must name these columns, in any order: ${header.replaceAll(",", ", ")}.`,
            ]);
        });
    }

    it("has a mistake when there is nothing in it", () => {
        assert.match(messageFor(""), /^roster\.csv has a mistake:\n {2}roster\.csv:1: the first line must name/);
    });

    it("has no cell repeated in what is said of it", () => {
        const cells = ["Secret-1", "Secret-2", "Secret-3", "Secret-4"];
        const message = messageFor([header, cells.join(","), cells.join(","), `${cells[0]},`, `Secret"5`].join("\n"));
        assert.match(message, /:2:.*\n.*:2:.*\n.*:3:/);
        assert.doesNotMatch(message, /Secret/);
    });
});

describe("the roster of the example", () => {
    const text = readFileSync(path.join(repository, "examples/roster/roster.csv"), "utf8");

    it("is of methods that the emulator makes for 300 users, one for each user who has any", () => {
        const entries = readRoster(text, "roster.csv");
        const users = makeUsers(300).filter(({ authentication_methods }) => authentication_methods.length > 0);
        assert.deepEqual(
            entries.map(({ userId }) => userId),
            users.map(({ user_id }) => user_id),
        );
        for (const [index, { authenticationMethodId }] of entries.entries()) {
            assert.ok(users[index]?.authentication_methods.some(({ id }) => id === authenticationMethodId));
        }
    });
});
