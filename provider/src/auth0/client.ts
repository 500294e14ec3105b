// The operations of the Management API that this provider needs, on one tenant.

import type { Behaviour, TenantConfiguration } from "../configuration/configuration";
import type { Origin } from "../configuration/domain";
import { neverCancelled } from "../core/cancellation";
import type { Clock } from "../core/clock";
import type { ExchangeError } from "../core/errors";
import type { MethodReference } from "../core/ids";
import type { Log } from "../core/log";
import type { Settings } from "../core/settings";
import { quote } from "../core/text";
import { type Exchange, type ExchangeParts, exchange } from "./exchange";
import { type Attempted, answerFailure, unreadableAnswer } from "./failures";
import { parseJson } from "./json";
import { methodPath, methodsPath, tokenPath } from "./paths";
import { RateGate } from "./rate/gate";
import { defaultRetryPolicy } from "./retry";
import { RetryBudget } from "./retryBudget";
import { hintAtScopes, scopes } from "./scopes";
import { createTokenSource, type TokenSource } from "./token";
import { type Answer, HttpTransport, type Request } from "./transport";
import { Waiting } from "./waiting";
import {
    type AuthenticationMethod,
    type MethodsPage,
    methodsPageSchema,
    pageSize,
    patchedSettingsSchema,
    readErrorBody,
    tokenSchema,
    toPageQuery,
    toPatchBody,
} from "./wire";

/** How far an operation of the engine may go. */
export interface Operation {
    /** Milliseconds since the epoch. */
    readonly deadline: number;
}

// More pages than this is a list that does not end.
const mostPages = 100;
// A token without a lifetime is taken for as long as Auth0's default.
const defaultLifetime = 86_400;

/** What is asked of the Management API, and what it needs. */
interface ApiRequest extends Pick<Attempted, "what" | "scope" | "isWrite"> {
    readonly request: Request;
    readonly accepts?: readonly number[];
}

/**
 * Opens the way to a tenant. Nothing is sent yet.
 *
 * @param cancelled - Aborted when nothing is to be waited for or sent any more.
 */
export function connect(
    origin: Origin,
    behaviour: Behaviour,
    userAgent: string,
    clock: Clock,
    log: Log,
    cancelled: AbortSignal = neverCancelled(),
): ExchangeParts {
    const waiting = new Waiting(clock, log, origin.name);
    return {
        transport: new HttpTransport(origin, userAgent, cancelled),
        rate: new RateGate(clock, waiting, behaviour.requestsPerSecond, cancelled),
        budget: new RetryBudget(),
        policy: defaultRetryPolicy,
        clock,
        waiting,
        log,
        cancelled,
    };
}

/** Speaks to one tenant. Every failure is an error of `core/errors`. */
export class ManagementClient {
    readonly #parts: ExchangeParts;
    readonly #tokens: TokenSource;
    readonly #secrets: string[];
    readonly #context: Pick<Attempted, "tenant" | "keyOf" | "secrets" | "requestTimeout" | "operationTimeout">;
    #areScopesSaid = false;

    /**
     * @param connection - Shared by all clients of the tenant, whatever their credentials.
     */
    constructor(connection: ExchangeParts, tenant: TenantConfiguration, behaviour: Behaviour, log: Log) {
        this.#parts = { ...connection, log };
        this.#tokens = createTokenSource(tenant, connection.clock);
        this.#secrets = [...tenant.secrets];
        this.#context = {
            tenant: tenant.origin.name,
            keyOf: tenant.keyOf,
            secrets: this.#secrets,
            requestTimeout: behaviour.requestTimeout,
            operationTimeout: behaviour.operationTimeout,
        };
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
        const answer = await this.#ask(wanted, operation);
        if (answer.status === 404) {
            this.#assertManagementApi(answer, wanted);
            return undefined;
        }
        return this.#parse(answer, wanted, methodsPageSchema);
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
        const answer = await this.#ask(wanted, operation);
        if (answer.status === 404) {
            this.#assertManagementApi(answer, wanted);
            return answerFailure(answer, { ...this.#context, ...wanted });
        }
        // A success that says nothing is a success.
        return answer.text === "" ? {} : this.#parse(answer, wanted, patchedSettingsSchema);
    }

    async #ask({ request, ...wanted }: ApiRequest, { deadline }: Operation): Promise<Answer> {
        const issue = (form: () => Promise<Readonly<Record<string, string>>>) => this.#issueToken(form, deadline);
        let token = "";
        const attempt: Exchange = {
            ...this.#context,
            ...wanted,
            requestClass: wanted.isWrite ? "write" : "read",
            deadline,
            build: async () => {
                token = (await this.#tokens.get(issue)) ?? "";
                return { ...request, headers: { Authorization: `Bearer ${token}` } };
            },
            renew: async () => (await this.#tokens.get(issue, token)) !== undefined,
        };
        const answer = await exchange(this.#parts, attempt);
        this.#tokens.accepted(token);
        this.#sayScopes(token);
        return answer;
    }

    /** Once, with `auth0:debug` alone: who shares an application with `@pulumi/auth0` could not act on a line in each run. */
    #sayScopes(token: string): void {
        if (!this.#areScopesSaid) {
            this.#areScopesSaid = true;
            const hint = hintAtScopes(token, this.#context.tenant);
            if (hint !== undefined) {
                this.#parts.log.debug(hint);
            }
        }
    }

    async #issueToken(form: () => Promise<Readonly<Record<string, string>>>, deadline: number) {
        const wanted = { what: "get an access token", scope: undefined, isWrite: false };
        const answer = await exchange(this.#parts, {
            ...this.#context,
            ...wanted,
            requestClass: undefined,
            deadline,
            build: async () => ({ method: "POST", path: tokenPath, form: await form() }),
        });
        const token = this.#parse(answer, wanted, tokenSchema);
        // Whatever a token looks like, an answer that repeats it must not get it into a message.
        this.#secrets.push(token.access_token);
        return { accessToken: token.access_token, lifetime: token.expires_in ?? defaultLifetime };
    }

    /**
     * A 404 of the Management API says that something is gone, and a resource is dropped from the state on its word. A
     * 404 of anything that merely stands at that address must not do that.
     */
    #assertManagementApi(answer: Answer, wanted: Pick<Attempted, "what" | "scope" | "isWrite">): void {
        const body = readErrorBody(parseJson(answer.text));
        if (body?.isManagementApi !== true) {
            throw answerFailure(answer, { ...this.#context, ...wanted });
        }
    }

    #parse<T>(
        answer: Answer,
        wanted: Pick<Attempted, "what" | "scope" | "isWrite">,
        schema: {
            safeParse(
                value: unknown,
            ):
                | { success: true; data: T }
                | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
        },
    ): T {
        const attempted = { ...this.#context, ...wanted };
        const body = parseJson(answer.text, this.#secrets);
        if (typeof body !== "object" || body === null) {
            throw unreadableAnswer(answer, attempted);
        }
        const parsed = schema.safeParse(body);
        if (!parsed.success) {
            const issue = parsed.error.issues[0];
            const where = issue?.path.map(String).join(".") ?? "";
            throw unreadableAnswer(answer, attempted, `${where === "" ? "" : `${where}: `}${issue?.message ?? ""}`);
        }
        return parsed.data;
    }
}
