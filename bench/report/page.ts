// docs/performance.md: what `npm run bench` found, for those who want to know before they try. The page is kept in parts,
// one for each section between two comments, so that a section can be measured again by itself.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { findEngine } from "../../test/support/engine";
import { chartsOf } from "./charts";
import type { Findings, Image, Page } from "./findings";
import { toMarkdown } from "./table";

const docs = path.resolve(__dirname, "../../docs");
const page = path.join(docs, "performance.md");

const preamble = `# Performance

This page is written by \`npm run bench\`, each part by itself with \`npm run bench -- --only NAME\`.

Everything runs on one machine that does other work as well. So absolute times say little; the ratios, of runs that took
turns, are what counts. What is the same everywhere (sizes, numbers of requests, what happens in virtual time) makes the
command fail when it is not what it should be. Times never make it fail.`;

/** What the measurements ran on, in one line. */
export async function describeSurroundings(): Promise<string> {
    const { version: engine } = await findEngine();
    const sdk: unknown = JSON.parse(readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8"));
    const { version } = sdk as { version: string };
    return `Node.js ${process.versions.node}, Pulumi engine ${engine}, SDK ${version}, ${availableParallelism()} CPUs`;
}

/**
 * Writes a section's part of the page, and leaves the others as they are.
 *
 * @param measured - On what it was measured, and how it can be again.
 * @param order - The names of all sections; a part of any other name is dropped.
 */
export function writeSection(
    { name, title }: { readonly name: string; readonly title: string },
    findings: Findings,
    measured: string,
    order: readonly string[],
): void {
    const text = [
        `## ${title}`,
        measured,
        ...(findings.intro ?? []),
        ...findings.tables.map(toMarkdown),
        ...(findings.images ?? []).map(toFigure),
    ].join("\n\n");
    writeImages(findings.images ?? []);
    for (const further of findings.pages ?? []) {
        writeFileSync(path.join(docs, further.file), toPage(further, measured));
    }
    writeFileSync(page, withPart(readPage(), name, text, order));
    writeCharts();
}

/** Draws the charts anew, of what the page says. */
export function writeCharts(): void {
    const { text, images } = withCharts(readPage());
    writeFileSync(page, text);
    writeImages(images);
}

function writeImages(images: readonly Image[]): void {
    mkdirSync(path.join(docs, "plots"), { recursive: true });
    for (const { file, svg } of images) {
        writeFileSync(path.join(docs, "plots", file), svg);
    }
}

const [chartsStart, chartsEnd] = ["<!-- charts -->", "<!-- end of charts -->"];

/** The page with the charts of each section at the section's end, and the charts. */
export function withCharts(before: string): { text: string; images: Image[] } {
    const all: Image[] = [];
    const order = [...before.matchAll(/^<!-- end of (\w+) -->$/gm)].map(([, name = ""]) => name);
    const sections = order.filter((name) => name !== "charts");
    const text = sections.reduce((soFar, name) => {
        const [own = ""] = (partOf(soFar, name) ?? "").split(`\n\n${chartsStart}`);
        const images = chartsOf(name, before);
        all.push(...images);
        const figures = images.length === 0 ? [] : [chartsStart, ...images.map(toFigure), chartsEnd];
        return withPart(soFar, name, [own, ...figures].join("\n\n"), sections);
    }, before);
    return { text, images: all };
}

/** The page with one part replaced. */
function withPart(before: string, name: string, text: string, order: readonly string[]): string {
    const parts = order.flatMap((known) => {
        const part = known === name ? text : partOf(before, known);
        return part === undefined ? [] : [`<!-- ${known} -->\n\n${part}\n\n<!-- end of ${known} -->`];
    });
    return `${[preamble, ...parts].join("\n\n")}\n`;
}

function partOf(text: string, name: string): string | undefined {
    const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    return from < 0 || to < from ? undefined : text.slice(from + start.length, to).trim();
}

function readPage(): string {
    try {
        return readFileSync(page, "utf8");
    } catch {
        return "";
    }
}

/** A plot on a page in docs/. */
export function toFigure({ file, alt, caption }: Image): string {
    return `![${alt}](plots/${file})\n\n${caption}`;
}

function toPage({ title, intro, images, tables }: Page, measured: string): string {
    return `${[`# ${title}`, measured, ...intro, ...images.map(toFigure), ...tables.map(toMarkdown)].join("\n\n")}\n`;
}
