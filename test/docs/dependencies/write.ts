// Writes docs/dependencies.md, and asks npm's registry about releases: `npm run docs:dependencies`.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../blocks";
import { dependenciesOf, type Release, type Releases, releasesFile, workspaces } from "./facts";
import { dependenciesPage } from "./page";
import { ownCode } from "./prose";

interface Answer {
    readonly version: string;
    readonly time: Readonly<Record<string, string>>;
    readonly type?: string;
    readonly engines?: { readonly node?: string };
    readonly exports?: unknown;
}

/** @param used - The version that is installed here. */
function ask(name: string, used?: string): Release {
    const fields = ["version", "time", "type", "engines", "exports"];
    const answer = JSON.parse(
        execFileSync("npm", ["view", name, ...fields, "--json"], { cwd: repository, encoding: "utf8" }),
    ) as Answer;
    const day = (version: string) => answer.time[version.replace(/^v/, "")]?.slice(0, 10) ?? "?";
    return {
        newest: answer.version,
        newestOn: day(answer.version),
        ...(used !== undefined && { usedOn: day(used) }),
        ...(answer.engines?.node !== undefined && { node: answer.engines.node }),
        isModule: answer.type === "module" && !JSON.stringify(answer.exports ?? "").includes('"require"'),
    };
}

const used = workspaces.flatMap((workspace) => dependenciesOf(workspace));
const asked = new Map<string, string | undefined>([
    ...ownCode.flatMap(({ alternatives }) => alternatives).map((name) => [name, undefined] as const),
    ...used.map(({ name, installed }) => [name, installed.version] as const),
]);
const releases: Releases = {
    asOf: new Date().toISOString().slice(0, 10),
    packages: Object.fromEntries([...asked].sort().map(([name, version]) => [name, ask(name, version)])),
};
writeFileSync(releasesFile, `${JSON.stringify(releases, undefined, 4)}\n`);
writeFileSync(path.join(repository, "docs/dependencies.md"), dependenciesPage(releases));
