// `AuthenticationMethodSettings` as the engine drives it: what each call observes, decides and records.

import type { CheckFailure, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import type { AuthenticationMethod } from "../../auth0/wire/methods";
import {
    AmbiguousMethodError,
    MethodNotFoundError,
    mayHaveArrived,
    SettingNotApplicableError,
    UserNotFoundError,
} from "../../core/errors";
import { buildId, referenceTo } from "../../core/ids";
import { plan } from "../../core/plan";
import { pickSelector } from "../../core/selector";
import { namesOf, pickSettings } from "../../core/settings";
import { find, observe } from "../../tenant/observe";
import { assertApplicable, reconcile } from "../../tenant/reconcile";
import type { Tenant } from "../../tenant/tenant";
import { firstAdopted } from "../adopted";
import { isUnknown, type RawInputs } from "../arguments";
import { UnfinishedError } from "../border";
import { sayDriftFromProgram, sayDriftFromState, sayNotTaken, sayReenrolled } from "../lines";
import { type Provider, providerOf, type Resource } from "../resource";
import { restoreOriginal } from "../restore";
import type { Runtime } from "../runtime";
import { assertSameMethod, isIdentityKnown, otherIdentity, outputsToGet, recordedIn } from "./identity";
import { checkShape, readInputs, readInputsToCompare, type SettingsInputs } from "./inputs";
import {
    declaredIn,
    inputsOf,
    isToGet,
    makeOutputs,
    type RecordedOutputs,
    remakeOutputs,
    type SettingsOutputs,
} from "./outputs";

/** The provider of `AuthenticationMethodSettings`. */
export function settingsProvider(runtime: Runtime): Provider<SettingsOutputs> {
    return providerOf("AuthenticationMethodSettings", runtime, new SettingsResource(runtime));
}

class SettingsResource implements Resource<SettingsOutputs> {
    readonly checkShape = checkShape;
    readonly propertyOf = propertyOf;
    readonly #runtime: Runtime;

    constructor(runtime: Runtime) {
        this.#runtime = runtime;
    }

    async checkLive(raw: RawInputs, tenant: Tenant): Promise<CheckFailure[]> {
        if (!isIdentityKnown(raw)) {
            return [];
        }
        const inputs = readInputs(Object.fromEntries(Object.entries(raw).filter(([, value]) => !isUnknown(value))));
        this.#runtime.adoptions.declare(inputs.tenant, inputs);
        if (this.#runtime.behaviour().livePreview) {
            const method = await observe(tenant, inputs, this.#runtime.operation());
            assertApplicable(declaredIn(inputs), method, inputs.userId);
        }
        return [];
    }

    async diff(id: string, olds: object, news: RawInputs): Promise<DiffResult> {
        const recorded = recordedIn(olds);
        const replaces = otherIdentity(news, recorded);
        if (replaces.length > 0) {
            // What was adopted is put back before it is adopted anew, or the original settings would be lost.
            return { changes: true, replaces, deleteBeforeReplace: recorded.onDelete === "restore" };
        }
        if (Object.values(news).some(isUnknown)) {
            return { changes: true, replaces: [] };
        }
        const inputs = readInputsToCompare(news);
        this.#runtime.adoptions.keep(inputs.tenant, inputs, recorded, holderOf(id, recorded));
        const isRecorded = isAsRecorded(inputs, recorded);
        return { changes: (await this.#hasChangesLive(inputs, recorded)) || !isRecorded, replaces: [] };
    }

    async create(raw: RawInputs): Promise<CreateResult<SettingsOutputs>> {
        const inputs = readInputs(raw);
        const id = buildId(inputs);
        const { adoptions } = this.#runtime;
        let observed: AuthenticationMethod | undefined;
        try {
            const { before, after } = await this.#reconcile(inputs, (before) => {
                observed = before;
                adoptions.add(inputs.tenant, referenceTo(before, inputs));
            });
            return { id, outs: makeOutputs(inputs, after, pickSettings(before)) };
        } catch (error) {
            if (observed === undefined) {
                throw error;
            }
            if (mayHaveArrived(error)) {
                // Forgetting the adoption now would lose the original settings.
                throw new UnfinishedError(error, id, makeOutputs(inputs, observed, pickSettings(observed)));
            }
            adoptions.remove(inputs.tenant, referenceTo(observed, inputs));
            throw error;
        }
    }

    async read(id: string, props?: unknown): Promise<ReadResult> {
        const isNew = isToGet(props);
        const recorded = isNew ? outputsToGet(id, props) : recordedIn(props);
        const tenant = this.#runtime.tenant(recorded.tenant);
        // A resource that is gone leaves the state. One that a program asks for and that is not there is a failure:
        // the engine would take an empty answer for a resource without outputs.
        const operation = this.#runtime.operation();
        const selector = pickSelector(recorded);
        const live = await (isNew ? observe : find)(tenant, selector, operation);
        if (live === undefined) {
            return {};
        }
        if (isNew || !sayReenrolled(tenant, recorded, live)) {
            sayDriftFromState(tenant, recorded, live);
        }
        const { authenticationMethodId } = isNew ? live : recorded;
        const outs = remakeOutputs({ ...recorded, authenticationMethodId }, live);
        return { id, props: outs, inputs: inputsOf(outs) };
    }

    async update(id: string, olds: object, news: RawInputs): Promise<UpdateResult<SettingsOutputs>> {
        const recorded = recordedIn(olds);
        const inputs = readInputs(news);
        assertSameMethod(recorded, inputs);
        try {
            const { after } = await this.#reconcile(inputs, (before) => {
                // It may have been enrolled since, and given up elsewhere.
                this.#runtime.adoptions.add(inputs.tenant, referenceTo(before, inputs));
                // With live reading, diff has said so.
                if (!this.#runtime.behaviour().livePreview) {
                    sayReenrolled(this.#runtime.tenant(inputs.tenant), recorded, before);
                }
            });
            return { outs: remakeOutputs({ ...recorded, ...declarationOf(inputs) }, after) };
        } catch (error) {
            // With the change taken back in the program and no live reading, diff would see nothing to do.
            throw mayHaveArrived(error) ? new UnfinishedError(error, id, olds) : error;
        }
    }

    async delete(id: string, props: object): Promise<void> {
        const recorded = recordedIn(props);
        if (recorded.onDelete === "restore") {
            const tenant = this.#runtime.tenant(recorded.tenant);
            await restoreOriginal(tenant, recorded, this.#runtime.operation(), () =>
                this.#runtime.adoptions.has(recorded.tenant, firstAdopted(recorded), holderOf(id, recorded)),
            );
        }
    }

    async #reconcile(inputs: SettingsInputs, onObserved: (before: AuthenticationMethod) => void = () => {}) {
        const tenant = this.#runtime.tenant(inputs.tenant);
        const declared = declaredIn(inputs);
        const reconciled = await reconcile(tenant, inputs, this.#runtime.operation(), (before) => {
            onObserved(before);
            return declared;
        });
        sayNotTaken(tenant, referenceTo(reconciled.after, inputs), "declared", declared, reconciled.after);
        return reconciled;
    }

    /** Whether the live method differs from what is declared; says so when it was changed behind Pulumi's back. */
    async #hasChangesLive(inputs: SettingsInputs, recorded: RecordedOutputs): Promise<boolean> {
        if (!this.#runtime.behaviour().livePreview) {
            return false;
        }
        const tenant = this.#runtime.tenant(inputs.tenant);
        const live = await observe(tenant, inputs, this.#runtime.operation());
        if (sayReenrolled(tenant, recorded, live)) {
            return true;
        }
        sayDriftFromProgram(tenant, recorded, declaredIn(inputs), live);
        return plan(declaredIn(inputs), live) !== undefined;
    }
}

