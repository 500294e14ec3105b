// That docs/dependencies.md has every dependency as it is installed, and is as it was written. No registry is asked.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { read, repository } from "../blocks";
import { dependenciesOf, readReleases, workspaces } from "./facts";
import { dependenciesPage } from "./page";
import { ownCode, reasons } from "./prose";

const page = "docs/dependencies.md";
const stale = "Run `npm run docs:dependencies`.";

describe("the page of dependencies", () => {
    for (const workspace of workspaces) {
        it(`says of each dependency of the ${workspace} what it is for and why, and of no other`, () => {
            const names = dependenciesOf(workspace).map(({ name }) => name);
            assert.deepEqual(Object.keys(reasons[workspace]).sort(), [...names].sort());
        });

        it(`has the versions and licences that are installed for the ${workspace}`, () => {
            const section = read(page).split(/^## /m)[workspaces.indexOf(workspace) + 1] ?? "";
            const rows = section.split("\n").filter((line) => line.startsWith("| `"));
            const found = rows
                .map((row) => row.split(" | "))
                .map(([, range, version, , , , licence]) => [range, version, licence]);
            const wanted = dependenciesOf(workspace).map(({ range, isPeer, installed: { version, license } }) => [
                `\`${range}\``,
                isPeer ? "the project's" : version.replace(/^v/, ""),
                license,
            ]);
            assert.deepEqual(found, wanted, stale);
        });
    }

    it("names code that is there", () => {
        for (const file of ownCode.flatMap(({ files }) => files)) {
            assert.ok(existsSync(path.join(repository, file)), file);
        }
    });

    it("was asked of the registry for each library that it names", () => {
        const named = [
            ...workspaces.flatMap((workspace) => dependenciesOf(workspace)).map(({ name }) => name),
            ...ownCode.flatMap(({ alternatives }) => alternatives),
        ];
        assert.deepEqual(Object.keys(readReleases().packages).sort(), [...new Set(named)].sort(), stale);
    });

    it("is as the command writes it", () => {
        assert.equal(read(page), dependenciesPage(readReleases()), stale);
    });
});
