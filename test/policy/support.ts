// Stacks under the pack on the real engine: what it finds, and a resource in the place of one that is enrolled.

import { writeFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyEvent } from "@pulumi/pulumi/automation";
import { tokens } from "auth0-authentication-methods-policies";
import type { OperationResult, TestStack } from "../support/stack";

/** The pack's folder, as a stack in this repository is given it. */
export const pack = path.resolve(__dirname, "../../policy");

/** The options by which a stack is under the pack, with a configuration as it stands in a file. */
export function underPack({ folder }: TestStack, configuration: object = {}, policyPack = pack) {
    const file = path.join(folder, "policy.json");
    writeFileSync(file, JSON.stringify(configuration));
    return { policyPacks: [policyPack], policyPackConfigs: [file] };
}

/** A violation in a result, as far as tests ask. */
export interface Violation {
    readonly rule: string;
    readonly level: string;
    /** The resource's name; that of the stack where it is the stack's. */
    readonly resource: string;
    readonly message: string;
}

/** What the pack found in an operation, in order. */
export function violationsOf({ events }: OperationResult): Violation[] {
    return events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [violationOf(policyEvent)]));
}

function violationOf({ policyName, enforcementLevel, resourceUrn = "", message }: PolicyEvent): Violation {
    return {
        rule: policyName,
        level: enforcementLevel,
        resource: resourceUrn.split("::").at(-1) ?? "",
        message,
    };
}

// Does nothing with what it is given, but keeps it.
const provider = `exports.handler = () => ({
    check: async (olds, news) => ({ inputs: news }),
    diff: async (id, olds, news) => ({ changes: false }),
    create: async (inputs) => ({ id: inputs.userId + "::" + inputs.type + "|dev_1", outs: { ...inputs } }),
    update: async (id, olds, news) => ({ outs: { ...news } }),
    delete: async () => {},
});`;

/**
 * A resource with the token and the arguments of `AuthenticationMethod`, which makes no secret of any of them, as one that
 * was transformed, and whose provider asks nothing of any tenant.
 */
export class Enrolment extends pulumi.CustomResource {
    constructor(name: string, args: Record<string, unknown>, options?: pulumi.CustomResourceOptions) {
        super(tokens.enrolment, name, { ...args, __provider: provider }, options);
    }
}
