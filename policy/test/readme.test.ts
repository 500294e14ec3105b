// That the README says what the code does: each rule with its level, standards and settings, and each setting.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../src";
import { initialConfiguration } from "../src/authenticationMethodPolicies";

const folder = path.resolve(__dirname, "..");
const readme = readFileSync(path.join(folder, "README.md"), "utf8");

/** The rows of the table with this heading in its first cell and this one in its second. */
function table(first: string, second: string): string[][] {
    const lines = readme.split("\n");
    const start = lines.findIndex((line) => new RegExp(`^\\| ${first} +\\| ${second} +\\|`).test(line));
    assert.ok(start >= 0, `no table of ${first} and ${second}`);
    const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
    return lines.slice(start + 2, start + length).map((line) =>
        line
            .split(/(?<!\\)\|/)
            .slice(1, -1)
            .map((cell) => cell.trim().replaceAll("\\|", "|")),
    );
}

/** The fenced blocks in this language. */
function blocks(language: string): string[] {
    return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
        .filter(([, found]) => found === language)
        .map(([, , code = ""]) => code);
}

describe("the README of the policy pack", () => {
    it("lists every rule, and no other, with its level, description, standards and settings, and whether it mends", () => {
        const listed = rules.map(({ name, enforcementLevel, description, standards, defaults, remediates }) => [
            `\`${name}\``,
            enforcementLevel,
            description.replace("Checks whether ", "").replace(/\.$/, ""),
            standards.join("; "),
            Object.keys(defaults)
                .map((setting) => `\`${setting}\``)
                .join(", ") || "–",
            remediates ? "yes" : "–",
        ]);
        assert.deepEqual(table("rule", "level"), listed);
    });

    it("lists every setting, and no other, with its type, default and meaning", () => {
        const listed = rules.flatMap(({ name, configSchema }) =>
            Object.entries(configSchema?.properties ?? {}).map(([setting, schema]) => [
                `\`${name}\``,
                `\`${setting}\``,
                schema.type,
                `\`${JSON.stringify(schema.default)}\``,
                schema.description,
            ]),
        );
        assert.deepEqual(table("rule", "setting"), listed);
    });

    it("says how many rules there are", () => {
        assert.equal(rules.length, 15);
        assert.match(readme, /: fifteen rules from /);
    });

    it("shows a configuration that the rules take", () => {
        const [configuration = ""] = blocks("json");
        initialConfiguration(JSON.parse(configuration));
    });
});
