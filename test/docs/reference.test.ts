// That the reference in docs/reference is what its generator writes of the code as it is, and that the comments which it is
// made from say what a reader needs. That each symbol and each member has one at all is the generator's own condition.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "./blocks";

const typedoc = path.join(repository, "node_modules/typedoc/bin/typedoc");
const options = path.join(repository, "scripts/reference/typedoc.jsonc");
const committed = path.join(repository, "docs/reference");

/** The generator's ReflectionKind, of which only ES modules can have the original. */
const kinds = { function: 64, class: 128, callSignature: 4096 };

/** What the generator's JSON has of a symbol, as far as it is looked at here. */
interface Reflection {
    readonly name: string;
    readonly kind: number;
    readonly comment?: {
        readonly blockTags?: readonly { readonly tag: string; readonly content: readonly object[] }[];
    };
    readonly children?: readonly Reflection[];
    readonly signatures?: readonly Reflection[];
    readonly parameters?: readonly Reflection[];
    readonly flags?: { readonly isExternal?: boolean };
}

describe("the reference", () => {
    let folder: string;
    let symbols: readonly Reflection[];
    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "reference-"));
        const json = path.join(folder, "reference.json");
        const pages = path.join(folder, "pages");
        // It fails on every warning: a symbol without a comment, a link to nothing.
        const args = ["--options", options, "--json", json, "--markdown", pages];
        await promisify(execFile)(process.execPath, [typedoc, ...args], { cwd: repository });
        const project = JSON.parse(readFileSync(json, "utf8")) as Reflection;
        symbols = (project.children ?? []).flatMap(({ children = [] }) => children);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("is what npm run docs:reference writes", () => {
        const pages = path.join(folder, "pages");
        assert.deepEqual(readdirSync(committed).sort(), readdirSync(pages).sort());
        for (const page of readdirSync(pages)) {
            const text = (where: string) => readFileSync(path.join(where, page), "utf8");
            assert.equal(text(committed), text(pages), page);
        }
    });

    it("names no folder of the machine that wrote it, and no host but Auth0's", () => {
        for (const page of readdirSync(committed)) {
            const text = readFileSync(path.join(committed, page), "utf8");
            assert.ok(!text.includes(repository), page);
            const hosts = [...text.matchAll(/\w+:\/\/([\w.-]+)/g)].map(([, host]) => host);
            assert.deepEqual(
                hosts.filter((host) => host !== "auth0.com" && host !== "127.0.0.1"),
                [],
                page,
            );
        }
    });

    it("has an example of every class and function", () => {
        const shown = symbols.filter(
            ({ kind, name }) =>
                kind === kinds.function ||
                // Errors are caught as one is that the example of another shows.
                (kind === kinds.class && !name.endsWith("Error")),
        );
        assert.ok(shown.length >= 12);
        for (const { name, signatures = [], comment } of shown) {
            assert.ok(
                [comment, ...signatures.map((signature) => signature.comment)].some((one) => has(one, "@example")),
                name,
            );
        }
    });

    it("explains every parameter, and what every function returns", () => {
        const functions = symbols.flatMap((symbol) => [symbol, ...(symbol.children ?? [])]);
        const signatures = functions.flatMap((symbol) =>
            symbol.flags?.isExternal === true ? [] : (symbol.signatures ?? []),
        );
        const named = signatures.filter(({ name }) => !/Error$/.test(name));
        assert.ok(named.length > 15);
        for (const { name, kind, parameters = [], comment } of named) {
            for (const parameter of parameters) {
                assert.ok(parameter.comment !== undefined, `${parameter.name} of ${name}`);
            }
            if (kind === kinds.callSignature && !/^(isInstance|revoke|clear|close|fault)/.test(name)) {
                assert.ok(has(comment, "@returns"), `what ${name} returns`);
            }
        }
    });
});

function has(comment: Reflection["comment"], tag: string): boolean {
    return comment?.blockTags?.some((one) => one.tag === tag && one.content.length > 0) ?? false;
}
