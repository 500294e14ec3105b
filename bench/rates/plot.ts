// A run as a picture: what the bucket holds, and the requests of each second, accepted and refused. An SVG made by hand, that
// reads on a light and a dark page.

import { ink, label, picture, round, shades, wrongColour } from "../report/svg";

/** What is drawn. */
export interface Plot {
    readonly title: string;
    readonly seconds: number;
    readonly limit: number;
    /** Of each moment that is drawn: seconds, tokens. */
    readonly content: readonly (readonly [seconds: number, tokens: number])[];
    /** Of each second: how many were accepted for each process, and how many refused. */
    readonly perSecond: readonly { readonly accepted: readonly number[]; readonly refused: number }[];
    readonly rate: number;
}

const size = { width: 760, height: 320, left: 48, right: 16 };
const upper = { top: 36, bottom: 150 };
const lower = { top: 186, bottom: 292 };

export function toSvg(plot: Plot): string {
    const { title, seconds, limit, content, perSecond, rate } = plot;
    const inner = size.width - size.left - size.right;
    const x = (second: number) => round(size.left + (second / seconds) * inner);
    const highest = Math.max(1, rate, ...perSecond.map(({ accepted, refused }) => sum(accepted) + refused));
    const y = (value: number, most: number, { top, bottom }: { top: number; bottom: number }) =>
        round(bottom - (value / most) * (bottom - top));
    const line = content.map(([second, tokens]) => `${x(second)},${y(tokens, limit, upper)}`).join(" ");
    const barWidth = round((inner / seconds) * 0.8);
    const bars = perSecond.flatMap(({ accepted, refused }, second) => {
        let below = 0;
        return [...accepted.map((count, index) => [count, shades[index % shades.length]]), [refused, wrongColour]]
            .filter(([count]) => count !== 0)
            .map(([count, colour]) => {
                const bottom = y(below, highest, lower);
                below += Number(count);
                const top = y(below, highest, lower);
                return `<rect x="${x(second + 0.1)}" y="${top}" width="${barWidth}" height="${round(bottom - top)}" fill="${colour}"/>`;
            });
    });
    const rule = (level: number) =>
        `<line x1="${size.left}" x2="${size.width - size.right}" y1="${level}" y2="${level}" stroke="${ink}" stroke-dasharray="4 4" stroke-width="0.7"/>`;
    return picture(title, size.width, size.height, [
        label(title, size.left, 16),
        label("tokens left", size.left, upper.top - 6),
        `${rule(upper.top)}${label(String(limit), size.left - 6, upper.top + 4, "end")}`,
        `${rule(upper.bottom)}${label("0", size.left - 6, upper.bottom + 4, "end")}`,
        `<polyline points="${line}" fill="none" stroke="${shades[0]}" stroke-width="1.2"/>`,
        label(
            "requests in each second: accepted, one shade for each process; refused in red; dashed: the rate",
            size.left,
            lower.top - 10,
        ),
        `${rule(y(rate, highest, lower))}${label(String(round(rate)), size.left - 6, y(rate, highest, lower) + 4, "end")}`,
        `${rule(lower.bottom)}${label("0", size.left - 6, lower.bottom + 4, "end")}`,
        ...bars,
        label("0 s", size.left, lower.bottom + 18),
        label(`${seconds} s`, size.width - size.right, lower.bottom + 18, "end"),
    ]);
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
