// The text of docs/dependencies.md.

import { type Dependency, dependenciesOf, type Release, type Releases, workspaces } from "./facts";
import { ownCode, reasons } from "./prose";

const titles = {
    provider: "pulumi-auth0-authentication-methods",
    emulator: "auth0-authentication-methods-emulator",
    policy: "auth0-authentication-methods-policies",
} as const;

/** @param releases - What the registry said, and when. */
export function dependenciesPage(releases: Releases): string {
    const parts = workspaces.flatMap((workspace) => {
        const rows = dependenciesOf(workspace).map((dependency) => rowOf(dependency, releases));
        const texts = dependenciesOf(workspace).map(({ name }) => {
            const { purpose, choice } = reasons[workspace][name] ?? { purpose: "", choice: "" };
            return `- **${name}**: ${purpose} ${choice}`;
        });
        return [`## ${titles[workspace]}`, table(columns, rows), texts.join("\n")];
    });
    return `${[intro(releases), ...parts, own(releases)].join("\n\n")}\n`;
}

function intro({ asOf }: Releases): string {
    return `# Dependencies

What the published packages need at run time: what for, and why this rather than our own code or another library. This page is
written by \`npm run docs:dependencies\`; a test holds it against the manifests and what is installed.

Versions, licences and sizes are those of the lock file, as npm unpacks the packages; what a dependency brings itself is counted
with it, also where another brings the same, but for the Pulumi SDK. When versions came out, and what the newest ask for, is what
the registry said on ${asOf}. How much all of it adds to a project that has the Pulumi SDK, and to the start of the provider's
process, is [measured](performance.md#installation-and-start).`;
}

const columns = [
    "dependency",
    "asked for",
    "version",
    "of",
    "newest",
    "of",
    "licence",
    "kB",
    "with its own",
    "packages",
];

function rowOf({ name, range, isPeer, installed, brought }: Dependency, releases: Releases): string[] {
    const release = releases.packages[name];
    const { newestOn = "?", usedOn = "?" } = release ?? {};
    const newest = newestOf(release);
    if (isPeer) {
        const theirs = "the project's";
        return [`\`${name}\``, `\`${range}\``, theirs, "-", newest, newestOn, installed.license, "-", "-", "-"];
    }
    return [
        `\`${name}\``,
        `\`${range}\``,
        installed.version.replace(/^v/, ""),
        usedOn,
        newest,
        newestOn,
        installed.license,
        kilobytes(installed.bytes),
        kilobytes(installed.bytes + brought.bytes),
        String(brought.packages + 1),
    ];
}

function own({ packages }: Releases): string {
    const rows = ownCode.map(({ what, files, alternatives, why }) => [
        what,
        files.map((file) => `\`${file}\``).join(", "),
        alternatives.map((name) => `\`${name}\` ${newestOf(packages[name])}`).join("; "),
        why,
    ]);
    return `## Our own code where there are libraries

${table(["what", "where", "instead of", "why"], rows)}

The packages are CommonJS, as Pulumi programs mostly are, and promise Node.js 20: a library that is ESM alone or asks for more
could not be used as it is.`;
}

/** The newest version, and what is in the way of using it. */
function newestOf(release: Release | undefined): string {
    const limits = [release?.isModule ? "ESM alone" : "", release?.node === undefined ? "" : `Node ${release.node}`];
    const told = limits.filter((text) => text !== "").join(", ");
    return `${release?.newest ?? "?"}${told === "" ? "" : ` (${told})`}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

function kilobytes(bytes: number): string {
    return Math.round(bytes / 1_000).toLocaleString("en");
}
