// docs/performance.md: what `npm run bench` found, for those who want to know before they try.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { findEngine } from "../../test/support/engine";
import { type Table, toMarkdown } from "./table";

const page = path.resolve(__dirname, "../../docs/performance.md");

/** What the measurements ran on, in one line. */
export async function describeSurroundings(): Promise<string> {
    const { version: engine } = await findEngine();
    const sdk: unknown = JSON.parse(readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8"));
    const { version } = sdk as { version: string };
    return `Node.js ${process.versions.node}, Pulumi engine ${engine}, SDK ${version}, ${availableParallelism()} CPUs`;
}

export function writePage(surroundings: string, tables: readonly Table[]): void {
    const text = `# Performance

This page is written by \`npm run bench\`.

Measured with ${surroundings}. The engine keeps its state in files, the tenant is the emulator with no rate limit, and
everything runs on one machine that does other work as well. So absolute times say little; the ratios, of runs that
took turns, are what counts. Sizes and numbers of requests are the same everywhere, and the command fails when they are
not what they should be. Times never make it fail.

${tables.map(toMarkdown).join("\n\n")}
`;
    mkdirSync(path.dirname(page), { recursive: true });
    writeFileSync(page, text);
}
