// Pulumi programs for the job, and what they leave in the state.

import type { CustomResource } from "@pulumi/pulumi";
import type { PulumiFn, UpOptions } from "@pulumi/pulumi/automation";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { bytesOf, type StateRecord, toCounted } from "../size/record";
import { openStack } from "../stacks";
import type { Address } from "../tenant/tenant";
import type { Declared } from "./job";

const { DocumentedSettings } = require("./documented.cjs") as {
    DocumentedSettings: new (name: string, args: Declared) => CustomResource;
};

export interface Program {
    /** Declares all methods. */
    readonly declare: (declared: readonly Declared[]) => void;
    readonly options?: Pick<UpOptions, "continueOnError">;
}

const documented: Program = { declare: each((name, args) => new DocumentedSettings(name, args)) };

export const programs = {
    documented,
    documentedToTheEnd: { ...documented, options: { continueOnError: true } },
    resources: { declare: each((name, args) => new AuthenticationMethodSettings(name, args)) },
    group: { declare: (settings) => void new AuthenticationMethodSettingsGroup("staff", { settings }) },
} satisfies Record<string, Program>;

function each(declareOne: (name: string, args: Declared) => unknown): Program["declare"] {
    return (declared) => {
        declared.forEach((one, index) => {
            declareOne(`employee-${index}-phone`, one);
        });
    };
}

/** How an `up` went. */
export interface UpOutcome {
    readonly seconds: number;
    readonly ok: boolean;
    readonly output: string;
    /** Bytes of all resources that are declared, without the stack and the provider's own record. */
    readonly stateBytes: number;
    /** How many resources are recorded. */
    readonly recorded: number;
}

/** One `up` on a new stack. Making the stack is not measured, the engine's start is. */
export async function runUp(
    tenant: Address,
    declared: readonly Declared[],
    { declare, options = {} }: Program,
): Promise<UpOutcome> {
    const program: PulumiFn = async () => declare(declared);
    const stack = await openStack(tenant, program);
    try {
        const started = performance.now();
        const { ok, output } = await stack.up(options);
        const seconds = (performance.now() - started) / 1_000;
        const records = recordsIn(stack.rawState());
        const stateBytes = records.reduce((sum, record) => sum + bytesOf(toCounted(record)), 0);
        return { seconds, ok, output, stateBytes, recorded: records.length };
    } finally {
        stack.dispose();
    }
}

type TypedRecord = StateRecord & { readonly type: string };

/** The resources that a program declares, as they stand in the file. */
function recordsIn(state: string): readonly TypedRecord[] {
    const { checkpoint } = JSON.parse(state) as { checkpoint: { latest?: { resources?: readonly TypedRecord[] } } };
    const { resources = [] } = checkpoint.latest ?? {};
    return resources.filter(({ type }) => !type.startsWith("pulumi:"));
}
