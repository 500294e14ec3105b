// Canaries: values that must not be seen anywhere, and the search for them in all that is printed, recorded or thrown. Every
// stack of test/support/scenario.ts is searched after each operation; what a test shows on purpose it must allow.

import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import type { WireUser } from "auth0-authentication-methods-emulator";
import { maskEmail, maskPhoneNumber } from "../../emulator/src/tenant/masking";
import { type Spellings, spellingsOf } from "./spellings";

/** A canary that was seen. */
export class Leak extends Error {
    override readonly name = "Leak";

    /** @param what - The canary's kind. */
    constructor(
        readonly what: string,
        where: string,
        excerpt: string,
    ) {
        super(`the ${what} is in ${where}: …${excerpt}…`);
    }
}

/** Where a canary may be seen. */
export type Place = "output" | "events" | "files";

interface Planted extends Spellings {
    readonly what: string;
}

// Users beyond these are like them.
const mostUsers = 20;
const excerptLength = 200;
// Ciphertext is random, and may hold any few characters.
const ciphertexts = /v1:[\w+/=]{8,}:[\w+/=]+/g;

/** See the first line of this file. */
export class Canaries {
    readonly #planted = new Map<string, Planted>();
    readonly #allowed = new Set<string>();
    readonly #searched = new Map<string, string>();

    /** Takes a value for one that must not be seen; several values may be of one kind. */
    plant(what: string, ...values: readonly string[]): this {
        for (const value of values) {
            this.#planted.set(value, { what, ...spellingsOf(value) });
        }
        return this;
    }

    /** Takes what matches for something that must not be seen. It is looked for outside of ciphertext. */
    plantPattern(what: string, pattern: RegExp): this {
        this.#planted.set(String(pattern), { what, exact: [], anyCase: [], patterns: [pattern] });
        return this;
    }

    /** Takes what a tenant has of its users, and what it makes of them when it masks. */
    plantUsers(users: readonly WireUser[]): this {
        for (const { user_id, authentication_methods: methods } of users.slice(0, mostUsers)) {
            for (const { phone_number: phone, email, totp_secret: totp } of methods ?? []) {
                this.plant("phone number", ...(phone === undefined ? [] : [phone]));
                this.plant("masked phone number", ...(phone === undefined ? [] : [maskPhoneNumber(phone)]));
                this.plant("TOTP secret", ...(totp === undefined ? [] : [totp]));
                // Enterprise connections put the address into the user's id, which a program declares.
                if (email !== undefined && !user_id.includes(email)) {
                    this.plant("e-mail address", email).plant("masked e-mail address", maskEmail(email));
                }
            }
        }
        return this;
    }

    /** From now on a kind of canary may be seen in these places. The reason is for who reads the test. */
    allow(what: string, { in: places }: { readonly in: readonly Place[]; readonly because: string }): void {
        for (const place of places) {
            this.#allowed.add(`${what} in ${place}`);
        }
    }

    /** The first canary that stands in a text. */
    find(text: string, place: Place = "output", where = "a text"): Leak | undefined {
        const haystack = prepare(text);
        for (const planted of this.#planted.values()) {
            if (this.#allowed.has(`${planted.what} in ${place}`)) {
                continue;
            }
            const found = findIn(haystack, planted);
            if (found !== undefined) {
                const excerpt = found.within.slice(Math.max(0, found.at - excerptLength), found.at + excerptLength);
                return new Leak(planted.what, where, excerpt);
            }
        }
        return undefined;
    }

    /** The kinds of all canaries that stand in a text, allowed or not. */
    kindsIn(text: string): Set<string> {
        const haystack = prepare(text);
        const found = [...this.#planted.values()].filter((planted) => findIn(haystack, planted) !== undefined);
        return new Set(found.map(({ what }) => what));
    }

    /** @throws Leak when a canary stands in a text. */
    assertNone(text: string, place: Place, where: string): void {
        const leak = this.find(text, place, where);
        if (leak !== undefined) {
            throw leak;
        }
    }

    /** @throws Leak when a canary stands in what was thrown: in whatever way it is printed, or in what it was caused by. */
    assertNoneThrown(thrown: unknown, where: string): void {
        for (let cause = thrown, depth = 0; cause !== undefined && depth < 10; depth += 1) {
            const shown = [
                String(cause),
                JSON.stringify(cause) ?? "",
                inspect(cause, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxArrayLength: null }),
                cause instanceof Error ? (cause.stack ?? "") : "",
            ];
            this.assertNone(shown.join("\n"), "output", where);
            cause = cause instanceof Error ? cause.cause : undefined;
        }
    }

    /** @throws Leak when a canary stands in a file below a folder that is new since it was last searched, or has changed. */
    assertNoneInFolder(folder: string): void {
        const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
        for (const file of entries
            .filter((entry) => entry.isFile())
            .map((entry) => `${entry.parentPath}/${entry.name}`)) {
            const found = statSync(file, { throwIfNoEntry: false });
            const version = found && `${found.mtimeMs} ${found.size}`;
            if (version !== undefined && this.#searched.get(file) !== version) {
                this.assertNone(readFileSync(file, "utf8"), "files", path.relative(folder, file));
                this.#searched.set(file, version);
            }
        }
    }
}

interface Haystack {
    readonly text: string;
    readonly lowered: string;
    /** Without ciphertext. */
    readonly readable: string;
}

function prepare(text: string): Haystack {
    return { text, lowered: text.toLowerCase(), readable: text.replaceAll(ciphertexts, "") };
}

function findIn({ text, lowered, readable }: Haystack, { exact, anyCase, patterns }: Planted) {
    for (const [within, spellings] of [
        [text, exact],
        [lowered, anyCase],
    ] as const) {
        const spelling = spellings.find((one) => within.includes(one));
        if (spelling !== undefined) {
            return { within, at: within.indexOf(spelling) };
        }
    }
    for (const pattern of patterns) {
        const found = pattern.exec(readable);
        if (found !== null) {
            return { within: readable, at: found.index };
        }
    }
    return undefined;
}

/** A token as Auth0 makes it, whole or cut. */
export const jsonWebToken = /\beyJ[\w-]{5}/;
