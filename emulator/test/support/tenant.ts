// Tenants of a test's own, and a client without opinions: what it sends and what it gets are what stand in the test.

import { type Emulator, type EmulatorOptions, startEmulator, type WireUser } from "../../src/index";

/** An answer as it came. */
export interface Answer<T = Record<string, unknown>> {
    readonly status: number;
    readonly headers: Headers;
    readonly text: string;
    /** The text as JSON; the text itself where it is none. */
    readonly body: T;
}

/** What goes with a request. */
export interface Sending {
    /** Sent as JSON, a text as it is. */
    readonly body?: unknown;
    readonly contentType?: string;
    /**
     * An access token; null for none.
     *
     * @default one with every scope
     */
    readonly token?: string | null;
}

/** A tenant that runs, and requests to it. */
export class Tenant {
    readonly emulator: Emulator;
    readonly #token: string;

    constructor(emulator: Emulator, token: string) {
        this.emulator = emulator;
        this.#token = token;
    }

    async send<T = Record<string, unknown>>(method: string, path: string, sending: Sending = {}): Promise<Answer<T>> {
        const { body, contentType = "application/json", token = this.#token } = sending;
        const response = await fetch(this.emulator.url + path, {
            method,
            headers: {
                ...(token !== null && { authorization: `Bearer ${token}` }),
                ...(body !== undefined && { "content-type": contentType }),
            },
            ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, headers: response.headers, text, body: parsed(text) as T };
    }

    get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
        return this.send<T>("GET", path);
    }

    /** Asks for an access token with a JSON body. */
    exchange(body: Readonly<Record<string, unknown>>): Promise<Answer> {
        return this.send("POST", "/oauth/token", { body, token: null });
    }
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/**
 * What starts tenants for the tests of a suite, and ends them after each.
 *
 * @example
 * describe("…", () => {
 *     const start = tenants();
 *     it("…", async () => { const tenant = await start({ users: 1 }); });
 * });
 */
export function tenants(): (options?: EmulatorOptions) => Promise<Tenant> {
    const running: Emulator[] = [];
    afterEach(async () => {
        await Promise.all(running.splice(0).map((emulator) => emulator.close()));
    });
    return async (options) => {
        const emulator = await startEmulator({ plan: "unlimited", ...options });
        running.push(emulator);
        return new Tenant(emulator, await emulator.issueToken());
    };
}

export const ada = "auth0|507f1f77bcf86cd799439020";
export const adaPhone = "phone|dev_kXVq4drj3Mw6uCF5";
export const adaTotp = "totp|dev_F9T7cy0hM0IgHjwP";
/** Has a push enrolment and its one-time codes, which are linked. */
export const john = "adfs|john@example.org";
export const grace = "auth0|507f1f77bcf86cd799439021";
/** Has two passkeys and nothing else. */
export const linus = "google-oauth2|103547991597142817347";
/** Has no authentication method. */
export const newcomer = "auth0|507f1f77bcf86cd799439026";

/** The path of a user's methods, or of one of them. */
export function methodsPath(userId: string, methodId?: string): string {
    const path = `/api/v2/users/${encodeURIComponent(userId)}/authentication-methods`;
    return methodId === undefined ? path : `${path}/${encodeURIComponent(methodId)}`;
}

/** A user with this many phones. */
export function userWithPhones(count: number): WireUser {
    return {
        user_id: "auth0|many",
        email: "many@example.com",
        authentication_methods: Array.from({ length: count }, (_, index) => ({
            id: `phone|dev_${String(index).padStart(16, "0")}`,
            type: "phone",
            confirmed: true,
            created_at: "2026-01-05T08:00:00.000Z",
        })),
    };
}
