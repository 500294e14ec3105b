// What `npm run bench` measures, in the order of the page. A section that is added here can be chosen with --only, and has
// a part of docs/performance.md that no other section touches.

import type { Options } from "./options";
import { measureRates } from "./rates/measure";
import type { Findings } from "./report/findings";
import { countRequests } from "./requests/count";
import { measureScale } from "./scale/measure";
import { scaleGroups } from "./scale/options";
import { measureSideBySide } from "./sideBySide/measure";
import { measureSizes } from "./size/measure";
import { measureSpeed } from "./speed/measure";
import { measureStart } from "./start/measure";

export interface Section {
    /** For --only. */
    readonly name: string;
    /** The heading of its part of the page. */
    readonly title: string;
    /** Whether it takes too long for --quick, where it is not asked for by name. */
    readonly isLong?: boolean;
    /** What it does, for who waits for it. */
    about(options: Options): string;
    /** @param say - Tells who waits how far things are. */
    run(options: Options, say: (line: string) => void): Promise<Findings>;
}

/** A start is quick, and noisy. */
const startsPerRound = 3;

/** All sections. */
export const sections: readonly Section[] = [
    {
        name: "sizes",
        title: "Size",
        about: () => "one resource of each type of method",
        run: ({ explain }) => measureSizes({ explain }),
    },
    {
        name: "requests",
        title: "Requests",
        about: () => "each operation of the engine once",
        run: () => countRequests(),
    },
    {
        name: "start",
        title: "Installation and start",
        about: ({ rounds }) => `what is installed, and ${startsPerRound * rounds} starts of each process`,
        run: ({ rounds }) => measureStart({ turns: startsPerRound * rounds }),
    },
    {
        name: "speed",
        title: "Time",
        about: ({ resources, rounds }) => `${resources} resources, ${rounds === 1 ? "one round" : `${rounds} rounds`}`,
        run: ({ resources, rounds, repeats }, say) => measureSpeed({ resources, rounds, repeats, say }),
    },
    {
        name: "scale",
        title: "Groups of thousands",
        about: (options) =>
            `a group of ${scaleGroups(options)
                .map(({ entries }) => entries)
                .join(" and of ")} methods`,
        run: (options, say) => measureScale({ groups: scaleGroups(options), say }),
    },
    {
        name: "sideBySide",
        title: "Side by side",
        isLong: true,
        about: () => "the same job for what a user has today and for ours, at the pace that a rate limit allows",
        run: ({ extent }, say) => measureSideBySide({ isFull: extent === "full", say }),
    },
    {
        name: "rates",
        title: "Rate limits",
        about: ({ extent }) =>
            `how well each plan's limit is used, in virtual time${extent === "quick" ? "" : " and over HTTP"}`,
        run: ({ extent }, say) => measureRates({ extent, say }),
    },
];
