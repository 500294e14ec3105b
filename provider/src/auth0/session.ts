// Requests to the Management API of one tenant with one set of credentials: the token, the exchange, and the reading of what
// comes back. Which operations there are is none of its business.

import type { Behaviour, TenantConfiguration } from "../configuration/configuration";
import type { Origin } from "../configuration/domain";
import { neverCancelled } from "../core/cancellation";
import type { Clock } from "../core/clock";
import type { ExchangeError } from "../core/errors";
import type { Log } from "../core/log";
import type { Operation } from "../core/operation";
import { type Exchange, type ExchangeParts, exchange } from "./exchange";
import { type Attempted, answerFailure, unreadableAnswer } from "./failures";
import { parseJson } from "./json";
import { tokenPath } from "./paths";
import { RateGate } from "./rate/gate";
import { defaultRetryPolicy } from "./retry";
import { RetryBudget } from "./retryBudget";
import { hintAtScopes } from "./scopes";
import { createTokenSource, type TokenSource } from "./token";
import { type Answer, HttpTransport, type Request } from "./transport";
import { Waiting } from "./waiting";
import { readErrorBody } from "./wire/errors";
import { tokenSchema } from "./wire/token";

// A token without a lifetime is taken for as long as Auth0's default.
const defaultLifetime = 86_400;

/** What is asked of the Management API, and what it needs. */
export interface ApiRequest extends Pick<Attempted, "what" | "scope" | "isWrite"> {
    readonly request: Request;
    /** Answers besides 2xx that are no failure to the caller. */
    readonly accepts?: readonly number[];
    /** What it holds that must not be shown, whatever an answer repeats of it. */
    readonly secrets?: readonly string[];
    /** For what must not take effect twice; see {@link Exchange.mayRepeat}. */
    mayRepeat?(): Promise<boolean>;
}

interface Schema<T> {
    safeParse(
        value: unknown,
    ):
        | { success: true; data: T }
        | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
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

/** See the first lines of this file. Every failure is an error of `core/errors`. */
export class Session {
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

    /** The final answer: a success, or one that the request accepts. */
    async ask({ request, secrets, ...wanted }: ApiRequest, { deadline }: Operation): Promise<Answer> {
        const issue = (form: () => Promise<Readonly<Record<string, string>>>) => this.#issueToken(form, deadline);
        let token = "";
        const known = () => this.#secretsWith(secrets);
        const attempt: Exchange = {
            ...this.#context,
            ...wanted,
            // Asked when there is a failure to tell: the token of that request is among them by then.
            get secrets() {
                return known();
            },
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
        const token = this.parse(answer, wanted, tokenSchema);
        // Whatever a token looks like, an answer that repeats it must not get it into a message.
        this.#secrets.push(token.access_token);
        return { accessToken: token.access_token, lifetime: token.expires_in ?? defaultLifetime };
    }

    /**
     * The failure that an accepted answer is. A 404 of the Management API says that something is gone, and a resource is
     * dropped from the state on its word: a 404 of anything that merely stands at that address must not do that, so it is
     * thrown.
     */
    failureOf(answer: Answer, wanted: ApiRequest): ExchangeError {
        const failure = answerFailure(answer, this.#told(wanted));
        if (readErrorBody(parseJson(answer.text))?.isManagementApi !== true) {
            throw failure;
        }
        return failure;
    }

    #told<T extends Pick<ApiRequest, "secrets">>(wanted: T) {
        return { ...this.#context, ...wanted, secrets: this.#secretsWith(wanted.secrets) };
    }

    #secretsWith(own: readonly string[] = []): readonly string[] {
        return [...this.#secrets, ...own];
    }

    /** Reads the body of an answer. */
    parse<T>(answer: Answer, wanted: Omit<ApiRequest, "request">, schema: Schema<T>): T {
        const attempted = this.#told(wanted);
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