function propertyOf(error: Error, inputs: RawInputs): string {
    if (error instanceof UserNotFoundError) {
        return "userId";
    }
    if (error instanceof MethodNotFoundError || error instanceof AmbiguousMethodError) {
        return inputs["authenticationMethodType"] === undefined ? "authenticationMethodId" : "authenticationMethodType";
    }
    return error instanceof SettingNotApplicableError ? "preferredAuthenticationMethod" : "";
}

/** Two resources that stand for one method may have one id as well: what tells them apart is what they recorded. */
function holderOf(id: string, recorded: RecordedOutputs): string {
    return JSON.stringify([id, recorded]);
}

/** What inputs declare, as outputs record it. */
function declarationOf(inputs: SettingsInputs): Pick<RecordedOutputs, "pick" | "onDelete" | "declaredSettings"> {
    const { pick, onDelete } = inputs;
    return { pick, onDelete, declaredSettings: namesOf(declaredIn(inputs)) };
}

/** Whether an update has nothing to record. */
function isAsRecorded(inputs: SettingsInputs, recorded: RecordedOutputs): boolean {
    const { declaredSettings, onDelete, pick } = recorded;
    const declared = declaredIn(inputs);
    return (
        Object.keys(declared).length === declaredSettings.length &&
        plan(declared, pickSettings(recorded, declaredSettings)) === undefined &&
        inputs.onDelete === onDelete &&
        inputs.pick === pick
    );
}
