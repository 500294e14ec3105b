// The recording as a picture that moves by itself: an SVG with the text in it, one page for each step, on a dark ground of its
// own, so that it reads on a light and a dark page. Who wants no motion, and whatever shows none, sees one page.

import { type Printed, screen } from "./cast";

const font = { size: 12, advance: 7.22, line: 17 };
const margin = { x: 18, top: 46, bottom: 16 };
const colours = {
    ground: "#0d1117",
    bar: "#161b22",
    plain: "#c9d1d9",
    dim: "#8b949e",
    heading: "#79c0ff",
    command: "#ffffff",
    good: "#56d364",
    change: "#e3b341",
    bad: "#ff7b72",
};

/** Seconds: no wait is longer; how long a page stays when all is there, and for each of its lines. */
const pace = { longestWait: 1.2, stay: 1.8, perLine: 0.11 };

/** The page that stands for all: the drift is there, and healed. */
const stillPage = 6;

interface Block {
    /** Seconds on the picture's own clock. */
    readonly from: number;
    readonly to: number;
    readonly page: number;
    readonly row: number;
    readonly lines: readonly Line[];
}

interface Line {
    readonly text: string;
    /** The class that colours it. */
    readonly kind: string | undefined;
}

/** The picture of a recording. */
export function toPicture(recorded: readonly Printed[]): string {
    const { blocks, seconds } = layOut(recorded);
    const rows = Math.max(...blocks.map(({ row, lines }) => row + lines.length));
    const pages = Math.max(...blocks.map(({ page }) => page));
    const width = Math.round(screen.width * font.advance + 2 * margin.x);
    const height = margin.top + rows * font.line + margin.bottom;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>npm run demo: a preview, an up, a change behind Pulumi's back, a preview that says so, an up that heals it, a mistake and its message, a destroy that puts back what was there</title>
<style>
text { font: ${font.size}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: ${colours.plain} }
.dim { fill: ${colours.dim} } .heading { fill: ${colours.heading}; font-weight: bold } .command { fill: ${colours.command}; font-weight: bold }
.good { fill: ${colours.good} } .change { fill: ${colours.change} } .bad { fill: ${colours.bad} }
g { visibility: hidden } .still { visibility: visible }
@media (prefers-reduced-motion: no-preference) {
${blocks.map((block, index) => animation(block, index, seconds)).join("\n")}
}
</style>
<rect width="${width}" height="${height}" rx="8" fill="${colours.ground}"/>
<rect width="${width}" height="30" rx="8" fill="${colours.bar}"/>
${["#ff5f56", "#ffbd2e", "#27c93f"].map((colour, index) => `<circle cx="${20 + index * 18}" cy="15" r="5.5" fill="${colour}"/>`).join("")}
<text x="84" y="19" class="dim">$ npm run demo</text>
${blocks.map((block, index) => toGroup(block, index, pages)).join("\n")}
</svg>
`;
}

/** Which lines stand where and when: a page for each step, which begins with its heading. */
function layOut(recorded: readonly Printed[]): { blocks: Block[]; seconds: number } {
    const blocks: Omit<Block, "to">[] = [];
    let [clock, before, page, row] = [0, recorded[0]?.at ?? 0, 0, 0];
    for (const { at, text } of recorded) {
        clock += Math.min(at - before, pace.longestWait);
        before = at;
        for (const part of text.split(/^(?=== \d)/m)) {
            if (/^== \d/.test(part)) {
                clock += page === 0 ? 0 : stayOf(row);
                page += 1;
                row = 0;
            }
            const lines = part.replace(/\n$/, "").split("\n").flatMap(wrapped);
            if (page > 0) {
                blocks.push({ from: clock, page, row, lines });
                row += lines.length;
            }
        }
    }
    const seconds = clock + stayOf(row);
    const endOf = (one: number) => blocks.find((block) => block.page > one)?.from ?? seconds;
    return { blocks: blocks.map((block) => ({ ...block, to: endOf(block.page) })), seconds };
}

function stayOf(rows: number): number {
    return pace.stay + rows * pace.perLine;
}

/** A line that is too long goes on in the next one, below its own first word. */
function wrapped(line: string): Line[] {
    const start = /^ *(?:\| *)?/.exec(line)?.[0] ?? "";
    const kind = kindOf(line);
    const lines: string[] = [];
    let rest = line;
    while (rest.length > screen.width) {
        const space = rest.lastIndexOf(" ", screen.width);
        const end = space > start.length ? space : screen.width;
        lines.push(rest.slice(0, end));
        rest = start + rest.slice(end).trimStart();
    }
    return [...lines, rest].map((text) => ({ text, kind }));
}

function animation({ from, to }: Block, index: number, seconds: number): string {
    const percent = (second: number) => `${Math.round((second / seconds) * 10_000) / 100}%`;
    // At 0 % and 100 % there is one keyframe only.
    const start = from === 0 ? "0%" : `0% { visibility: hidden } ${percent(from)}`;
    const end = to === seconds ? "100% { visibility: visible }" : `${percent(to)}, 100% { visibility: hidden }`;
    return `@keyframes b${index} { ${start} { visibility: visible } ${end} } .b${index} { animation: b${index} ${seconds.toFixed(1)}s step-end infinite }`;
}

function toGroup({ page, row, lines }: Block, index: number, pages: number): string {
    const texts = lines.flatMap(({ text, kind }, offset) => {
        const y = margin.top + (row + offset) * font.line + font.size;
        // What the engine prints stands behind a line of its own, which is no part of it.
        const [, bar = "", rest = ""] = /^( {3}\|)?(.*)$/.exec(text) ?? [];
        return [...toText(bar, 0, y, "dim"), ...toText(rest, bar.length, y, kind)];
    });
    const which =
        row > 0
            ? []
            : [
                  `<text x="${screen.width * font.advance + margin.x}" y="19" text-anchor="end" class="dim">${page} of ${pages}</text>`,
              ];
    return `<g class="b${index}${page === stillPage ? " still" : ""}">${[...which, ...texts].join("\n")}</g>`;
}

/** A text that begins in this column; none where it is blank. */
function toText(text: string, column: number, y: number, kind: string | undefined): string[] {
    const shown = text.trimStart();
    if (shown === "") {
        return [];
    }
    const x = round(margin.x + (column + text.length - shown.length) * font.advance);
    // The length is said, so that the picture is the same whichever font there is.
    const length = `textLength="${round(shown.length * font.advance)}" lengthAdjust="spacingAndGlyphs"`;
    const colour = kind === undefined ? "" : ` class="${kind}"`;
    return [`<text x="${x}" y="${y}" ${length} xml:space="preserve"${colour}>${escapeXml(shown)}</text>`];
}

/** What a line is about, for those who only look. */
function kindOf(line: string): string | undefined {
    const kinds: readonly [RegExp, string][] = [
        [/^== /, "heading"],
        [/^ {3}\$ /, "command"],
        [/^ {3}As expected\.$|^All \d+ steps/, "good"],
        [/\berror: |NOT AS EXPECTED/, "bad"],
        [/\bdrift: |^ {3}\| +~/, "change"],
        [/^ {3}\| +\+/, "good"],
        [/^ {3}\| +- /, "bad"],
        [/^ {3}\| @|^ {3}-{3}/, "dim"],
    ];
    return kinds.find(([pattern]) => pattern.test(line))?.[1];
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
