// The operations on authentication methods that this provider needs, on one tenant.

import { type Enrolment, secretsOf } from "../core/enrolment";
import type { ExchangeError } from "../core/errors";
import type { MethodReference } from "../core/ids";
import type { Operation } from "../core/operation";
import type { Settings } from "../core/settings";
import { quote } from "../core/text";
import { methodPath, methodsPath } from "./paths";
import { scopes } from "./scopes";
import type { ApiRequest, Session } from "./session";
import { enrolledSchema, toEnrolmentBody } from "./wire/enrolment";
import {
    type AuthenticationMethod,
    type MethodsPage,
    methodsPageSchema,
    pageSize,
    patchedSettingsSchema,
    toPageQuery,
    toPatchBody,
} from "./wire/methods";

// More pages than this is a list that does not end.
const mostPages = 100;

/** See the first line of this file. Every failure is an error of `core/errors`. */
export class ManagementClient {
    readonly #session: Session;

    constructor(session: Session) {
        this.#session = session;
    }

    /**
     * All authentication methods of a user.
     *
     * @returns Undefined when the user does not exist.
     */
    async listMethods(userId: string, operation: Operation): Promise<AuthenticationMethod[] | undefined> {
        const methods = new Map<string, AuthenticationMethod>();
        for (let page = 0; page < mostPages; page += 1) {
            const found = await this.#listPage(userId, page, operation);
            if (found === undefined) {
                return undefined;
            }
            const before = methods.size;
            for (const method of found.methods) {
                methods.set(method.authenticationMethodId, method);
            }
            const isNew = methods.size > before;
            const isLast =
                found.total === undefined
                    ? found.methods.length < (found.limit ?? pageSize)
                    : methods.size >= found.total;
            // A page that brings nothing new is the end as well, whatever a total says: the list may have shrunk.
            if (isLast || !isNew) {
                break;
            }
        }
        return [...methods.values()];
    }

    async #listPage(userId: string, page: number, operation: Operation): Promise<MethodsPage | undefined> {
        const wanted: ApiRequest = {
            what: `read the authentication methods of user ${quote(userId)}`,
            scope: scopes.read,
            isWrite: false,
            request: { method: "GET", path: methodsPath(userId), query: toPageQuery(page) },
            accepts: [404],
        };
        const answer = await this.#session.ask(wanted, operation);
        if (answer.status === 404) {
            this.#session.failureOf(answer, wanted);
            return undefined;
        }
        return this.#session.parse(answer, wanted, methodsPageSchema);
    }

    /**
     * Changes settings of a method.
     *
     * @returns The settings as Auth0 says they are now, as far as it says so; or the failure, when Auth0 says that the
     * user or the method does not exist.
     */
    async patchMethod(
        { userId, authenticationMethodId }: MethodReference,
        settings: Settings,
        operation: Operation,
    ): Promise<Settings | ExchangeError> {
        const wanted: ApiRequest = {
            what: `change authentication method ${quote(authenticationMethodId)} of user ${quote(userId)}`,
            scope: scopes.update,
            isWrite: true,
            request: { method: "PATCH", path: methodPath(userId, authenticationMethodId), json: toPatchBody(settings) },
            accepts: [404],
        };
        const answer = await this.#session.ask(wanted, operation);
        if (answer.status === 404) {
            return this.#session.failureOf(answer, wanted);
        }
        // A success that says nothing is a success.
        return answer.text === "" ? {} : this.#session.parse(answer, wanted, patchedSettingsSchema);
    }

    /**
     * Enrols a method. It must not be sent twice: a second one would be a second method.
     *
     * @param mayRepeat - Asked before it is sent again when it may have been carried out already.
     * @returns The id of the method, which Auth0 may leave out; or the failure, when Auth0 says that the user does not exist
     * or has the method already.
     */
    async createMethod(
        userId: string,
        enrolment: Enrolment,
        operation: Operation,
        mayRepeat: () => Promise<boolean>,
    ): Promise<Created | ExchangeError> {
        const wanted: ApiRequest = {
            what: `enrol a method of type ${quote(enrolment.type)} for user ${quote(userId)}`,
            scope: scopes.create,
            isWrite: true,
            request: { method: "POST", path: methodsPath(userId), json: toEnrolmentBody(enrolment) },
            accepts: [404, 409],
            secrets: secretsOf(enrolment),
            mayRepeat,
        };
        const answer = await this.#session.ask(wanted, operation);
        if (answer.status === 404 || answer.status === 409) {
            return this.#session.failureOf(answer, wanted);
        }
        return answer.text === "" ? {} : this.#session.parse(answer, wanted, enrolledSchema);
    }

    /** Deletes a method. One that is gone, or whose user is gone, is deleted. */
    async deleteMethod({ userId, authenticationMethodId }: MethodReference, operation: Operation): Promise<void> {
        const wanted: ApiRequest = {
            what: `delete authentication method ${quote(authenticationMethodId)} of user ${quote(userId)}`,
            scope: scopes.delete,
            isWrite: true,
            request: { method: "DELETE", path: methodPath(userId, authenticationMethodId) },
            accepts: [404],
        };
        const answer = await this.#session.ask(wanted, operation);
        if (answer.status === 404) {
            try {
                this.#session.failureOf(answer, wanted);
            } catch (failure) {
                // OpenAPI gives a 404 no body. One that does not speak for the Management API proves nothing; its list does.
                if (!(await this.#isUnlisted({ userId, authenticationMethodId }, operation))) {
                    throw failure;
                }
            }
        }
    }

    async #isUnlisted({ userId, authenticationMethodId }: MethodReference, operation: Operation): Promise<boolean> {
        try {
            const methods = await this.listMethods(userId, operation);
            return methods?.some((method) => method.authenticationMethodId === authenticationMethodId) !== true;
        } catch {
            return false;
        }
    }
}

/** What the answer to an enrolment tells. */
export interface Created {
    readonly authenticationMethodId?: string | undefined;
}
