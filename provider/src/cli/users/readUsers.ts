// The authentication methods of many users, read side by side as fast as the tenant's rate limit allows. One that cannot be
// read stops no other.

import type { AuthenticationMethod } from "../../auth0/wire/methods";
import type { Behaviour } from "../../configuration/configuration";
import type { Clock } from "../../core/clock";
import { UserNotFoundError } from "../../core/errors";
import type { Operation } from "../../core/operation";
import { compare } from "../../core/order";
import { listed, maskedEmail, quote, quoteLive } from "../../core/text";
import { checkTheAddress } from "../../lookup/users";
import { isDone, sideBySide } from "../../tenant/sideBySide";
import type { Tenant } from "../../tenant/tenant";
import { counted } from "../format/counted";
import { messageOf } from "../messages";
import type { Progress } from "../progress";
import type { Failure } from "./failures";
import type { NamedUser } from "./named";

/** A user of the tenant, and all of their methods in the order of their ids. */
export interface ReadUser {
    readonly userId: string;
    readonly methods: readonly AuthenticationMethod[];
}

/** What came of it, each in the order in which they were named. */
export interface ReadUsers {
    readonly users: readonly ReadUser[];
    readonly failures: readonly Failure[];
}

/** How they are read. */
export interface Reading {
    readonly tenant: Tenant;
    readonly behaviour: Behaviour;
    readonly clock: Clock;
    readonly progress: Progress;
    /** Of those with an e-mail address, the ones of this connection alone. */
    readonly connection: string | undefined;
}

/** See the first lines of this file. */
export async function readUsers(named: readonly NamedUser[], reading: Reading): Promise<ReadUsers> {
    const { tenant, behaviour, clock, progress } = reading;
    let count = { done: 0, failed: 0 };
    const tell = () =>
        `read ${count.done} of ${counted(named.length, "user")}` +
        (count.failed === 0 ? "" : `, ${count.failed} could not be read`);
    const outcomes = await tenant.waiting.during(tell, (onProgress) =>
        sideBySide(
            named,
            (user, operation) => readNamed(user, reading, operation),
            () => ({ deadline: clock.now() + behaviour.operationTimeout }),
            (done, failed) => {
                count = { done, failed };
                progress.update(tell);
                onProgress();
            },
        ),
    );
    progress.clear();
    const users = new Map<string, ReadUser>();
    const failures: Failure[] = [];
    for (const [index, outcome] of outcomes.entries()) {
        if (isDone(outcome)) {
            for (const user of outcome.value) {
                users.set(user.userId, user);
            }
        } else {
            const { error } = outcome;
            failures.push({ where: named[index]?.where, message: messageOf(error), error });
        }
    }
    return { users: [...users.values()], failures };
}

async function readNamed(user: NamedUser, reading: Reading, operation: Operation): Promise<ReadUser[]> {
    if (user.kind === "id") {
        return [await readById(user.text, reading, operation)];
    }
    const found: ReadUser[] = [];
    for (const userId of await idsWithEmail(user.text, reading, operation)) {
        found.push(await readById(userId, reading, operation));
    }
    return found;
}

async function readById(userId: string, { tenant }: Reading, operation: Operation): Promise<ReadUser> {
    const methods = await tenant.methods.read(userId, operation);
    if (methods === undefined) {
        throw new UserNotFoundError(
            `user ${quote(userId)} does not exist in tenant ${tenant.name}. Check the id and the tenant.`,
        );
    }
    return {
        userId,
        methods: [...methods].sort((a, b) => compare(a.authenticationMethodId, b.authenticationMethodId)),
    };
}

async function idsWithEmail(email: string, { tenant, connection }: Reading, operation: Operation): Promise<string[]> {
    const all = await tenant.users.withEmail(email, operation);
    const users = all.filter(({ connections }) => connection === undefined || connections.includes(connection));
    if (users.length === 0) {
        const within = connection === undefined ? "" : ` in connection ${quote(connection)}`;
        throw new UserNotFoundError(
            `no user of tenant ${tenant.name} has the e-mail address ${maskedEmail(email)}${within}. ` +
                (all.length === 0
                    ? checkTheAddress
                    : whereElse([...new Set(all.flatMap(({ connections }) => connections))])),
        );
    }
    return users.map(({ userId }) => userId).sort(compare);
}

/** Of those who have an address in another connection than the one that is asked for. */
function whereElse(connections: string[]): string {
    return connections.length === 0
        ? "The tenant does not tell the connections of those who have it: leave --connection out."
        : `Those who have it are in ${listed(connections.sort(compare).map(quoteLive))}.`;
}
