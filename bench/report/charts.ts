// The charts of docs/performance.md, drawn of the figures that stand in its tables: so they are never of another run than the page,
// and can be drawn anew without measuring anything.

import { type Bar, toBars } from "./bars";
import type { Image } from "./findings";

/** A table of the page. */
interface Read {
    readonly title: string;
    readonly rows: readonly (readonly string[])[];
}

interface Chart {
    /** The section that it stands in. */
    readonly section: string;
    /** Undefined where the page does not have the tables (yet). */
    draw(tables: readonly Read[]): Image | undefined;
}

/** The charts of one section of the page, as far as its tables are there. */
export function chartsOf(section: string, page: string): Image[] {
    const tables = tablesIn(page);
    return charts.filter((chart) => chart.section === section).flatMap((chart) => chart.draw(tables) ?? []);
}

function tablesIn(page: string): Read[] {
    return page.split(/^### /m).map((part) => {
        const [title = "", ...lines] = part.split("\n");
        const rows = lines
            .filter((line) => line.startsWith("| "))
            .slice(2)
            .map((line) => line.slice(2, -2).split(" | "));
        return { title, rows };
    });
}

/** The first number of its title, such as "2,000". */
function countOf({ title }: Read): string {
    return /\d+(?:,\d{3})*/.exec(title)?.[0] ?? "";
}

function number(cell: string | undefined): number {
    return Number.parseFloat((cell ?? "").replaceAll(",", ""));
}

const firstUp: Chart = {
    section: "scale",
    draw(tables) {
        const single = tables.find(({ title }) => /^Time of \S+ resources, beside an empty/.test(title));
        const groups = tables.filter(({ title }) => /^Time of a group of /.test(title));
        if (single === undefined || groups.length === 0) {
            return undefined;
        }
        const bars = (table: Read, what: string, row: string, ours: number): Bar[] => {
            const count = number(countOf(table));
            const cells = table.rows.find(([name]) => name === row);
            const bar = (name: string, seconds: number, isOurs: boolean) => {
                const perSecond = Math.round(count / seconds);
                return { name: `${what}, ${name}`, value: perSecond, text: String(perSecond), isOurs };
            };
            return [bar("ours", number(cells?.[ours]), true), bar("doing nothing", number(cells?.[ours + 1]), false)];
        };
        const title = "Methods in a second, in a first up that changes each one (no rate limit)";
        return {
            file: "first-up.svg",
            svg: toBars({
                title,
                groups: [
                    {
                        bars: [
                            ...bars(single, "a resource each", "first up, each method changed", 1),
                            ...groups.flatMap((table) =>
                                bars(table, `a group of ${countOf(table)}`, "first up, each changed", 3),
                            ),
                        ],
                    },
                ],
            }),
            alt: title,
            caption:
                "Why a staff is one group: what the engine does for each resource takes its time whoever made it. On a real tenant, " +
                "the rate limit is what takes the time of a group.",
        };
    },
};

/** The jobs of the section on what a user has today, each with the contenders as its rows. */
function jobsIn(tables: readonly Read[]): Read[] {
    return tables.filter(({ title }) => /^\d+ methods on /.test(title));
}

function isOurs(contender: string | undefined): boolean {
    return contender?.startsWith("ours") === true;
}

const sideBySide: Chart = {
    section: "sideBySide",
    draw(tables) {
        // The lowest rate and the usual one; the page has all.
        const jobs = jobsIn(tables).filter(({ title }) => / on (?:free|enterprise) /.test(title));
        if (jobs.length === 0) {
            return undefined;
        }
        return {
            file: "side-by-side.svg",
            svg: toBars({
                title: "Seconds until each contender ended, and the methods that are not as declared then",
                groups: jobs.map(({ title, rows }) => ({
                    heading: title,
                    bars: rows.map(([name = "", seconds, , , lost = ""]) => ({
                        name,
                        value: number(seconds),
                        text: `${seconds} s`,
                        isOurs: isOurs(name),
                        ...(number(lost) > 0 && { wrong: `${lost} lost` }),
                    })),
                })),
            }),
            alt: "Seconds and lost methods of each contender, on the plans free and enterprise",
            caption:
                "Whoever ends early has given up on some: what counts is the time of those who lose nothing. The ideal is what the " +
                "plan's rate allows.",
        };
    },
};

const stateSize: Chart = {
    section: "sideBySide",
    draw(tables) {
        const job = jobsIn(tables).find(({ title }) => / on enterprise /.test(title));
        // The same provider with other options keeps the same.
        const rows = job?.rows.filter((row) => row.at(-1) !== "-" && !row[0]?.startsWith("the same")) ?? [];
        if (rows.length === 0) {
            return undefined;
        }
        return {
            file: "state-size.svg",
            svg: toBars({
                title: "Bytes of state for each method",
                groups: [
                    {
                        bars: rows.map((row) => ({
                            name: row[0] ?? "",
                            value: number(row.at(-1)),
                            text: row.at(-1) ?? "",
                            isOurs: isOurs(row[0]),
                        })),
                    },
                ],
            }),
            alt: "Bytes of state for each method, of each way to keep one",
            caption:
                "The documented way keeps the serialized code in each resource; ours keeps one line that names the package.",
        };
    },
};

const charts: readonly Chart[] = [firstUp, sideBySide, stateSize];
