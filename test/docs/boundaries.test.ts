// That `npm run lint` refuses what ARCHITECTURE.md says may not be imported, and nothing that it says may: each room of the
// table tries every import that the table speaks of, in a folder where the rules stand and nothing else does.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { read, repository } from "./blocks";

const source = "provider/src";
/** What no room may import, beside what the table has. */
const strangers = [
    "axios",
    "jose",
    "@pulumi/policy",
    "auth0-authentication-methods-emulator",
    "pulumi-auth0-authentication-methods",
];
/** Where single files may do more or less than their room: see the sentence below the table. */
const elsewhere: readonly [file: string, code: string, isRefused: boolean][] = [
    [`${source}/auth0/transport.ts`, 'import "axios";', false],
    [`${source}/auth0/transport.ts`, 'import "jose";', true],
    [`${source}/auth0/token.ts`, 'import "jose";', false],
    [`${source}/auth0/token.ts`, 'import "axios";', true],
    [`${source}/core/probe.ts`, 'export { x } from "../tenant/probe";', true],
    [`${source}/core/probe.ts`, 'void import("axios");', true],
    [`${source}/core/probe.ts`, "process.exit();", true],
    [`${source}/core/probe.ts`, 'void fetch("");', true],
    [`${source}/tenant/probe.ts`, 'require("./observe");', true],
    [`${source}/tenant/probe.ts`, "export const variable = process.env.NAME;", true],
    [`${source}/provider.ts`, "export const variable = process.env.NAME;", false],
    ["emulator/src/routes/probe.ts", 'import "../tenant/tenant";', false],
    ["emulator/src/routes/probe.ts", 'import "../../../provider/src/core/ids";', true],
    ["emulator/src/routes/probe.ts", 'import "pulumi-auth0-authentication-methods";', true],
    ["policy/src/rules/probe.ts", 'import "../rule";', false],
    ["policy/src/rules/probe.ts", 'import "../../../provider/src/core/ids";', true],
    ["policy/src/rules/probe.ts", 'import "pulumi-auth0-authentication-methods";', true],
    ["policy/src/rules/probe.ts", 'import "auth0-authentication-methods-emulator";', true],
];

interface Room {
    readonly folder: string;
    readonly rooms: readonly string[];
    readonly packages: readonly string[];
}

const table = roomsOf(read("ARCHITECTURE.md"));

describe("the boundaries between rooms", () => {
    const files = new Map<string, string[]>();
    let found: ReadonlySet<string>;

    before(() => {
        found = refusedIn(files);
    });

    /** Has a line of code tried. @returns Where it stands, as FILE:LINE. */
    function place(file: string, code: string): string {
        const lines = [...(files.get(file) ?? []), code];
        files.set(file, lines);
        return `${file}:${lines.length}`;
    }

    for (const room of table) {
        const tried = wantedBy(room).map(({ name, specifier }) => {
            return { name, where: place(`${room.folder}/probe.ts`, `import "${specifier}";`) };
        });
        it(`are those of the table: ${room.folder}`, () => {
            assert.deepEqual(
                tried.filter(({ where }) => !found.has(where)).map(({ name }) => name),
                [...room.rooms, ...room.packages],
            );
        });
    }

    for (const [file, code, isRefused] of elsewhere) {
        const where = place(file, code);
        it(`${isRefused ? "refuse" : "let pass"} in ${file}: ${code}`, () => {
            assert.equal(found.has(where), isRefused);
        });
    }

    const cycle = place(`${source}/tenant/one.ts`, 'import { two } from "./two"; export const one = two;');
    place(`${source}/tenant/two.ts`, 'import { one } from "./one"; export const two = one;');
    it("refuse a cycle", () => {
        assert.ok(found.has(cycle));
    });
});

/** The rows of the table. */
function roomsOf(page: string): Room[] {
    return page
        .split("\n")
        .filter((line) => line.startsWith(`| \`${source}`))
        .map((line) => {
            const cells = line.split("|").map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
            return { folder: cells[1]?.[0] ?? "", rooms: cells[3] ?? [], packages: cells[4] ?? [] };
        });
}

/** Everything that the table speaks of, as this room would import it; the rooms in the order of its own row. */
function wantedBy({ folder, rooms, packages }: Room): { readonly name: string; readonly specifier: string }[] {
    const own = path.posix.relative(source, folder);
    const allRooms = table.map((room) => path.posix.relative(source, room.folder)).filter((name) => name !== "");
    const allPackages = table.flatMap((room) => room.packages);
    // Single files that other rooms may import, unless all of their folder is open to this one.
    const files = table
        .flatMap((room) => room.rooms)
        .filter(
            (name) =>
                !allRooms.includes(name) &&
                ![own, ...rooms].includes(path.posix.join(source, name, "..").slice(source.length + 1)),
        );
    const named = [...rooms, ...allRooms, ...files].filter((name) => name !== own);
    const specifier = (name: string) => {
        const target = allRooms.includes(name) ? `${source}/${name}/anything` : `${source}/${name}`;
        const relative = path.posix.relative(folder, target);
        return relative.startsWith(".") ? relative : `./${relative}`;
    };
    return [
        ...[...new Set(named)].map((name) => ({ name, specifier: specifier(name) })),
        ...[...new Set([...packages, ...allPackages, ...strangers])].map((name) => ({ name, specifier: name })),
    ];
}

/** The lines, as FILE:LINE, that the rules refuse in these files. */
function refusedIn(files: ReadonlyMap<string, readonly string[]>): Set<string> {
    const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "boundaries-"));
    try {
        copyFileSync(path.join(repository, "boundaries.jsonc"), path.join(folder, "boundaries.jsonc"));
        const rules = { extends: ["./boundaries.jsonc"], linter: { rules: { preset: "none" } } };
        writeFileSync(path.join(folder, "biome.json"), JSON.stringify(rules));
        for (const [file, lines] of files) {
            mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
            writeFileSync(path.join(folder, file), lines.join("\n"));
        }
        const biome = require.resolve("@biomejs/biome/bin/biome");
        const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=json", "--max-diagnostics=none"], {
            cwd: folder,
            encoding: "utf8",
        });
        const { diagnostics } = JSON.parse(stdout) as { diagnostics: { location: Location }[] };
        return new Set(diagnostics.map(({ location }) => `${location.path}:${location.start.line}`));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

interface Location {
    readonly path: string;
    readonly start: { readonly line: number };
}
