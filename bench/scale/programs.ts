// The two programs that are compared: a group, and a resource with the same inputs and the same outputs that does nothing.

import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { providerText } from "../../provider/src/engine/permanentTexts";
import type { Declared } from "../sideBySide/job";
import type { StateRecord } from "../size/record";

/** The name of the one resource that a program declares. */
const resourceName = "staff";

/** Reached as ours is, through a constant text of the same length. */
class EmptyGroup extends pulumi.CustomResource {
    constructor(name: string, args: { readonly settings: readonly Declared[] }) {
        const text = `exports.handler=()=>require("./bench/scale/engineSide/empty.cjs")`;
        const __provider = text.padEnd(providerText("AuthenticationMethodSettingsGroup").length);
        super("pulumi-nodejs:dynamic/bench:EmptyGroup", name, {
            onDelete: undefined,
            tenant: undefined,
            ...args,
            __provider,
        });
    }
}

export const programs = {
    ours: (settings) => async () => void new AuthenticationMethodSettingsGroup(resourceName, { settings }),
    empty: (settings) => async () => void new EmptyGroup(resourceName, { settings }),
} satisfies Record<string, (settings: readonly Declared[]) => PulumiFn>;

/** The resource in a state file, where it is recorded. */
export function recordIn(state: string): StateRecord | undefined {
    const { checkpoint } = JSON.parse(state) as { checkpoint: { latest?: { resources?: StateRecord[] } } };
    return checkpoint.latest?.resources?.find(({ urn }) => urn.endsWith(`::${resourceName}`));
}
