// An example as its page leads through it: every command of the page in its order, on the real engine, against emulated
// tenants, and what the page shows held against what is printed.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { blocksOf, linesOf, repository } from "../docs/blocks";
import { canariesOf } from "../support/scenario";
import { createStack, type OperationResult, type TestStack } from "../support/stack";

const runFile = promisify(execFile);

/** A command of a page, and what the page says that it prints. */
interface Step {
    readonly line: string;
    readonly prints: readonly string[];
}

/** What a PATCH said, and of which method. */
export type Patch = readonly [methodId: string, body: unknown];

/** See the first line of this file. */
export interface Walk {
    readonly stack: TestStack;
    /** The tenants at 4010, 4011 … of the page. */
    readonly tenants: readonly [Emulator, ...Emulator[]];
    /** Types the page's lines before the first operation of the engine. */
    prepare(): Promise<void>;
    /** Types the page's lines up to the next operation that is this, and returns how it went. All are meant to succeed. */
    to(line: string, expected?: { readonly fails?: boolean }): Promise<OperationResult>;
    /** Types the page's last lines. */
    end(): Promise<void>;
    /** What a tenant was sent since it was last asked, by method: their order is the engine's affair. */
    patches(tenant?: number): Patch[];
    close(): Promise<void>;
}

export function folderOf(example: string): string {
    return path.join(repository, "examples", example);
}

/** The commands of a page in the order of reading, each with the blocks of text that follow it. */
function stepsOf(page: string): Step[] {
    const steps: { line: string; prints: string[] }[] = [];
    for (const { language, code } of blocksOf(page)) {
        if (language === "sh") {
            steps.push(...linesOf(code).map((line) => ({ line, prints: [] })));
        } else if (language === "text") {
            steps.at(-1)?.prints.push(code.trimEnd());
        }
    }
    return steps;
}

/** @param count - How many tenants the page starts. */
export async function startWalk(example: string, count = 1): Promise<Walk> {
    const tenants = await Promise.all(Array.from({ length: count }, () => startEmulator({ users: 25 })));
    const [first, ...others] = tenants;
    assert.ok(first !== undefined);
    const folder = folderOf(example);
    const program = path.join(folder, "index.ts");
    const stack = await createStack({
        project: folder,
        program: async () => {
            delete require.cache[program];
            return require(program) as Record<string, unknown>;
        },
        canaries: canariesOf(first),
    });
    const steps = stepsOf(`examples/${example}/README.md`);
    const marks = tenants.map(() => 0);

    /** The tenants' addresses in the place of the page's, or the other way round. */
    const translate = (text: string, isBack = false) =>
        tenants.reduce((translated, { url }, index) => {
            const onPage = `http://127.0.0.1:${4010 + index}`;
            return isBack ? translated.replaceAll(url, onPage) : translated.replaceAll(onPage, url);
        }, text);

    async function type(line: string): Promise<OperationResult | string> {
        const words = wordsOf(ownTenant(translate(line), tenants));
        const [command, ...args] = words;
        const operation = operationIn(line);
        if (operation !== undefined) {
            return stack[operation]();
        }
        if (command === "pulumi") {
            return typePulumi(stack, args);
        }
        if (command === "export") {
            const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(args.join(" ")) ?? [];
            stack.env = { ...stack.env, [name]: value };
            return "";
        }
        if (command === "node") {
            return (await runFile(process.execPath, args, { cwd: folder })).stdout;
        }
        // The repository's own, and the tenants, which are here already.
        assert.match(line, /^(npm ci|npm run build|npx auth0-authentication-methods-emulator --port 401\d)$/);
        return "";
    }

    /** Types a line, and holds what it prints against the page. */
    async function perform({ line, prints }: Step, fails: boolean): Promise<OperationResult | string> {
        const done = await type(line);
        const printed = typeof done === "string" ? done : done.output;
        assert.ok(typeof done === "string" || done.ok !== fails, `${line}\n${printed}`);
        for (const shown of prints) {
            assertShown(translate(printed, true), shown, line);
        }
        return done;
    }

    return {
        stack,
        tenants: [first, ...others],
        prepare: async () => {
            const first = steps.findIndex(({ line }) => operationIn(line) !== undefined);
            for (const step of steps.splice(0, first)) {
                await perform(step, false);
            }
        },
        to: async (last, { fails = false } = {}) => {
            for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
                const isLast = step.line === last;
                const done = await perform(step, isLast && fails);
                if (isLast && typeof done !== "string") {
                    return done;
                }
            }
            throw new Error(`The page has no such line, or has it before: ${last}`);
        },
        end: async () => {
            for (const step of steps.splice(0)) {
                await perform(step, false);
            }
        },
        patches: (tenant = 0) => {
            const requests = tenants[tenant]?.requests.slice(marks[tenant]) ?? [];
            marks[tenant] = tenants[tenant]?.requests.length ?? 0;
            const patches = requests.filter(({ method }) => method === "PATCH");
            return patches
                .map((request) => [methodIn(request.path), request.body] as const)
                .sort(([one], [another]) => (one < another ? -1 : 1));
        },
        close: async () => {
            stack.dispose();
            await Promise.all(tenants.map((tenant) => tenant.close()));
        },
    };
}

function operationIn(line: string) {
    return /^pulumi (preview|up|destroy)$/.exec(line)?.[1] as "preview" | "up" | "destroy" | undefined;
}

async function typePulumi(stack: TestStack, args: readonly string[]): Promise<string> {
    const [command, what, ...others] = args;
    if (command === "stack" && what === "init") {
        return "";
    }
    if (command === "stack" && what === "rm") {
        // Where nobody can be asked, the engine wants to be told that it need not ask.
        const printed = await stack.command("stack", "rm", "--yes");
        assert.ok(!existsSync(stack.stateFile));
        return printed;
    }
    assert.deepEqual([command, what], ["config", "set"]);
    return stack.command("config", "set", ...others);
}

/** The emulated tenants in the place of one's own, whose lines have words in capitals for what only its owner knows. */
function ownTenant(line: string, [first, second]: readonly Emulator[]): string {
    return (
        line
            .replace(/\bexample\.us\.auth0\.com\b/, first?.url ?? "")
            .replace(/\bexample\.eu\.auth0\.com\b/, (second ?? first)?.url ?? "")
            .replace(/\bCLIENT_ID$/, first?.clientId ?? "")
            .replace(/=CLIENT_SECRET$/, `=${first?.clientSecret ?? ""}`)
            // The engine asks for the value.
            .replace(/--secret auth0:clientSecret$/, `--secret auth0:clientSecret ${first?.clientSecret ?? ""}`)
    );
}

function wordsOf(line: string): string[] {
    return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

function methodIn(requested: string): string {
    return decodeURIComponent(requested.slice(requested.lastIndexOf("/") + 1));
}

/** How long it took is different each time, and no page shows it. */
function assertShown(printed: string, shown: string, line: string): void {
    const lines = (text: string) => text.split("\n").map((one) => one.trimEnd());
    const haystack = lines(printed).join("\n");
    assert.ok(
        `\n${haystack}\n`.includes(`\n${lines(shown).join("\n")}\n`),
        `${line} prints\n${haystack}\nand not\n${shown}`,
    );
}
