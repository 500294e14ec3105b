import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "..");

describe("the layers of tests", () => {
    const load = () => import("../scripts/layers.mjs");

    it("hold every test file of the repository", async () => {
        const { testFiles } = await load();
        const folders = readdirSync(repository, { withFileTypes: true }).filter((entry) => entry.isDirectory());
        const all = folders
            .filter(({ name }) => name !== "node_modules" && name !== "coverage")
            .flatMap(({ name }) =>
                readdirSync(path.join(repository, name), { recursive: true, encoding: "utf8" }).map((file) =>
                    [name, ...file.split(path.sep)].join("/"),
                ),
            )
            .filter((file) => file.endsWith(".test.ts") && !file.includes("/node_modules/"));
        assert.deepEqual(testFiles(repository).sort(), all.sort());
    });

    it("name in the longest one nothing that is not there", async () => {
        const { layerOf, testFiles, thorough } = await load();
        const files = testFiles(repository).filter((file) => layerOf(file) === "thorough");
        for (const pattern of thorough) {
            assert.ok(
                files.some((file) => pattern.test(file)),
                String(pattern),
            );
        }
    });
});
