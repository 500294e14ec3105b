// The tenant as a command: starts it, prints what to configure, shows each request, and runs until it is interrupted.

import { parseArgs } from "node:util";
import { type Emulator, startEmulator } from "./emulator";
import { type RefillMode, refillModes } from "./rateLimit/bucket";
import { type PlanName, planNames } from "./rateLimit/plans";
import type { LoggedRequest } from "./requestLog";

const usage = `Usage: auth0-authentication-methods-emulator [options]

Starts a stand-in for the part of an Auth0 tenant that manages users' authentication methods, on this machine.

Options:
  --port PORT      the port on 127.0.0.1 (default: a free one)
  --users N        how many users to make (default: 25)
  --plan PLAN      whose rate limit to have (default: enterprise):
                   unlimited, ${planNames.join(", ")}
  --refill MODE    how the limit is refilled: ${refillModes.join(", ")} (default: drip)
  --quiet          do not print each request
  --help           print this

Example:
  auth0-authentication-methods-emulator --port 4010 --users 25 --plan free
`;

interface Arguments {
    readonly port: number;
    readonly users: number;
    readonly plan: PlanName | "unlimited";
    readonly refill: RefillMode;
    readonly quiet: boolean;
}

/** The command line was wrong: `message` says how. */
class UsageError extends Error {}

function wholeNumber(name: string, text: string, most: number): number {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= most)) {
        throw new UsageError(`--${name} is "${text}": give a whole number from 0 to ${most}.`);
    }
    return value;
}

function oneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
    const found = choices.find((choice) => choice === text);
    if (found === undefined) {
        throw new UsageError(`--${name} is "${text}": give one of ${choices.join(", ")}.`);
    }
    return found;
}

/** Reads the command line; undefined when it asks for help. @throws UsageError */
function readArguments(args: string[]): Arguments | undefined {
    try {
        const { values } = parseArgs({
            args,
            options: {
                port: { type: "string", default: "0" },
                users: { type: "string", default: "25" },
                plan: { type: "string", default: "enterprise" },
                refill: { type: "string", default: "drip" },
                quiet: { type: "boolean", default: false },
                help: { type: "boolean", default: false },
            },
        });
        return values.help
            ? undefined
            : {
                  port: wholeNumber("port", values.port, 65_535),
                  users: wholeNumber("users", values.users, 1_000_000),
                  plan: oneOf("plan", values.plan, ["unlimited", ...planNames]),
                  refill: oneOf("refill", values.refill, refillModes),
                  quiet: values.quiet,
              };
    } catch (error) {
        throw error instanceof UsageError ? error : new UsageError((error as Error).message);
    }
}

function configurationToPaste({ url, clientId, clientSecret, users }: Emulator): string {
    const [user] = users;
    const example = user === undefined ? "" : `, such as ${user.user_id}`;
    return `The tenant is at ${url} and has ${users.length} ${users.length === 1 ? "user" : "users"}${example}. Ctrl-C ends it.

In the folder of a Pulumi project:

    pulumi config set auth0:domain ${url}
    pulumi config set auth0:clientId ${clientId}
    pulumi config set --secret auth0:clientSecret ${clientSecret}

or in the environment:

    export AUTH0_DOMAIN=${url}
    export AUTH0_CLIENT_ID=${clientId}
    export AUTH0_CLIENT_SECRET=${clientSecret}

`;
}

function print(text: string): void {
    process.stdout.write(text);
}

function printRequest({ method, path, status }: LoggedRequest): void {
    print(`${new Date().toISOString()} ${method} ${path} ${status ?? "connection reset"}\n`);
}

async function main(): Promise<number> {
    const args = readArguments(process.argv.slice(2));
    if (args === undefined) {
        print(usage);
        return 0;
    }
    const { quiet, ...options } = args;
    // Listened for from the start: who reads the first line may interrupt at once.
    const interrupted = new Promise((resolve) => {
        process.once("SIGINT", resolve);
        process.once("SIGTERM", resolve);
    });
    const emulator = await startEmulator({ ...options, ...(!quiet && { onRequest: printRequest }) });
    print(configurationToPaste(emulator));
    await interrupted;
    await emulator.close();
    return 0;
}

function messageFor(error: Error & { code?: string; port?: number }): string {
    if (error instanceof UsageError) {
        return `${error.message}\n\n${usage}`;
    }
    if (error.code === "EADDRINUSE") {
        return `Port ${error.port} is taken: give another --port, or none for a free one.\n`;
    }
    return `${error.message}\n`;
}

main().then(
    (code) => {
        process.exitCode = code;
    },
    (error: Error) => {
        process.stderr.write(messageFor(error));
        process.exitCode = error instanceof UsageError ? 2 : 1;
    },
);
