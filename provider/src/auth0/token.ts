// Access tokens of the Management API: in memory alone, one request under way, renewed before they end.

import { randomUUID } from "node:crypto";
import type { Credentials, TenantConfiguration } from "../configuration/configuration";
import type { Clock } from "../core/clock";
import { toTokenForm } from "./wire/token";

/** A token as issued. */
export interface IssuedToken {
    readonly accessToken: string;
    /** Seconds. */
    readonly lifetime: number;
}

/** What a token is asked for with. Made anew for each attempt, since Auth0 takes a client assertion only once. */
export type TokenForm = () => Promise<Readonly<Record<string, string>>>;

/** Asks the token endpoint. */
export type TokenRequest = (form: TokenForm) => Promise<IssuedToken>;

/** Where requests get their token from. */
export interface TokenSource {
    /**
     * A token that is good now.
     *
     * @param refused - A token that was not accepted: another one is wanted.
     * @returns Undefined when there is no other one.
     */
    get(issue: TokenRequest, refused?: string): Promise<string | undefined>;
    /** Tells that a token was good for something. */
    accepted(token: string): void;
}

/** An access token from the configuration: nobody can renew it. */
function fixedToken(apiToken: string): TokenSource {
    return { get: async (_issue, refused) => (refused === undefined ? apiToken : undefined), accepted: () => {} };
}

// Long enough for a request that waits for a slow tenant to arrive while its token is still good.
const mostRenewedBefore = 60;
const shareRenewedBefore = 0.1;
// For so long nobody asks for another token where the last one, which was to replace a refused one, is refused as well: it is
// not the token that is wrong, and tenants count the tokens that they issue. In milliseconds.
const hopelessFor = 60_000;

interface CurrentToken {
    readonly accessToken: string;
    readonly askedAt: number;
    readonly renewAt: number;
    /** Whether it replaces one that was refused, and was good for nothing so far. */
    isDoubtful: boolean;
}

class ClientCredentialsToken implements TokenSource {
    readonly #form: TokenForm;
    readonly #clock: Clock;
    #current: CurrentToken | undefined;
    #underWay: Promise<string> | undefined;

    constructor(form: TokenForm, clock: Clock) {
        this.#form = form;
        this.#clock = clock;
    }

    async get(issue: TokenRequest, refused?: string): Promise<string | undefined> {
        const current = this.#current;
        const now = this.#clock.now();
        if (current !== undefined && current.accessToken !== refused && now < current.renewAt) {
            return current.accessToken;
        }
        if (refused !== undefined && current?.isDoubtful === true && now < current.askedAt + hopelessFor) {
            return undefined;
        }
        this.#underWay ??= this.#renew(issue, refused !== undefined).finally(() => {
            this.#underWay = undefined;
        });
        return this.#underWay;
    }

    accepted(token: string): void {
        if (this.#current?.accessToken === token) {
            this.#current.isDoubtful = false;
        }
    }

    async #renew(issue: TokenRequest, isDoubtful: boolean): Promise<string> {
        const askedAt = this.#clock.now();
        const { accessToken, lifetime } = await issue(this.#form);
        const margin = Math.min(mostRenewedBefore, lifetime * shareRenewedBefore);
        this.#current = { accessToken, askedAt, renewAt: askedAt + (lifetime - margin) * 1_000, isDoubtful };
        return accessToken;
    }
}

// Source: https://auth0.com/docs/get-started/authentication-and-authorization-flow/authenticate-with-private-key-jwt
async function signAssertion(
    { clientId, privateKey, algorithm }: Credentials & { kind: "clientAssertion" },
    audience: string,
    now: number,
): Promise<string> {
    // Loaded by those who need it: every operation of the engine starts a process, and most sign nothing.
    const { SignJWT } = await import("jose");
    const seconds = Math.floor(now / 1_000);
    return new SignJWT()
        .setProtectedHeader({ alg: algorithm, typ: "JWT" })
        .setIssuer(clientId)
        .setSubject(clientId)
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 60)
        .setJti(randomUUID())
        .sign(privateKey);
}

/** The token source that the configured credentials ask for. */
export function createTokenSource({ credentials, audience, origin }: TenantConfiguration, clock: Clock): TokenSource {
    switch (credentials.kind) {
        case "apiToken":
            return fixedToken(credentials.apiToken);
        case "clientSecret": {
            const form = toTokenForm(credentials.clientId, audience, { clientSecret: credentials.clientSecret });
            return new ClientCredentialsToken(async () => form, clock);
        }
        case "clientAssertion":
            return new ClientCredentialsToken(async () => {
                const clientAssertion = await signAssertion(credentials, `${origin.url}/`, clock.now());
                return toTokenForm(credentials.clientId, audience, { clientAssertion });
            }, clock);
    }
}
