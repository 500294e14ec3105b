// `check`: what is wrong with configuration, credentials, scopes and versions, and how to mend it. Nothing is ever written.

import { readBehaviour, readTenant, type TenantConfiguration } from "../../configuration/configuration";
import { type ConfigReader, defaultTenantSource, namedTenantSource, type TenantKey } from "../../configuration/sources";
import { ConfigurationError } from "../../core/errors";
import { quote } from "../../core/text";
import { version } from "../../version";
import { runPulumi } from "../configuration/pulumiCommand";
import { type Configured, openConfiguration, projectFolder, type SettingFlags } from "../configuration/settings";
import { exitCodes } from "../exitCodes";
import { print, printJson } from "../output";
import { Progress } from "../progress";
import type { Surroundings } from "../surroundings";
import { type Finding, fail, formatFindings, ok } from "./finding";
import { findInstalled } from "./installed";
import { lookAtTenant } from "./tenant";
import { judgeNode, judgeOwn, judgePulumi, judgeSdk } from "./versions";

/** The flags of `check`. */
export interface CheckFlags extends SettingFlags {
    readonly json?: boolean;
}

/** Runs `check`. @returns The exit code. */
export async function check(flags: CheckFlags, surroundings: Surroundings): Promise<number> {
    const progress = new Progress(surroundings.stderr, surroundings.clock);
    const { findings: configured, settings } = await lookAtConfiguration(flags, surroundings);
    const findings = [
        ...(await lookAtInstallation(flags, surroundings)),
        ...configured,
        ...(settings === undefined ? [] : await lookAtTenant(settings, surroundings.clock, progress)),
    ];
    const isOk = findings.every(({ status }) => status !== "fail");
    if (flags.json === true) {
        await printJson(surroundings.stdout, { ok: isOk, findings });
    } else {
        await print(surroundings.stdout, formatFindings(findings));
    }
    return isOk ? exitCodes.ok : exitCodes.failed;
}

async function lookAtInstallation(flags: CheckFlags, surroundings: Surroundings): Promise<Finding[]> {
    const folder = projectFolder(flags, surroundings);
    const installed = findInstalled(folder);
    const pulumi = await runPulumi(["version"], surroundings.cwd, surroundings.environment);
    return [
        judgeOwn(installed, version),
        judgeNode(process.versions.node, installed.sdk),
        judgePulumi(pulumi?.stdout),
        judgeSdk(installed),
    ];
}

async function lookAtConfiguration(
    flags: CheckFlags,
    surroundings: Surroundings,
): Promise<{ readonly findings: Finding[]; readonly settings?: Configured }> {
    const { environment } = surroundings;
    try {
        const config = await openConfiguration(flags, surroundings);
        const tenant = readTenant(config, environment, flags.tenant);
        const behaviour = readBehaviour(config, environment);
        return {
            findings: [ok("configuration", describe(tenant, config, flags, surroundings))],
            settings: { tenant, behaviour },
        };
    } catch (error) {
        if (error instanceof ConfigurationError) {
            return { findings: [fail("configuration", error.message)] };
        }
        throw error;
    }
}

const words = {
    apiToken: "an API token",
    clientSecret: "a client id and its secret",
    clientAssertion: "a client id and its private key",
} as const;
const keys: Readonly<Record<keyof typeof words, TenantKey>> = {
    apiToken: "apiToken",
    clientSecret: "clientSecret",
    clientAssertion: "clientAssertionPrivateKey",
};

/** Which tenant, as whom, and where it says so. */
function describe(
    { origin, credentials }: TenantConfiguration,
    config: ConfigReader,
    flags: CheckFlags,
    { environment }: Surroundings,
): string {
    const source =
        flags.tenant === undefined
            ? defaultTenantSource(config, environment)
            : namedTenantSource(config, environment, flags.tenant);
    const from = (key: TenantKey) => {
        const found = source.find(key);
        const where = found?.explicit === true && flags.stack !== undefined ? ` of stack ${quote(flags.stack)}` : "";
        return `${found?.origin ?? source.keyOf(key)}${where}`;
    };
    const domain = flags.domain === undefined ? from("domain") : "--domain";
    const proxy = origin.proxy === undefined ? "" : `, through the proxy ${origin.proxy.name}`;
    const { kind } = credentials;
    return `tenant ${origin.name} (${domain})${proxy}, ${words[kind]} (${from(keys[kind])})`;
}
