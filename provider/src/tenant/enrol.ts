// The one way in which this provider makes a method: look, POST, look again. A POST is sent a second time only where the
// user's methods show that the first came to nothing, since two of them make two methods.

import type { AuthenticationMethod } from "../auth0/wire/methods";
import { messageOf } from "../core/defects";
import { type Enrolment, mayBe, type Outcome, outcomeOf } from "../core/enrolment";
import {
    AlreadyEnrolledError,
    CancelledError,
    EnrolmentInDoubtError,
    ExchangeError,
    mayHaveArrived,
    TimeoutError,
} from "../core/errors";
import type { Operation } from "../core/operation";
import { listed, quote } from "../core/text";
import { describeMethod, noSuchUser } from "./observe";
import type { Tenant } from "./tenant";

/** A method that was enrolled: as Auth0 has it, or, where it could not be read any more, why not. */
export type Enrolled =
    | { readonly method: AuthenticationMethod }
    | { readonly authenticationMethodId: string; readonly unread: Error };

/**
 * Enrols a method for a user.
 *
 * @throws UserNotFoundError, AlreadyEnrolledError, EnrolmentInDoubtError, or an ExchangeError: then nothing was enrolled, as
 * far as the user's methods show.
 */
export async function enrol(
    tenant: Tenant,
    userId: string,
    enrolment: Enrolment,
    operation: Operation,
): Promise<Enrolled> {
    return tenant.methods.exclusively(userId, async () => {
        // Not from what was read before: whatever has come to be since then would be taken for the enrolled one.
        const before = await tenant.methods.readAnew(userId, operation);
        if (before === undefined) {
            throw noSuchUser(tenant, userId);
        }
        return new Attempt(tenant, userId, enrolment, operation, before).run();
    });
}

class Attempt {
    readonly #tenant: Tenant;
    readonly #userId: string;
    readonly #enrolment: Enrolment;
    readonly #operation: Operation;
    readonly #before: readonly AuthenticationMethod[];
    #isRepeated = false;

    constructor(
        tenant: Tenant,
        userId: string,
        enrolment: Enrolment,
        operation: Operation,
        before: readonly AuthenticationMethod[],
    ) {
        this.#tenant = tenant;
        this.#userId = userId;
        this.#enrolment = enrolment;
        this.#operation = operation;
        this.#before = before;
    }

