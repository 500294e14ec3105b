// Starts a tenant on this machine, and gives a hand on what is in it.

import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app";
import { type Fault, Faults } from "./faults";
import type { RefillMode } from "./rateLimit/bucket";
import { createLimiter } from "./rateLimit/limiter";
import type { PlanChoice } from "./rateLimit/plans";
import type { LoggedRequest } from "./requestLog";
import { routeNames } from "./routes/route";
import { makeUsers } from "./tenant/seeds";
import { Tenant } from "./tenant/tenant";
import { TokenIssuer, type TokenWishes } from "./tokens";
import type { WireMethod, WireUser } from "./wire";

/** How the tenant is made. */
export interface EmulatorOptions {
    /**
     * The port on 127.0.0.1.
     *
     * @default 0, which takes a free one
     */
    readonly port?: number;
    /**
     * How many users to make, or the users themselves, in Auth0's own field names.
     *
     * @default 25
     */
    readonly users?: number | readonly WireUser[];
    /**
     * What the tenant's rate limit is.
     *
     * @default "enterprise"
     */
    readonly plan?: PlanChoice;
    /**
     * How a named plan's buckets are refilled, and what their reset header means.
     *
     * @default "drip"
     */
    readonly refill?: RefillMode;
    /**
     * Seconds that an access token is good for.
     *
     * @default 86400
     */
    readonly tokenLifetime?: number;
    /**
     * Whether the answers to a POST and a PATCH of a TOTP method hold its secret, as the schemas of those answers allow.
     *
     * @default false
     */
    readonly echoTotpSecret?: boolean;
    /** Told of each request when it is answered. */
    readonly onRequest?: (request: LoggedRequest) => void;
}

/** A tenant that runs. */
export interface Emulator {
    /** `http://127.0.0.1:PORT`, good as `auth0:domain`. */
    readonly url: string;
    /** The audience of the tenant's Management API. */
    readonly audience: string;
    /** A client that has every scope. */
    readonly clientId: string;
    /** That client's secret, the same at every start. */
    readonly clientSecret: string;
    /** The same client's key for `private_key_jwt`, RSA, in PEM form. */
    readonly clientAssertionPrivateKey: string;
    /** Every request so far, in the order of arrival. */
    readonly requests: readonly LoggedRequest[];
    /** The tenant's data, to look at and to change behind Pulumi's back. */
    readonly users: WireUser[];
    /**
     * One user.
     *
     * @param userId - Such as `auth0|507f1f77bcf86cd799439020`.
     * @returns The user as the tenant holds it: what is changed of it is changed at the tenant.
     * @throws Error when there is none.
     */
    user(userId: string): WireUser;
    /**
     * One authentication method.
     *
     * @param userId - Such as `auth0|507f1f77bcf86cd799439020`.
     * @param methodId - Such as `phone|dev_kXVq4drj3Mw6uCF5`.
     * @returns The method as the tenant holds it: what is changed of it is changed at the tenant.
     * @throws Error when there is none.
     */
    method(userId: string, methodId: string): WireMethod;
    /**
     * Makes an access token.
     *
     * @param wishes - What it permits, how long, and whom it is for. Default: every scope, `tokenLifetime`, the Management API.
     * @returns The token, a signed JWT.
     */
    issueToken(wishes?: TokenWishes): Promise<string>;
    /** Makes every access token that was issued so far invalid. */
    revokeTokens(): void;
    /**
     * Lets something go wrong.
     *
     * @param fault - What, and at which request.
     * @throws Error when there is no such route.
     */
    fault(fault: Fault): void;
    /** Takes back all faults. */
    clearFaults(): void;
    /** Ends the tenant and every connection to it. */
    close(): Promise<void>;
}

/**
 * Starts a tenant.
 *
 * @param options - How it is made; every one has a default.
 * @returns The tenant, which serves until it is closed.
 *
 * @example A tenant of a small plan for one test.
 * ```ts
 * import { startEmulator } from "auth0-authentication-methods-emulator";
 *
 * const emulator = await startEmulator({ users: 25, plan: "free" });
 * // auth0:domain = emulator.url, auth0:clientId = emulator.clientId, auth0:clientSecret = emulator.clientSecret
 * await emulator.close();
 * ```
 *
 * @throws Error when the plan does not exist or the port is taken.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    const { port = 0, users = 25, plan = "enterprise", refill, tokenLifetime = 86_400 } = options;
    let url = "";
    const tenant = new Tenant(typeof users === "number" ? makeUsers(users) : structuredClone([...users]));
    const tokens = new TokenIssuer(() => url, tokenLifetime);
    const faults = new Faults();
    const requests: LoggedRequest[] = [];
    const app = createApp({
        tenant,
        tokens,
        faults,
        limiter: createLimiter(plan, refill),
        requests,
        echoTotpSecret: options.echoTotpSecret ?? false,
        onAnswered: options.onRequest ?? (() => {}),
    });
    const server = createAdaptorServer({ fetch: app.fetch });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
        url,
        audience: tokens.audience,
        clientId: tokens.clientId,
        clientSecret: tokens.clientSecret,
        clientAssertionPrivateKey: tokens.clientAssertionPrivateKey,
        requests,
        users: tenant.users,
        user: (userId) => tenant.user(userId),
        method: (userId, methodId) => tenant.method(userId, methodId),
        issueToken: async (wishes) => (await tokens.issue(wishes)).access_token,
        revokeTokens: () => tokens.revoke(),
        fault: (fault) => {
            if (fault.route !== "*" && !routeNames.includes(fault.route)) {
                throw new Error(`There is no route "${fault.route}". There are: ${routeNames.join(", ")}.`);
            }
            faults.add(fault);
        },
        clearFaults: () => faults.clear(),
        close: async () => {
            if ("closeAllConnections" in server) {
                server.closeAllConnections();
            }
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
