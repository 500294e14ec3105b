// Access tokens and who gets one: real RS256 signatures, a client secret or private_key_jwt.
// Source: https://auth0.com/docs/get-started/authentication-and-authorization-flow/authenticate-with-private-key-jwt

import { generateKeyPairSync, type KeyObject, randomUUID, timingSafeEqual } from "node:crypto";
import { exportJWK, type JWK, jwtVerify, SignJWT } from "jose";
import { refusals, tokenRefusals } from "./errors";

/** Every scope that the emulated endpoints know. */
export const allScopes = [
    "read:users",
    "read:authentication_methods",
    "create:authentication_methods",
    "update:authentication_methods",
    "delete:authentication_methods",
] as const;

/** The name of a scope. */
export type Scope = (typeof allScopes)[number];

/** What kind of access token to make. */
export interface TokenWishes {
    /**
     * What it permits.
     *
     * @default all scopes that the emulator knows
     */
    readonly scopes?: readonly string[];
    /**
     * Seconds until it ends; negative for one that has ended.
     *
     * @default the emulator's `tokenLifetime`
     */
    readonly expiresIn?: number;
    /**
     * Whom it is for.
     *
     * @default the tenant's Management API
     */
    readonly audience?: string;
}

/** The answer of the token endpoint. */
export interface IssuedToken {
    readonly access_token: string;
    readonly scope: string;
    readonly expires_in: number;
    readonly token_type: "Bearer";
}

/** What the token endpoint was sent. */
export type TokenForm = Readonly<Record<string, string | undefined>>;

interface KeyPair {
    readonly privateKey: KeyObject;
    readonly publicKey: KeyObject;
}

// Making RSA keys takes longer than everything else at the start, so all emulators of a process share theirs. Tokens
// stay apart all the same: each names its tenant.
const keyPairs: Record<string, KeyPair> = {};
function sharedKeyPair(purpose: "tokens" | "assertions"): KeyPair {
    keyPairs[purpose] ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
    return keyPairs[purpose];
}

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const longestAssertion = 300;

/** The tenant's keys, its one client, and the tokens that it issued. */
export class TokenIssuer {
    // Always the same, so that what was pasted into a stack's configuration holds after the next start.
    readonly clientId = "emulatorClient0123456789ABCDEFGH";
    readonly clientSecret = "emulator-client-secret-0123456789abcdefghijklmnopqrstuvwxyz";
    readonly #url: () => string;
    readonly #lifetime: number;
    readonly #keyId = randomUUID();
    readonly #usedAssertions = new Set<string>();
    #generation = randomUUID();

    constructor(url: () => string, lifetime: number) {
        this.#url = url;
        this.#lifetime = lifetime;
    }

    get audience(): string {
        return `${this.#url()}/api/v2/`;
    }

    /** The key that the client signs its assertions with, in PEM form. */
    get clientAssertionPrivateKey(): string {
        return sharedKeyPair("assertions").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    }

    async issue({ scopes = allScopes, expiresIn = this.#lifetime, audience = this.audience }: TokenWishes = {}) {
        const now = seconds();
        const token: IssuedToken = {
            access_token: await new SignJWT({
                scope: scopes.join(" "),
                azp: this.clientId,
                gty: "client-credentials",
                generation: this.#generation,
            })
                .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: this.#keyId })
                .setIssuer(`${this.#url()}/`)
                .setSubject(`${this.clientId}@clients`)
                .setAudience(audience)
                .setIssuedAt(now)
                .setExpirationTime(now + expiresIn)
                .setJti(randomUUID())
                .sign(sharedKeyPair("tokens").privateKey),
            scope: scopes.join(" "),
            expires_in: expiresIn,
            token_type: "Bearer",
        };
        return token;
    }

    /** Makes every token that was issued so far invalid. */
    revoke(): void {
        this.#generation = randomUUID();
    }

    /** What `/.well-known/jwks.json` serves. */
    async publicKeys(): Promise<{ keys: JWK[] }> {
        const jwk = await exportJWK(sharedKeyPair("tokens").publicKey);
        return { keys: [{ ...jwk, use: "sig", alg: "RS256", kid: this.#keyId }] };
    }

    /** Answers the token endpoint. @throws Refusal */
    async exchange(form: TokenForm): Promise<IssuedToken> {
        const grantType = required(form, "grant_type");
        if (grantType !== "client_credentials") {
            throw tokenRefusals.grantType(grantType);
        }
        await this.#authenticate(form);
        const audience = required(form, "audience");
        if (audience !== this.audience) {
            throw tokenRefusals.audience(audience);
        }
        return this.issue();
    }

    async #authenticate(form: TokenForm): Promise<void> {
        const { client_id: clientId, client_assertion: assertion } = form;
        if (assertion !== undefined) {
            if (form["client_assertion_type"] !== assertionType) {
                throw tokenRefusals.assertionType();
            }
            await this.#checkAssertion(assertion);
        }
        const isKnown = clientId === undefined ? assertion !== undefined : clientId === this.clientId;
        if (!isKnown || (assertion === undefined && !isEqual(form["client_secret"] ?? "", this.clientSecret))) {
            throw tokenRefusals.client();
        }
    }

    async #checkAssertion(assertion: string): Promise<void> {
        const { payload } = await jwtVerify(assertion, sharedKeyPair("assertions").publicKey, {
            algorithms: ["RS256", "RS384", "PS256"],
            issuer: this.clientId,
            subject: this.clientId,
            audience: `${this.#url()}/`,
            requiredClaims: ["exp", "jti"],
        }).catch(() => {
            throw tokenRefusals.client("Client assertion is not valid");
        });
        if ((payload.exp ?? 0) > seconds() + longestAssertion) {
            throw tokenRefusals.client("Client assertion is valid for longer than 5 minutes");
        }
        const jti = String(payload.jti);
        if (this.#usedAssertions.has(jti)) {
            throw tokenRefusals.client("Client assertion was used before");
        }
        this.#usedAssertions.add(jti);
    }

    /** Checks the header of a request to the Management API. @throws Refusal */
    async authorize(header: string | undefined, scope: Scope): Promise<void> {
        const token = /^Bearer (\S+)$/i.exec(header ?? "")?.[1];
        if (token === undefined) {
            throw refusals.missingToken();
        }
        const { payload } = await jwtVerify(token, sharedKeyPair("tokens").publicKey, {
            algorithms: ["RS256"],
            issuer: `${this.#url()}/`,
            audience: this.audience,
        }).catch((error: { code?: string }) => {
            throw refusals.invalidToken(
                error.code === "ERR_JWT_EXPIRED" ? "Expired token received for JSON Web Token validation" : undefined,
            );
        });
        if (payload["generation"] !== this.#generation) {
            throw refusals.invalidToken();
        }
        if (
            !String(payload["scope"] ?? "")
                .split(" ")
                .includes(scope)
        ) {
            throw refusals.insufficientScope(scope);
        }
    }
}

function seconds(): number {
    return Math.floor(Date.now() / 1_000);
}

function required(form: TokenForm, parameter: string): string {
    const value = form[parameter];
    if (value === undefined || value === "") {
        throw tokenRefusals.missing(parameter);
    }
    return value;
}

function isEqual(given: string, wanted: string): boolean {
    const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
    return a.length === b.length && timingSafeEqual(a, b);
}
