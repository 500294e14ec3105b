// `AuthenticationMethodSettingsGroup` as the engine drives it: what each call is given, asks for and hands back.

import { randomUUID } from "node:crypto";
import type { CheckFailure, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import { InvalidIdError } from "../../core/errors";
import { selectorKey } from "../../core/selector";
import type { Tenant } from "../../tenant/tenant";
import { isUnknown, type RawInputs } from "../arguments";
import { UnfinishedError } from "../border";
import { type Provider, providerOf, type Resource } from "../resource";
import type { Runtime } from "../runtime";
import { apply } from "./apply";
import { isAsRecorded } from "./entries";
import { checkGroupShape, hasUnknowns, knownEntries, readGroupInputs, readGroupInputsToCompare } from "./groupInputs";
import { adoptedFrom, type GroupOutputs, groupInputsOf, readGroupOutputs } from "./groupOutputs";
import { findChanges, findProblems } from "./preview";
import { refresh } from "./refresh";

/** The provider of `AuthenticationMethodSettingsGroup`. */
export function groupProvider(runtime: Runtime): Provider<GroupOutputs> {
    return providerOf("AuthenticationMethodSettingsGroup", runtime, new GroupResource(runtime));
}

class GroupResource implements Resource<GroupOutputs> {
    readonly checkShape = checkGroupShape;
    readonly #runtime: Runtime;

    constructor(runtime: Runtime) {
        this.#runtime = runtime;
    }

    async checkLive(inputs: RawInputs, tenant: Tenant): Promise<CheckFailure[]> {
        const entries = knownEntries(inputs);
        for (const { entry } of entries) {
            this.#runtime.adoptions.declare(inputs["tenant"] as string | undefined, entry);
        }
        const { livePreview } = this.#runtime.behaviour();
        const reason = livePreview ? await findProblems(this.#runtime, tenant, entries) : undefined;
        return reason === undefined ? [] : [{ property: "", reason }];
    }

    /** None: the engine would print the whole list. */
    propertyOf(): string {
        return "";
    }

    async diff(id: string, olds: object, news: RawInputs): Promise<DiffResult> {
        const recorded = recordedIn(olds);
        if (isUnknown(news["tenant"]) || news["tenant"] !== recorded.tenant) {
            // What was adopted is put back before it is adopted anew, or the original settings would be lost.
            return { changes: true, replaces: ["tenant"], deleteBeforeReplace: recorded.onDelete === "restore" };
        }
        if (hasUnknowns(news)) {
            return { changes: true, replaces: [] };
        }
        const inputs = readGroupInputsToCompare(news);
        const known = new Map(recorded.settings.map((entry) => [selectorKey(entry), entry]));
        for (const entry of inputs.settings) {
            const kept = known.get(selectorKey(entry));
            if (kept !== undefined) {
                this.#runtime.adoptions.keep(inputs.tenant, entry, adoptedFrom(kept), id);
            }
        }
        const isRecorded =
            inputs.onDelete === recorded.onDelete &&
            inputs.settings.length === recorded.settings.length &&
            inputs.settings.every((entry) => isAsRecorded(entry, known.get(selectorKey(entry))));
        const { livePreview } = this.#runtime.behaviour();
        const hasChanges =
            livePreview &&
            (await findChanges(this.#runtime, this.#runtime.tenant(inputs.tenant), inputs.settings, known));
        return { changes: hasChanges || !isRecorded, replaces: [] };
    }

    async create(raw: RawInputs): Promise<CreateResult<GroupOutputs>> {
        const id = randomUUID();
        const { outs, error } = await apply(this.#runtime, id, readGroupInputs(raw), []);
        if (error !== undefined) {
            // With nothing to record there is nothing to lose, and the next up creates the group anew.
            throw outs.settings.length === 0 ? error : new UnfinishedError(error, id, outs);
        }
        return { id, outs };
    }

    async read(id: string, props?: unknown): Promise<ReadResult> {
        const recorded = recordedIn(props);
        const tenant = this.#runtime.tenant(recorded.tenant);
        const outs = { ...recorded, settings: await refresh(this.#runtime, tenant, recorded.settings) };
        return { id, props: outs, inputs: groupInputsOf(outs) };
    }

    async update(id: string, olds: object, news: RawInputs): Promise<UpdateResult<GroupOutputs>> {
        const { outs, error } = await apply(this.#runtime, id, readGroupInputs(news), recordedIn(olds).settings);
        if (error !== undefined) {
            throw new UnfinishedError(error, id, outs);
        }
        return { outs };
    }

    async delete(id: string, props: object): Promise<void> {
        const recorded = recordedIn(props);
        if (recorded.onDelete === "restore") {
            const { error } = await apply(this.#runtime, id, { ...recorded, settings: [] }, recorded.settings);
            if (error !== undefined) {
                throw error;
            }
        }
    }
}

function recordedIn(outputs: unknown): GroupOutputs {
    const recorded = readGroupOutputs(outputs);
    if (recorded === undefined) {
        throw new InvalidIdError(
            "the state of this group has no settings that can be read, or a tenant that is none, so it cannot be told which " +
                "methods it stands for; a group cannot be read by its id alone. Remove it from the state (`pulumi state delete`) and run `pulumi up`: it adopts " +
                "the methods again.",
        );
    }
    return recorded;
}
