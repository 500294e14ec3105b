// What the provider adds to a project that has the Pulumi SDK already: to its node_modules, and to the start of the process
// that the engine has answer for it.

import { execFileSync } from "node:child_process";
import path from "node:path";
import { broughtBy, type Installed, installedFor, sumOf } from "../../scripts/packages/installed";
import type { Findings } from "../report/findings";
import type { Table } from "../report/table";
import { median, paired } from "../speed/statistics";
import { answeredAfter, type Contender, contenders } from "./process";

const repository = path.resolve(__dirname, "../..");
const provider = path.join(repository, "provider");

/** Of the bytes and of the packages that the SDK alone installs. */
const limit = 0.2;

/** What is installed, as bytes and as packages. */
interface Weight {
    readonly bytes: number;
    readonly packages: number;
}

export async function measureStart({ turns }: { readonly turns: number }): Promise<Findings> {
    const sdk = weightOf([installedFor(provider, "@pulumi/pulumi"), ...broughtBySdk()]);
    const own = addedWeight();
    const problems = (["bytes", "packages"] as const)
        .filter((unit) => own[unit] > limit * sdk[unit])
        .map(
            (unit) =>
                `the provider adds ${own[unit]} ${unit} to the ${sdk[unit]} of the SDK, more than ${limit} of them`,
        );
    return { tables: [installation(sdk, own), await start(turns)], problems };
}

function broughtBySdk(): Installed[] {
    return broughtBy(installedFor(provider, "@pulumi/pulumi").folder);
}

function weightOf(packages: readonly Installed[]): Weight {
    return { bytes: sumOf(packages), packages: packages.length };
}

/** The provider as it is packed, with all that it brings and the SDK does not. */
function addedWeight(): Weight {
    const sdk = new Set([installedFor(provider, "@pulumi/pulumi"), ...broughtBySdk()].map(({ folder }) => folder));
    const brought = weightOf(broughtBy(provider).filter(({ folder }) => !sdk.has(folder)));
    return { bytes: brought.bytes + packedBytes(), packages: brought.packages + 1 };
}

function packedBytes(): number {
    const args = ["pack", "./provider", "--dry-run", "--json", "--ignore-scripts"];
    const answer: unknown = JSON.parse(execFileSync("npm", args, { cwd: repository, encoding: "utf8", stdio: "pipe" }));
    const [packed] = Object.values(answer as Record<string, { unpackedSize: number }>);
    if (packed === undefined) {
        throw new Error("npm pack says nothing of the provider.");
    }
    return packed.unpackedSize;
}

function installation(sdk: Weight, own: Weight): Table {
    const row = (title: string, { bytes, packages }: Weight) => [
        title,
        String(packages),
        (bytes / 1e6).toFixed(1),
        (packages / sdk.packages).toFixed(2),
        (bytes / sdk.bytes).toFixed(2),
    ];
    return {
        title: "What is installed",
        columns: ["what", "packages", "MB", "packages, to the SDK's", "MB, to the SDK's"],
        rows: [row("the Pulumi SDK alone", sdk), row("what the provider adds", own)],
        notes: [
            "The sum of the sizes of the files, as npm unpacks them, without the folders' own. The SDK: `@pulumi/pulumi` and " +
                "all that it depends on. The provider: the package as it is packed, and what it depends on and the SDK does " +
                `not. Fails when that is more than ${limit} of the SDK's. [What each dependency is for](dependencies.md).`,
        ],
    };
}

async function start(turns: number): Promise<Table> {
    const times: Record<Contender, number[]> = { bare: [], ours: [] };
    for (let turn = 0; turn < turns; turn++) {
        // Nobody is always first.
        for (const contender of turn % 2 === 0 ? contenders : [...contenders].reverse()) {
            times[contender].push(await answeredAfter(contender));
        }
    }
    const ratios = paired(times.ours, times.bare, (ours, bare) => ours / bare);
    const added = paired(times.ours, times.bare, (ours, bare) => ours - bare);
    const shown = (milliseconds: number) => (milliseconds / 1_000).toFixed(2);
    return {
        title: "The start of the provider's process",
        columns: ["until the first check is answered", "seconds", "ratio", "of pairs", "added"],
        rows: [
            ["a provider that does nothing", shown(median(times.bare)), "-", "-", "-"],
            [
                "ours",
                shown(median(times.ours)),
                median(ratios).toFixed(2),
                `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
                shown(median(added)),
            ],
        ],
        notes: [
            `Both took turns, ${turns} each: a new process of the SDK's server for dynamic providers, as the engine starts it, ` +
                "from its start until it has answered the first check of one resource. Medians; ratio and added are those of " +
                "two processes of one turn. It is paid once in each operation, whatever the number of resources.",
        ],
    };
}
