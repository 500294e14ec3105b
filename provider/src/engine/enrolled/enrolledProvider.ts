// `AuthenticationMethod` as the engine drives it: what each call observes, decides and records.

import type { CheckFailure, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import type { AuthenticationMethod } from "../../auth0/wire/methods";
import { messageOf } from "../../core/defects";
import { MethodNotFoundError, mayHaveArrived, UserNotFoundError } from "../../core/errors";
import { buildId, type MethodReference } from "../../core/ids";
import type { Operation } from "../../core/operation";
import { plan } from "../../core/plan";
import { pickSettings, type Settings } from "../../core/settings";
import { enrol } from "../../tenant/enrol";
import { find, noSuchUser, observe } from "../../tenant/observe";
import { reconcile } from "../../tenant/reconcile";
import type { Tenant } from "../../tenant/tenant";
import { recordedSettings } from "../adopted";
import type { RawInputs } from "../arguments";
import { UnfinishedError } from "../border";
import { methodOf, sayDriftFromProgram, sayDriftFromState, sayNotTaken } from "../lines";
import { type Provider, providerOf, type Resource } from "../resource";
import type { Runtime } from "../runtime";
import { assertComparable, assertSameMethod, isAsRecorded, isSameFactor, replacingIn } from "./changes";
import { outputsToGet, recordedIn } from "./identity";
import { checkShape, type EnrolledInputs, enrolmentOf, hasUnknown, readInputs } from "./inputs";
import {
    asAdopted,
    declaredIn,
    type EnrolledOutputs,
    inputsOf,
    isToGet,
    makeOutputs,
    type RecordedOutputs,
} from "./outputs";

/** The provider of `AuthenticationMethod`. */
export function enrolledProvider(runtime: Runtime): Provider<EnrolledOutputs> {
    return providerOf("AuthenticationMethod", runtime, new EnrolledResource(runtime));
}

class EnrolledResource implements Resource<EnrolledOutputs> {
    readonly checkShape = checkShape;
    readonly #runtime: Runtime;

    constructor(runtime: Runtime) {
        this.#runtime = runtime;
    }

    async checkLive(raw: RawInputs, tenant: Tenant): Promise<CheckFailure[]> {
        const userId = raw["userId"];
        if (typeof userId === "string" && !hasUnknown(userId) && this.#runtime.behaviour().livePreview) {
            if ((await tenant.methods.read(userId, this.#runtime.operation())) === undefined) {
                throw noSuchUser(tenant, userId);
            }
        }
        return [];
    }

    propertyOf(error: Error): string {
        return error instanceof UserNotFoundError ? "userId" : "";
    }

    async diff(_id: string, olds: object, news: RawInputs): Promise<DiffResult> {
        const recorded = recordedIn(olds);
        assertComparable(recorded);
        const replaces = replacingIn(news, recorded.declared);
        if (replaces.length > 0) {
            return { changes: true, replaces, deleteBeforeReplace: isSameFactor(news, recorded.declared) };
        }
        if (Object.values(news).some(hasUnknown)) {
            return { changes: true, replaces: [] };
        }
        // A refresh passes the inputs of the state, where anything may stand: to refuse that is the business of check alone.
        const declared = recordedSettings.parse(news);
        const isRecorded = isAsRecorded(declared, recorded);
        return { changes: (await this.#hasChangesLive(declared, recorded)) || !isRecorded, replaces: [] };
    }

    async create(raw: RawInputs): Promise<CreateResult<EnrolledOutputs>> {
        const inputs = readInputs(raw);
        const tenant = this.#runtime.tenant(inputs.tenant);
        const operation = this.#runtime.operation();
        const enrolled = await enrol(tenant, inputs.userId, enrolmentOf(inputs), operation);
        const method = "method" in enrolled ? enrolled.method : undefined;
        const { authenticationMethodId } = "method" in enrolled ? enrolled.method : enrolled;
        const reference = { userId: inputs.userId, authenticationMethodId, tenant: inputs.tenant };
        if ("unread" in enrolled) {
            throw unfinished(enrolled.unread, reference, inputs, undefined);
        }
        try {
            const after = await this.#reconcile(tenant, reference, inputs, operation);
            return { id: buildId(reference), outs: makeOutputs(reference, declaredIn(inputs), after) };
        } catch (error) {
            // Whatever it is: the method is there, and forgetting it now would leave it to nobody.
            throw unfinished(error, reference, inputs, method);
        }
    }

    async read(id: string, props?: unknown): Promise<ReadResult> {
        const isNew = isToGet(props);
        const recorded = isNew ? outputsToGet(id, props) : recordedIn(props);
        const tenant = this.#runtime.tenant(recorded.tenant);
        // A resource that is gone leaves the state. One that a program asks for and that is not there is a failure:
        // the engine would take an empty answer for a resource without outputs.
        const operation = this.#runtime.operation();
        const live = isNew ? await observe(tenant, recorded, operation) : await find(tenant, recorded, operation);
        if (live === undefined) {
            return {};
        }
        sayDriftFromState(tenant, asAdopted(recorded), live);
        const outs = makeOutputs(recorded, recorded.declared, live);
        return { id, props: outs, inputs: inputsOf(outs) };
    }

    async update(id: string, olds: object, news: RawInputs): Promise<UpdateResult<EnrolledOutputs>> {
        const recorded = recordedIn(olds);
        assertComparable(recorded);
        const inputs = readInputs(news);
        assertSameMethod(recorded, inputs);
        const tenant = this.#runtime.tenant(inputs.tenant);
        const operation = this.#runtime.operation();
        try {
            const after = await tellGone(tenant, recorded, () => this.#reconcile(tenant, recorded, inputs, operation));
            return { outs: makeOutputs(recorded, declaredIn(inputs), after) };
        } catch (error) {
            // With the change taken back in the program and no live reading, diff would see nothing to do.
            throw mayHaveArrived(error) ? new UnfinishedError(error, id, olds) : error;
        }
    }

    async delete(_id: string, props: object): Promise<void> {
        const recorded = recordedIn(props);
        const { methods } = this.#runtime.tenant(recorded.tenant);
        const operation = this.#runtime.operation();
        await methods.exclusively(recorded.userId, () => methods.delete(recorded, operation));
    }

    /** Brings the settings into line, with no PATCH where they are. */
    async #reconcile(
        tenant: Tenant,
        reference: MethodReference,
        inputs: EnrolledInputs,
        operation: Operation,
    ): Promise<AuthenticationMethod> {
        const declared = pickSettings(inputs as Settings);
        const { after } = await reconcile(tenant, reference, operation, () => declared);
        sayNotTaken(tenant, reference, "declared", declared, after);
        return after;
    }

    /** Whether the live method differs from what is declared; says so when it was changed behind Pulumi's back. */
    async #hasChangesLive(declared: Settings, recorded: RecordedOutputs): Promise<boolean> {
        if (!this.#runtime.behaviour().livePreview) {
            return false;
        }
        const tenant = this.#runtime.tenant(recorded.tenant);
        const live = await tellGone(tenant, recorded, () => observe(tenant, recorded, this.#runtime.operation()));
        sayDriftFromProgram(tenant, asAdopted(recorded), declared, live);
        return plan(declared, live) !== undefined;
    }
}

/** The next `up` goes on from there, by an update. */
function unfinished(
    error: unknown,
    reference: MethodReference & Pick<EnrolledInputs, "tenant">,
    inputs: EnrolledInputs,
    method: AuthenticationMethod | undefined,
): UnfinishedError {
    const problem = new Error(
        `${methodOf(reference)} was enrolled, but then: ${messageOf(error)} The next \`pulumi up\` goes on from there, and ` +
            "enrols nothing a second time.",
    );
    return new UnfinishedError(problem, buildId(reference), makeOutputs(reference, declaredIn(inputs), method));
}

/**
 * Runs what needs the method. Where it was deleted elsewhere, a plain `up` does not enrol it again by itself: whoever deleted
 * a factor may have had a reason, such as a secret that became known.
 */
async function tellGone<T>(tenant: Tenant, method: MethodReference, task: () => Promise<T>): Promise<T> {
    try {
        return await task();
    } catch (error) {
        if (!(error instanceof MethodNotFoundError)) {
            throw error;
        }
        throw new MethodNotFoundError(
            `${methodOf(method)} does not exist in tenant ${tenant.name} any more: it was deleted outside of this program. ` +
                "`pulumi up --refresh` enrols it anew; where it is to stay deleted, take it out of the program.",
        );
    }
}