    async run(): Promise<Enrolled> {
        try {
            const created = await this.#tenant.methods.create(this.#userId, this.#enrolment, this.#operation, () =>
                this.#mayRepeat(),
            );
            if (created instanceof ExchangeError) {
                return await this.#refused(created);
            }
            const { authenticationMethodId } = created;
            return authenticationMethodId === undefined
                ? await this.#withoutAnswer("the answer does not name the method")
                : await this.#named(authenticationMethodId);
        } catch (error) {
            if (!mayHaveArrived(error)) {
                throw error;
            }
            return this.#withoutAnswer(error);
        }
    }

    async #read(): Promise<readonly AuthenticationMethod[] | undefined> {
        return this.#tenant.methods.readAnew(this.#userId, this.#operation);
    }

    /** The same where it does not matter whether the user is there still. */
    async #readList(): Promise<readonly AuthenticationMethod[]> {
        return (await this.#read()) ?? [];
    }

    #judge(after: readonly AuthenticationMethod[]): Outcome<AuthenticationMethod> {
        const known = new Set(this.#before.map(({ authenticationMethodId }) => authenticationMethodId));
        return outcomeOf(this.#enrolment, known, after);
    }

    /** Never throws: what cannot be read is in doubt, and is told in the end. */
    async #mayRepeat(): Promise<boolean> {
        try {
            const isNothing = this.#judge(await this.#readList()).fresh.length === 0;
            this.#isRepeated ||= isNothing;
            return isNothing;
        } catch {
            return false;
        }
    }

    async #named(authenticationMethodId: string): Promise<Enrolled> {
        try {
            const after = await this.#readList();
            const method = after.find((one) => one.authenticationMethodId === authenticationMethodId);
            if (method === undefined) {
                const id = quote(authenticationMethodId);
                throw new EnrolmentInDoubtError(
                    `Auth0 enrolled ${id} for user ${quote(this.#userId)} in tenant ${this.#tenant.name} and does not ` +
                        "list it. Run `pulumi up` again: it looks for it and does not enrol it a second time.",
                );
            }
            this.#sayOthers(method, after);
            return { method };
        } catch (unread) {
            return { authenticationMethodId, unread: unread as Error };
        }
    }

    /** A request that was lost may have been carried out late, after it was found to have come to nothing. */
    #sayOthers({ authenticationMethodId: ours }: AuthenticationMethod, after: readonly AuthenticationMethod[]): void {
        const others = this.#judge(after).fresh.filter(({ authenticationMethodId: id }) => id !== ours);
        if (this.#isRepeated && others.length > 0) {
            this.#tenant.log.info(
                `${quote(ours)} of user ${quote(this.#userId)}: its enrolment was sent again after an answer was lost, and ` +
                    `meanwhile ${listed(others.map(describeMethod))} came to be as well. Where the user did not enrol that, ` +
                    "delete it in Auth0.",
            );
        }
    }

    /** Auth0 says that the user does not exist, or has the method already. */
    async #refused(refusal: ExchangeError): Promise<Enrolled> {
        if (refusal.status !== 409) {
            throw (await this.#read()) === undefined ? noSuchUser(this.#tenant, this.#userId) : refusal;
        }
        // The first of two may be ours: sent before an answer was lost, or by what stands between here and Auth0.
        return this.#settle("Auth0 answered 409", "was lost", (after) => this.#alreadyThere(after));
    }

    async #withoutAnswer(why: ExchangeError | string): Promise<Enrolled> {
        if (typeof why === "string") {
            return this.#settle(why, "does not name it", () =>
                this.#inDoubt(why, "and the user's methods do not show it."),
            );
        }
        return this.#settle(`no answer tells whether it was done (${lastOf(why)})`, "was lost", () => why);
    }

    /**
     * Goes by what the user's methods show.
     *
     * @param fate - What became of the answer.
     * @param otherwise - What is to be said when they show nothing new.
     */
    async #settle(
        problem: string,
        fate: string,
        otherwise: (after: readonly AuthenticationMethod[]) => Error,
    ): Promise<Enrolled> {
        let after: readonly AuthenticationMethod[];
        try {
            after = await this.#readList();
        } catch (unread) {
            throw this.#inDoubt(problem, `and the user's methods could not be read afterwards: ${messageOf(unread)}`);
        }
        const { ours, fresh } = this.#judge(after);
        if (ours !== undefined) {
            return this.#found(ours, fate);
        }
        throw fresh.length > 0
            ? this.#inDoubt(problem, `and meanwhile ${listed(fresh.map(describeMethod))} came to be.`)
            : otherwise(after);
    }

    #found(method: AuthenticationMethod, fate: string): Enrolled {
        this.#tenant.log.info(
            `${quote(method.authenticationMethodId)} of user ${quote(this.#userId)}: the answer to its enrolment ${fate}; ` +
                "it is known again as the one method that came to be and is as declared",
        );
        return { method };
    }

    #inDoubt(problem: string, what: string): EnrolmentInDoubtError {
        const type = quote(this.#enrolment.type);
        const before = this.#before.filter((method) => method.type === this.#enrolment.type);
        const had = before.length === 0 ? `no method of type ${type}` : listed(before.map(describeMethod));
        return new EnrolmentInDoubtError(
            `Could not enrol a method of type ${type} for user ${quote(this.#userId)} in tenant ${this.#tenant.name}: ` +
                `${problem}. It may have been enrolled all the same, ${what} Before it, the user had ${had}. Look for a newer ` +
                "one in Auth0 (User Management > Users). If it is as declared and the user did not enrol it, delete it; then " +
                "run again.",
        );
    }

    #alreadyThere(after: readonly AuthenticationMethod[]): AlreadyEnrolledError {
        const { type } = this.#enrolment;
        const ofType = after.filter((method) => method.type === type);
        // Whatever its name.
        const { name: _, ...unnamed } = this.#enrolment;
        const alike = ofType.filter((method) => mayBe(unnamed, method));
        const candidates = alike.length > 0 ? alike : ofType;
        const named = candidates.length === 0 ? "" : ` It may be ${listed(candidates.map(describeMethod))}.`;
        return new AlreadyEnrolledError(
            `user ${quote(this.#userId)} in tenant ${this.#tenant.name} already has the method of type ${quote(type)} that is ` +
                `to be enrolled (Auth0 answered 409).${named} This resource did not enrol it and would delete it when ` +
                "destroyed, so it leaves it alone. Declare it with AuthenticationMethodSettings, which never deletes a " +
                "method; or delete it in Auth0 and run again. Where it is a method of this program that is to be " +
                "replaced, the resource option deleteBeforeReplace: true deletes that one first.",
        );
    }
}

function lastOf(error: ExchangeError): string {
    if (error instanceof CancelledError) {
        return "the operation was cancelled";
    }
    if (error instanceof TimeoutError) {
        return "none came in time";
    }
    return error.status === undefined ? "the connection failed" : `the last one was ${error.status}`;
}
