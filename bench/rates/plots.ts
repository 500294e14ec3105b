// The runs that are drawn: one that settles, one whose bucket is filled all at once, and one that is hard.

import type { RefillMode } from "../../emulator/src/rateLimit/bucket";
import type { PlanName } from "../../emulator/src/rateLimit/plans";
import type { Image } from "../report/findings";
import { rateOf } from "./cells";
import { type Plot, toSvg } from "./plot";
import { simulate } from "./simulate";
import { allowedRate } from "./tenant";

interface Drawn {
    readonly file: string;
    readonly plan: PlanName;
    readonly refill: RefillMode;
    readonly processes: number;
    readonly caption: string;
}

const drawn: readonly Drawn[] = [
    {
        file: "rates-enterprise-drip.svg",
        plan: "enterprise",
        refill: "drip",
        processes: 3,
        caption:
            "Three processes that know nothing of each other: the burst is spent, then all settle at equal rates about the " +
            "middle of the bucket, where nothing is refused and nothing is lost.",
    },
    {
        file: "rates-private-100-window.svg",
        plan: "private-100",
        refill: "window",
        processes: 1,
        caption:
            "A bucket that is filled all at once each second, as large as the window: what is left at its end is lost. Once the " +
            "jumps of what remains have told when windows start, each one is emptied and none is overdrawn.",
    },
    {
        file: "rates-free-drip.svg",
        plan: "free",
        refill: "drip",
        processes: 3,
        caption:
            "The hardest: three processes on a bucket of two. What remains is 0 or 1, which tells too little of the others to " +
            "keep out of their way.",
    },
];

const seconds = 30;
const sampling = 50;

export function drawRuns(): readonly Image[] {
    return drawn.map((choice) => {
        const plot = record(choice);
        const name = `${choice.plan}, ${choice.refill}, ${choice.processes === 1 ? "one process" : `${choice.processes} processes`}`;
        return {
            file: choice.file,
            svg: toSvg({ ...plot, title: name }),
            alt: `${name}: tokens left and requests over ${seconds} seconds`,
            caption: choice.caption,
        };
    });
}

function record({ plan, refill, processes }: Drawn): Omit<Plot, "title"> {
    const limits = { ...rateOf(plan), refill };
    const content: [number, number][] = [[0, limits.burst]];
    const perSecond = Array.from({ length: seconds }, () => ({
        accepted: Array.from({ length: processes }, () => 0),
        refused: 0,
    }));
    simulate({
        limits,
        processes,
        roundTrip: 80,
        jobs: limits.burst + Math.round(allowedRate(limits) * 2 * seconds),
        seed: 101,
        onAnswer: (at, process, verdict) => {
            const bin = perSecond[Math.floor(at / 1_000)];
            if (bin === undefined) {
                return;
            }
            if (verdict.accepted) {
                bin.accepted[process] = (bin.accepted[process] ?? 0) + 1;
            } else {
                bin.refused += 1;
            }
            const last = content.at(-1)?.[0] ?? 0;
            if (at - last * 1_000 >= sampling) {
                content.push([at / 1_000, verdict.content]);
            }
        },
    });
    return { seconds, limit: limits.burst, content, perSecond, rate: allowedRate(limits) };
}
