// The configuration of a stack, as the Pulumi CLI decrypts it. What it holds is handed on, and never printed.

import * as z from "zod";
import type { ConfigReader, Environment } from "../../configuration/sources";
import { ConfigurationError } from "../../core/errors";
import { quote, scrub } from "../../core/text";
import { runPulumi } from "./pulumiCommand";

const valuesSchema = z.record(z.string(), z.object({ value: z.string().optional() }));

/** Reads the configuration of a stack. @throws ConfigurationError */
export async function readStackConfiguration(
    stack: string,
    cwd: string,
    environment: Environment,
): Promise<ConfigReader> {
    const result = await runPulumi(
        ["config", "--show-secrets", "--json", "--stack", stack, "--non-interactive"],
        cwd,
        environment,
    );
    const what = `the configuration of stack ${quote(stack)}`;
    if (result === undefined) {
        throw new ConfigurationError(
            `Could not read ${what}: there is no \`pulumi\` on PATH. Install the Pulumi ` +
                "CLI (https://www.pulumi.com/docs/install/), or put the configuration into the environment (AUTH0_DOMAIN " +
                "and so on) and leave --stack out.",
        );
    }
    if (!result.isOk) {
        throw new ConfigurationError(
            `Could not read ${what} in ${quote(cwd)}: \`pulumi config\` says: ${asSentence(scrub(result.stderr.trim()))} Try ` +
                "`pulumi config` there; the folder of the project is set by --cwd.",
        );
    }
    const values = parse(result.stdout);
    if (values === undefined) {
        // What the parser says would quote the text, and with it secrets.
        throw new ConfigurationError(
            `Could not read ${what}: \`pulumi config --json\` did not print what it is documented to. Check the version of ` +
                "the Pulumi CLI: `pulumi version`.",
        );
    }
    return { get: (key) => values.get(key) };
}

/** The CLI ends some of its messages with a full stop, and some not. */
function asSentence(text: string): string {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}

function parse(text: string): Map<string, string> | undefined {
    try {
        const entries = Object.entries(valuesSchema.parse(JSON.parse(text)));
        return new Map(entries.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value] as const])));
    } catch {
        return undefined;
    }
}
