import assert from "node:assert/strict";
import fc from "fast-check";
import { readRoster } from "../../examples/roster/roster";
import { assertFitToPrint } from "../../provider/test/fuzz/support/messages";
import { holds } from "../../provider/test/fuzz/support/runs";
import { anyText, canaries } from "../../provider/test/fuzz/support/texts";

const columns = ["user_id", "authentication_method_id", "name", "preferred_authentication_method"];
const cell = fc.oneof(
    {
        weight: 4,
        arbitrary: fc.constantFrom("auth0|ada", "auth0|bob", "phone|dev_1", "totp|dev_2", "sms", "voice", ""),
    },
    { weight: 1, arbitrary: anyText().map((text) => text.slice(0, 200)) },
    {
        weight: 1,
        arbitrary: fc.constantFrom(canaries.phone, canaries.email, '"', '""', ",", ";", "\t", "=1+1", "\ufeff"),
    },
);
const written = fc
    .tuple(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }), fc.shuffledSubarray(columns, { minLength: 3 }))
    .map(([rows, header]) => [header, ...rows].map((cells) => cells.join(",")).join("\n"));

describe("whatever a roster holds", () => {
    it("it is read as it stands, or every mistake is told with its line, and no cell", async () => {
        await holds(
            1_000,
            fc.asyncProperty(fc.oneof({ weight: 5, arbitrary: written }, anyText()), async (text) => {
                let entries: ReturnType<typeof readRoster>;
                try {
                    entries = readRoster(text, "roster.csv");
                } catch (error) {
                    assert.equal((error as Error).constructor.name, "RunError");
                    const [first = "", ...lines] = (error as Error).message.split("\n");
                    assert.match(first, /^roster\.csv has (?:a mistake|\d+ mistakes):$/);
                    for (const line of lines) {
                        assertFitToPrint(line);
                        assert.match(line, /^ {2}roster\.csv:\d+: .+\.$/);
                    }
                    return;
                }
                for (const entry of entries) {
                    assert.ok(entry.userId !== "" && entry.authenticationMethodId !== "");
                    assert.ok(entry.name !== undefined || entry.preferredAuthenticationMethod !== undefined);
                }
            }),
        );
    });
});
