// `AuthenticationMethodSettingsGroup` as the engine drives it: what each call is given, asks for and hands back.

import { randomUUID } from "node:crypto";
import type {
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { type GroupError, InvalidIdError } from "../../core/errors";
import { selectorKey } from "../../core/selector";
import type { Tenant } from "../../tenant/tenant";
import { isUnknown, type RawInputs } from "../arguments";
import { acrossBorder, UnfinishedError } from "../border";
import { check } from "../check";
import { providerText } from "../permanentTexts";
import type { Runtime } from "../runtime";
import { apply } from "./apply";
import { isAsRecorded } from "./entries";
import { checkGroupShape, hasUnknowns, knownEntries, readGroupInputs, readGroupInputsToCompare } from "./groupInputs";
import { adoptedFrom, type GroupOutputs, groupInputsOf, readGroupOutputs } from "./groupOutputs";
import { findChanges, findProblems } from "./preview";
import { refresh } from "./refresh";

/** See the first line of this file. */
export class GroupProvider implements ResourceProvider<RawInputs, GroupOutputs> {
    readonly #runtime: Runtime;

    constructor(runtime: Runtime) {
        this.#runtime = runtime;
    }

    async configure({ config }: ConfigureRequest): Promise<void> {
        this.#runtime.configure(config);
    }

    async check(_olds: RawInputs, news: RawInputs): Promise<CheckResult<RawInputs>> {
        return this.#run(() =>
            check(this.#runtime, news, {
                shape: checkGroupShape,
                live: (inputs, tenant) => this.#checkLive(inputs, tenant),
                propertyOf: () => "",
            }),
        );
    }

    async diff(id: string, olds: GroupOutputs, news: RawInputs): Promise<DiffResult> {
        return this.#run(async () => {
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
        });
    }

    async create(raw: RawInputs): Promise<CreateResult<GroupOutputs>> {
        return this.#run(async () => {
            const id = randomUUID();
            const { outs, error } = await apply(this.#runtime, id, readGroupInputs(raw), []);
            if (error !== undefined) {
                // With nothing to record there is nothing to lose, and the next up creates the group anew.
                throw outs.settings.length === 0 ? error : unfinished(error, id, outs);
            }
            return { id, outs };
        });
    }

    async read(id: string, props?: unknown): Promise<ReadResult> {
        return this.#run(async () => {
            const recorded = recordedIn(props);
            const tenant = this.#runtime.tenant(recorded.tenant);
            const outs = { ...recorded, settings: await refresh(this.#runtime, tenant, recorded.settings) };
            return { id, props: outs, inputs: groupInputsOf(outs) };
        });
    }

    async update(id: string, olds: GroupOutputs, news: RawInputs): Promise<UpdateResult<GroupOutputs>> {
        return this.#run(async () => {
            const { outs, error } = await apply(this.#runtime, id, readGroupInputs(news), recordedIn(olds).settings);
            if (error !== undefined) {
                throw unfinished(error, id, outs);
            }
            return { outs };
        });
    }

    async delete(id: string, props: GroupOutputs): Promise<void> {
        await this.#run(async () => {
            const recorded = recordedIn(props);
            if (recorded.onDelete === "restore") {
                const { error } = await apply(this.#runtime, id, { ...recorded, settings: [] }, recorded.settings);
                if (error !== undefined) {
                    throw error;
                }
            }
            return {};
        });
    }

    #run<T extends object>(task: () => Promise<T>): Promise<T> {
        return acrossBorder(() => this.#runtime.isDebug(), task);
    }

    async #checkLive(inputs: RawInputs, tenant: Tenant): Promise<CheckFailure[]> {
        const entries = knownEntries(inputs);
        for (const { entry } of entries) {
            this.#runtime.adoptions.declare(inputs["tenant"] as string | undefined, entry);
        }
        const { livePreview } = this.#runtime.behaviour();
        const reason = livePreview ? await findProblems(this.#runtime, tenant, entries) : undefined;
        return reason === undefined ? [] : [{ property: "", reason }];
    }
}

function unfinished(error: GroupError, id: string, outs: GroupOutputs): UnfinishedError {
    return new UnfinishedError(error, id, outs, providerText("AuthenticationMethodSettingsGroup"));
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
