// `AuthenticationMethodSettings` as the engine drives it: what each call observes, decides and records.

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
import { invalidIdReason } from "../../auth0/paths";
import type { AuthenticationMethod } from "../../auth0/wire/methods";
import {
    ExchangeError,
    InvalidArgumentsError,
    InvalidIdError,
    MethodNotFoundError,
    SettingNotApplicableError,
    UserNotFoundError,
} from "../../core/errors";
import { buildId, parseId } from "../../core/ids";
import { plan } from "../../core/plan";
import { pickSettings } from "../../core/settings";
import { quote } from "../../core/text";
import { assertApplicable, observe, reconcile } from "../../tenant/reconcile";
import type { Tenant } from "../../tenant/tenant";
import { recordedTenant } from "../adopted";
import { isUnknown, type RawInputs } from "../arguments";
import { acrossBorder, UnfinishedError } from "../border";
import { check } from "../check";
import { methodOf, sayDriftFromProgram, sayDriftFromState, sayNotTaken } from "../lines";
import { providerText } from "../permanentTexts";
import { restoreOriginal } from "../restore";
import type { Runtime } from "../runtime";
import { checkShape, readInputs, readInputsToCompare, type SettingsInputs } from "./inputs";
import {
    declaredIn,
    inputsOf,
    isToGet,
    makeOutputs,
    type RecordedOutputs,
    readOutputs,
    remakeOutputs,
    type SettingsOutputs,
} from "./outputs";

const identity = ["userId", "authenticationMethodId", "tenant"] as const;

/** See the first line of this file. */
export class SettingsProvider implements ResourceProvider<RawInputs, SettingsOutputs> {
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
                shape: checkShape,
                live: (inputs, tenant) => this.#checkLive(inputs, tenant),
                propertyOf,
            }),
        );
    }

    async diff(id: string, olds: SettingsOutputs, news: RawInputs): Promise<DiffResult> {
        return this.#run(async () => {
            const recorded = recordedIn(olds);
            const replaces = identity.filter((name) => isUnknown(news[name]) || news[name] !== recorded[name]);
            if (replaces.length > 0) {
                // What was adopted is put back before it is adopted anew, or the original settings would be lost.
                return { changes: true, replaces: [...replaces], deleteBeforeReplace: recorded.onDelete === "restore" };
            }
            if (Object.values(news).some(isUnknown)) {
                return { changes: true, replaces: [] };
            }
            const inputs = readInputsToCompare(news);
            this.#runtime.adoptions.keep(inputs.tenant, inputs, holderOf(id, recorded));
            const isRecorded = isAsRecorded(inputs, recorded);
            return { changes: (await this.#hasChangesLive(inputs, recorded)) || !isRecorded, replaces: [] };
        });
    }

    async create(raw: RawInputs): Promise<CreateResult<SettingsOutputs>> {
        return this.#run(async () => {
            const inputs = readInputs(raw);
            const id = buildId(inputs);
            const { adoptions } = this.#runtime;
            let observed: AuthenticationMethod | undefined;
            try {
                const { before, after } = await this.#reconcile(inputs, (before) => {
                    observed = before;
                    adoptions.add(inputs.tenant, inputs);
                });
                return { id, outs: makeOutputs(inputs, after, pickSettings(before)) };
            } catch (error) {
                if (observed !== undefined && mayHaveArrived(error)) {
                    // Forgetting the adoption now would lose the original settings.
                    throw unfinished(error, id, makeOutputs(inputs, observed, pickSettings(observed)));
                }
                adoptions.remove(inputs.tenant, inputs);
                throw error;
            }
        });
    }

    async read(id: string, props?: unknown): Promise<ReadResult> {
        return this.#run(async () => {
            const isNew = isToGet(props);
            const recorded = isNew ? outputsToGet(id, props) : recordedIn(props);
            const tenant = this.#runtime.tenant(recorded.tenant);
            // A resource that is gone leaves the state. One that a program asks for and that is not there is a failure:
            // the engine would take an empty answer for a resource without outputs.
            const operation = this.#runtime.operation();
            const live = isNew
                ? await observe(tenant, recorded, operation)
                : await tenant.methods.find(recorded, operation);
            if (live === undefined) {
                return {};
            }
            sayDriftFromState(tenant, recorded, live);
            const outs = remakeOutputs(recorded, live);
            return { id, props: outs, inputs: inputsOf(outs) };
        });
    }

    async update(id: string, olds: SettingsOutputs, news: RawInputs): Promise<UpdateResult<SettingsOutputs>> {
        return this.#run(async () => {
            const recorded = recordedIn(olds);
            const inputs = readInputs(news);
            assertSameMethod(recorded, inputs);
            const { originalSettings } = recorded;
            try {
                const { after } = await this.#reconcile(inputs);
                return { outs: makeOutputs(inputs, after, originalSettings) };
            } catch (error) {
                // With the change taken back in the program and no live reading, diff would see nothing to do.
                throw mayHaveArrived(error) ? unfinished(error, id, olds) : error;
            }
        });
    }

    async delete(id: string, props: SettingsOutputs): Promise<void> {
        await this.#run(async () => {
            const recorded = recordedIn(props);
            if (recorded.onDelete === "restore") {
                const tenant = this.#runtime.tenant(recorded.tenant);
                await restoreOriginal(tenant, recorded, this.#runtime.operation(), () =>
                    this.#runtime.adoptions.has(recorded.tenant, recorded, holderOf(id, recorded)),
                );
            }
            return {};
        });
    }

    #run<T extends object>(task: () => Promise<T>): Promise<T> {
        return acrossBorder(() => this.#runtime.isDebug(), task);
    }

    async #reconcile(inputs: SettingsInputs, onObserved: (before: AuthenticationMethod) => void = () => {}) {
        const tenant = this.#runtime.tenant(inputs.tenant);
        const declared = declaredIn(inputs);
        const reconciled = await reconcile(tenant, inputs, this.#runtime.operation(), (before) => {
            onObserved(before);
            return declared;
        });
        sayNotTaken(tenant, inputs, "declared", declared, reconciled.after);
        return reconciled;
    }

    async #checkLive(raw: RawInputs, tenant: Tenant): Promise<CheckFailure[]> {
        if (identity.some((name) => isUnknown(raw[name]))) {
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

    /** Whether the live method differs from what is declared; says so when it was changed behind Pulumi's back. */
    async #hasChangesLive(inputs: SettingsInputs, recorded: RecordedOutputs): Promise<boolean> {
        if (!this.#runtime.behaviour().livePreview) {
            return false;
        }
        const tenant = this.#runtime.tenant(inputs.tenant);
        const live = await observe(tenant, inputs, this.#runtime.operation());
        sayDriftFromProgram(tenant, recorded, declaredIn(inputs), live);
        return plan(declaredIn(inputs), live) !== undefined;
    }
}

