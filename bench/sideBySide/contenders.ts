// Who does the job: what a user has today, and ours.

import { readFileSync } from "node:fs";
import path from "node:path";
import type { Address } from "../tenant/tenant";
import type { Job } from "./job";
import { type Program, programs, runUp } from "./programs";
import { runAtFixedRate, runPooled, type Script } from "./scripts";

/** What a contender itself says of its run. */
export interface Account {
    readonly seconds: number;
    /** How many methods it counts as done; undefined where it does not say. */
    readonly done: number | undefined;
    /** Undefined for what keeps no state. */
    readonly stateBytesPerMethod: number | undefined;
    /** What it printed, where it failed. */
    readonly failure?: string;
}

export interface Contender {
    readonly name: string;
    /** What exactly it is, for the notes. */
    readonly about: string;
    /** Whether it has promises to keep. */
    readonly isOurs: boolean;
    readonly run: (tenant: Address, job: Job) => Promise<Account>;
}

function script(run: Script): Contender["run"] {
    return async (tenant, { declared }) => {
        const started = performance.now();
        const done = await run(tenant, declared);
        return { seconds: (performance.now() - started) / 1_000, done, stateBytesPerMethod: undefined };
    };
}

/** @param methodsIn - How many methods one resource holds. */
function program(ours: Program, methodsIn: (job: Job) => number = () => 1): Contender["run"] {
    return async (tenant, job) => {
        const { seconds, ok, output, stateBytes, recorded } = await runUp(tenant, job.declared, ours);
        const methods = recorded * methodsIn(job);
        return {
            seconds,
            // What a failed group has done is in its outputs; the message is for people.
            done: ok || methodsIn(job) === 1 ? methods : undefined,
            stateBytesPerMethod: methods === 0 ? undefined : stateBytes / methods,
            ...(!ok && { failure: output }),
        };
    };
}

const sdk = `auth0 ${versionOf("auth0")}`;
const axios = `axios ${versionOf("axios")}`;
const guide = "https://www.pulumi.com/docs/iac/guides/building-extending/providers/dynamic-providers/";

export const contenders: readonly Contender[] = [
    {
        name: "official SDK, 16 at once",
        about:
            `a script with ${sdk} as it is (two retries, which wait as the answer says), 16 methods at once; it lists ` +
            "the user's methods and sends a PATCH for the one that differs.",
        isOurs: false,
        run: script(runPooled),
    },
    {
        name: "official SDK, fixed rate",
        about:
            `the same script with what Auth0's deploy CLI sets: three requests at once, eight started in a second, and ` +
            "10 retries by the SDK (github.com/auth0/auth0-deploy-cli, src/tools/auth0/client.ts). The setting, not the CLI, " +
            "which does not know authentication methods.",
        isOurs: false,
        run: script(runAtFixedRate),
    },
    {
        name: "documented dynamic provider",
        about:
            `a resource each of a \`pulumi.dynamic.Resource\` written as the complete example of ${guide}: a class that ` +
            "the SDK serializes, which reads its credentials in `configure`, and makes its client and one call in " +
            `\`create\`, here with ${axios}: a token, then the PATCH. It reads nothing first, so that it needs half the requests ` +
            "of the others. The engine creates four at once for each CPU. The first 429 fails its resource, and the engine " +
            "begins no other.",
        isOurs: false,
        run: program(programs.documented),
    },
    {
        name: "the same, --continue-on-error",
        about: "the engine goes on with the other resources, which is not its default.",
        isOurs: false,
        run: program(programs.documentedToTheEnd),
    },
    {
        name: "ours, a resource each",
        about: "`AuthenticationMethodSettings`, with no setting but the credentials.",
        isOurs: true,
        run: program(programs.resources),
    },
    {
        name: "ours, one group",
        about: "`AuthenticationMethodSettingsGroup`, all methods in one resource, with no setting but the credentials.",
        isOurs: true,
        run: program(programs.group, ({ declared }) => declared.length),
    },
];

function versionOf(name: string): string {
    const file = path.join(__dirname, "../../node_modules", name, "package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
