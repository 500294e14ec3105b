// `list`: which authentication methods users have, as a table or as JSON. Phone numbers, e-mail addresses and keys are left out.

import type { AuthenticationMethod } from "../auth0/wire/methods";
import { quote } from "../core/text";
import { counted } from "./format/counted";
import { formatTable } from "./format/table";
import { print, printJson } from "./output";
import type { Surroundings } from "./surroundings";
import type { ReadUser } from "./users/readUsers";
import { readWork, type UserFlags } from "./work";

/** The flags of `list`. */
export interface ListFlags extends UserFlags {
    readonly type?: readonly string[];
    readonly confirmed?: boolean;
    readonly unconfirmed?: boolean;
    readonly json?: boolean;
}

/** Runs `list`. @returns The exit code. */
export async function list(texts: readonly string[], flags: ListFlags, surroundings: Surroundings): Promise<number> {
    const work = await readWork(texts, flags, surroundings);
    const users = chosen(work.users, flags);
    const code = work.tellFailures();
    if (flags.json === true) {
        await printJson(surroundings.stdout, {
            tenant: work.tenant,
            users: users.map(({ userId, methods }) => ({ userId, authenticationMethods: methods.map(shown) })),
            failures: work.failures.map(({ where, message }) => ({ ...(where !== undefined && { where }), message })),
        });
        return code;
    }
    if (users.length > 0) {
        await print(surroundings.stdout, formatTable(header, users.flatMap(rowsOf)));
    }
    if (work.users.length === 0) {
        return code;
    }
    if (users.length === 0) {
        work.progress.line(noneOf(work.users));
        return code;
    }
    const methods = users.reduce((sum, user) => sum + user.methods.length, 0);
    work.progress.line(`${counted(users.length, "user")}, ${counted(methods, "authentication method")}`);
    return code;
}

/** The methods that are asked for, and the users that have such; without a filter, all of both. */
function chosen(users: readonly ReadUser[], { type, confirmed, unconfirmed }: ListFlags): readonly ReadUser[] {
    if (type === undefined && confirmed !== true && unconfirmed !== true) {
        return users;
    }
    const isChosen = (method: AuthenticationMethod) =>
        (type === undefined || type.includes(method.type)) &&
        (confirmed !== true || method.confirmed !== false) &&
        (unconfirmed !== true || method.confirmed === false);
    return users
        .map(({ userId, methods }) => ({ userId, methods: methods.filter(isChosen) }))
        .filter(({ methods }) => methods.length > 0);
}

/** What is said where a filter leaves nothing, as one with a mistyped type does. */
function noneOf(users: readonly ReadUser[]): string {
    const types = new Set(users.flatMap(({ methods }) => methods.map(({ type }) => type)));
    const present =
        types.size === 0
            ? "There are no authentication methods at all."
            : `The types there are: ${[...types].sort().map(quote).join(", ")}.`;
    return `${counted(users.length, "user")}, no such authentication method. ${present}`;
}

const header = ["USER", "METHOD", "TYPE", "NAME", "PREFERENCE", "CONFIRMED", "CREATED"];
const absent = "-";

function rowsOf({ userId, methods }: ReadUser): string[][] {
    if (methods.length === 0) {
        return [[userId, ...header.slice(1).map(() => absent)]];
    }
    return methods.map(
        ({ authenticationMethodId, type, name, preferredAuthenticationMethod, confirmed, createdAt }) => [
            userId,
            authenticationMethodId,
            type,
            // Quoted, so that a name may be "-", and blanks at its ends are seen.
            name === undefined ? absent : JSON.stringify(name),
            preferredAuthenticationMethod ?? absent,
            confirmed === undefined ? absent : confirmed ? "yes" : "no",
            createdAt,
        ],
    );
}

function shown(method: AuthenticationMethod) {
    const { authenticationMethodId, type, name, preferredAuthenticationMethod, confirmed, createdAt, enrolledAt } =
        method;
    return {
        authenticationMethodId,
        type,
        name,
        preferredAuthenticationMethod,
        confirmed,
        createdAt,
        enrolledAt,
    };
}