function mayHaveArrived(error: unknown): error is ExchangeError {
    return error instanceof ExchangeError && error.outcomeUnknown;
}

function unfinished(error: ExchangeError, id: string, outputs: SettingsOutputs): UnfinishedError {
    return new UnfinishedError(error, id, outputs, providerText("AuthenticationMethodSettings"));
}

/** The argument that a failure is about; the engine prints its value. "" for what is no argument's fault. */
function propertyOf(error: Error): string {
    if (error instanceof UserNotFoundError) {
        return "userId";
    }
    if (error instanceof MethodNotFoundError) {
        return "authenticationMethodId";
    }
    return error instanceof SettingNotApplicableError ? "preferredAuthenticationMethod" : "";
}

function recordedIn(outputs: unknown): RecordedOutputs {
    const recorded = readOutputs(outputs);
    if (recorded === undefined) {
        throw new InvalidIdError(
            "the state of this resource has no userId, authenticationMethodId or tenant that can be read, so it cannot be told " +
                "which method it stands for. Remove it from the state (`pulumi state delete`) and run `pulumi up`: it adopts the method again.",
        );
    }
    return recorded;
}

/** The engine replaces a resource whose method changes. To update it would give one method the history of another. */
function assertSameMethod(recorded: RecordedOutputs, inputs: SettingsInputs): void {
    if (identity.some((name) => inputs[name] !== recorded[name])) {
        throw new InvalidArgumentsError(
            `the state of this resource stands for ${methodOf(recorded)}, and the program declares ${methodOf(inputs)}, ` +
                "or another tenant. Run `pulumi up` again: it replaces the resource.",
        );
    }
}

/** Two resources that stand for one method have one id as well: what tells them apart is what they recorded. */
function holderOf(id: string, recorded: RecordedOutputs): string {
    return JSON.stringify([id, recorded]);
}

/** Whether an update has nothing to record. */
function isAsRecorded(inputs: SettingsInputs, recorded: RecordedOutputs): boolean {
    const { declaredSettings, onDelete } = recorded;
    const declared = declaredIn(inputs);
    return (
        Object.keys(declared).length === declaredSettings.length &&
        plan(declared, pickSettings(recorded, declaredSettings)) === undefined &&
        inputs.onDelete === onDelete
    );
}

/** What `AuthenticationMethodSettings.get` reads: nothing is declared, the id says which method it is. */
function outputsToGet(id: string, props: unknown): RecordedOutputs {
    const reference = parseId(id);
    if (reference === undefined) {
        throw new InvalidIdError(
            `${quote(id)} is not an id of AuthenticationMethodSettings. Give the user's id, two colons and the ` +
                'method\'s id, such as "auth0|507f1f77bcf86cd799439020::phone|dev_kXVq4drj3Mw6uCF5".',
        );
    }
    for (const part of [reference.userId, reference.authenticationMethodId]) {
        const reason = invalidIdReason(part);
        if (reason !== undefined) {
            throw new InvalidIdError(
                `${quote(id)} cannot be read: ${quote(part)} ${reason} Give the ids as Auth0 has them.`,
            );
        }
    }
    const tenant = recordedTenant.safeParse((props as { tenant?: unknown } | undefined)?.tenant);
    if (!tenant.success) {
        throw new InvalidArgumentsError(
            "tenant is not a text: the name of a block of auth0-authentication-methods:tenants. Leave it out for the tenant " +
                "of auth0:domain.",
        );
    }
    return {
        ...reference,
        ...(tenant.data !== undefined && { tenant: tenant.data }),
        declaredSettings: [],
        originalSettings: {},
    };
}
