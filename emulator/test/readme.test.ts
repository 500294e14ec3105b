import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { routes } from "../src/app";
import { planNames } from "../src/index";
import { refillModes } from "../src/rateLimit/bucket";

const read = (path: string) => readFileSync(join(__dirname, "..", path), "utf8");
const readme = read("README.md");

const rows = readme
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => {
        const cells = line.split("|").slice(1, -1);
        return cells.map((cell) => cell.trim());
    });

/** The cells of the table row that begins with this. */
function row(first: string): string[] {
    return rows.find(([cell]) => cell === first) ?? assert.fail(`no row for ${first}`);
}

describe("the README", () => {
    it("has every route with its scope", () => {
        for (const { name, management } of routes) {
            const [, scope] = row(`\`${name}\``);
            assert.equal(scope, management === undefined ? "" : `\`${management.scope}\``);
        }
    });

    it("has every option of startEmulator and of a fault with its default", () => {
        const defaults = /@default (?<value>[^\n]+)\n(?:\s+\*[^\n]*\n)*?\s+\*\/\s+readonly (?<name>\w+)\?/g;
        const found = [read("src/emulator.ts"), read("src/faults.ts")].flatMap((source) => [
            ...source.matchAll(defaults),
        ]);
        assert.equal(found.length, 9);
        for (const { groups } of found) {
            const [value = "", ...more] = (groups?.["value"] ?? "").split(",");
            assert.equal(row(`\`${groups?.["name"]}\``).at(-1), [`\`${value}\``, ...more].join(","));
        }
    });

    it("has every plan, every refill mode and every option of the command", () => {
        for (const plan of planNames) {
            assert.ok(readme.includes(`\`${plan}\``), plan);
        }
        for (const mode of refillModes) {
            assert.equal(row(`\`${mode}\``).length, 3);
        }
        for (const [option] of read("src/cli.ts").matchAll(/(?<=^ {2})--\w+( [A-Z]+)?/gm)) {
            assert.equal(row(`\`${option}\``).length, 2);
        }
    });
});
