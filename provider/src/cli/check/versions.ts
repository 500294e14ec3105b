// Which versions work together. Pure: what is installed is found by others.

import { type Finding, fail, ok, warn } from "./finding";

/** The oldest Node.js that this package runs on. */
const oldestNode = "20.19.0";
/** The oldest Pulumi, CLI and SDK, that takes all that a dynamic provider's read answers. */
const oldestPulumi = "3.216.0";
/** The newest SDK that accepts Node.js 20; from then on it wants the next. */
const newestForNode20 = "3.248.0";
const nextNode = "22.0.0";

/** Compares two versions by their three numbers: below 0 where the first is older. */
export function compareVersions(a: string, b: string): number {
    const [left, right] = [numbersOf(a), numbersOf(b)];
    const different = left.findIndex((number, index) => number !== right[index]);
    return different === -1 ? 0 : (left[different] ?? 0) - (right[different] ?? 0);
}

function numbersOf(version: string): number[] {
    return (/(\d+)\.(\d+)\.(\d+)/.exec(version) ?? ["", "0", "0", "0"]).slice(1).map(Number);
}

/** @param sdk - The version of @pulumi/pulumi in the project, where there is one. */
export function judgeNode(node: string, sdk: string | undefined): Finding {
    if (compareVersions(node, oldestNode) < 0) {
        return fail("node", `Node.js ${node} is too old: install 20.19 or newer, 22 or 24 rather than that.`);
    }
    if (sdk !== undefined && compareVersions(sdk, newestForNode20) > 0 && compareVersions(node, nextNode) < 0) {
        return warn(
            "node",
            `Node.js ${node}, and @pulumi/pulumi ${sdk} wants 22 or newer. Install Node.js 22, or \`npm install @pulumi/pulumi@${newestForNode20}\`.`,
        );
    }
    return ok("node", `Node.js ${node}`);
}

/** @param printed - What `pulumi version` prints; undefined where there is no such command. */
export function judgePulumi(printed: string | undefined): Finding {
    if (printed === undefined) {
        return warn(
            "pulumi",
            "there is no `pulumi` on PATH, so that nothing can be applied from here. Install it: https://www.pulumi.com/docs/install/",
        );
    }
    const version = /v?(\d+\.\d+\.\d+)/.exec(printed)?.[1];
    if (version === undefined) {
        return warn("pulumi", "`pulumi version` does not say a version. Run it, and look at what it prints.");
    }
    return compareVersions(version, oldestPulumi) < 0
        ? fail(
              "pulumi",
              `the Pulumi CLI is ${version}, and 3.216.0 or newer is needed: https://www.pulumi.com/docs/install/`,
          )
        : ok("pulumi", `the Pulumi CLI is ${version}`);
}

/** The packages that a project's program would load. */
export interface Installed {
    /** The version of @pulumi/pulumi that the project has. */
    readonly sdk: string | undefined;
    /** The version of this package that the project has. */
    readonly own: string | undefined;
    /** Whether this package and the project have one copy of the SDK. */
    readonly isOneSdk: boolean;
}

export function judgeSdk({ sdk, own, isOneSdk }: Installed): Finding {
    if (sdk === undefined) {
        return warn(
            "sdk",
            "the project has no @pulumi/pulumi. In its folder (--cwd), `npm install @pulumi/pulumi pulumi-auth0-authentication-methods`.",
        );
    }
    if (compareVersions(sdk, oldestPulumi) < 0 || compareVersions(sdk, "4.0.0") >= 0) {
        return fail(
            "sdk",
            `the project has @pulumi/pulumi ${sdk}, and ^3.216.0 is needed: \`npm install @pulumi/pulumi@^3.216.0\`.`,
        );
    }
    if (own !== undefined && !isOneSdk) {
        return fail(
            "sdk",
            `the project has @pulumi/pulumi ${sdk}, and this package another copy, which breaks programs: \`npm ls @pulumi/pulumi\` ` +
                "shows both, and `npm dedupe` makes one of them.",
        );
    }
    return ok("sdk", `the project has @pulumi/pulumi ${sdk}`);
}

export function judgeOwn({ own }: Installed, running: string): Finding {
    const here = `pulumi-auth0-authentication-methods ${running}`;
    if (own === undefined) {
        return warn(
            "package",
            `this is ${here}, and the project does not have it, so that no program can use it: \`npm install pulumi-auth0-authentication-methods\`.`,
        );
    }
    return own === running
        ? ok("package", here)
        : warn(
              "package",
              `this is ${here}, and the project has ${own}: run the project's own, with npx in its folder.`,
          );
}
