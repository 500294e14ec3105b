// Figures as bars, for those who only look.

import { label, otherColour, picture, round, shades, wrongColour } from "./svg";

export interface Bar {
    readonly name: string;
    readonly value: number;
    /** The value as it is to be read. */
    readonly text: string;
    readonly isOurs: boolean;
    /** What is wrong about it, in red behind the value. */
    readonly wrong?: string;
}

export interface BarChart {
    readonly title: string;
    readonly groups: readonly { readonly heading?: string; readonly bars: readonly Bar[] }[];
}

const width = 760;
const column = { names: 14, bars: 250, longest: 360 };
const height = { title: 30, heading: 30, bar: 22, end: 10 };

/** The chart; each group has a scale of its own. */
export function toBars({ title, groups }: BarChart): string {
    const parts = [label(title, column.names, 18)];
    let y = height.title;
    for (const { heading, bars } of groups) {
        if (heading !== undefined) {
            y += height.heading;
            parts.push(label(heading, column.names, y - 8));
        }
        const most = Math.max(...bars.map(({ value }) => value));
        for (const bar of bars) {
            const length = round(Math.max(1, (bar.value / most) * column.longest));
            const middle = y + 13;
            parts.push(
                label(bar.name, column.bars - 10, middle, "end"),
                `<rect x="${column.bars}" y="${y + 2}" width="${length}" height="${height.bar - 7}" rx="2" fill="${bar.isOurs ? shades[0] : otherColour}"/>`,
                behind(bar, column.bars + length + 8, middle),
            );
            y += height.bar;
        }
    }
    return picture(title, width, y + height.end, parts);
}

/** The value, and in the same text what is wrong: its width depends on the font. */
function behind({ text, wrong }: Bar, x: number, y: number): string {
    const value = label(text, x, y);
    return wrong === undefined
        ? value
        : value.replace("</text>", `<tspan fill="${wrongColour}" dx="8">${wrong}</tspan></text>`);
}
