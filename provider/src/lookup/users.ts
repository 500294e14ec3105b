// Which user is meant: the rule, and the words where it is none or not one alone.

import type { User } from "../auth0/wire/users";
import { SeveralUsersError, UserNotFoundError } from "../core/errors";
import { listed, maskedEmail, quoteLive } from "../core/text";

/** What to do where nobody has an e-mail address. */
export const checkTheAddress =
    "Check the address: upper and lower case count, and database connections keep addresses in lower case.";

/** By what a user is looked up. */
export interface WantedUser {
    readonly email: string;
    readonly connection?: string | undefined;
}

/**
 * The one user among those with an e-mail address.
 *
 * @param tenant - How messages call the tenant.
 * @throws UserNotFoundError, SeveralUsersError
 */
export function chooseUser(users: readonly User[], wanted: WantedUser, tenant: string): User {
    const { email, connection } = wanted;
    const found = connection === undefined ? users : usersOf(connection, users);
    const [user] = found;
    if (user === undefined) {
        throw new UserNotFoundError(`No user${ofConnection(wanted)} ${nobody(users, email, tenant)}`);
    }
    if (found.length > 1) {
        throw new SeveralUsersError(
            `${found.length} users${ofConnection(wanted)} in tenant ${tenant} have the e-mail address ${maskedEmail(email)}: ` +
                `${listed(found.map(describe))}. ` +
                (connection === undefined
                    ? "Give connection as well, or userId instead of email."
                    : "Give userId instead of email."),
        );
    }
    return user;
}

/** Who has it as their own comes before those to whom an account of it was linked. */
function usersOf(connection: string, users: readonly User[]): readonly User[] {
    const own = users.filter(({ connections: [first] }) => first === connection);
    return own.length > 0 ? own : users.filter(({ connections }) => connections.includes(connection));
}

function ofConnection({ connection }: WantedUser): string {
    return connection === undefined ? "" : ` of connection ${quoteLive(connection)}`;
}

function nobody(users: readonly User[], email: string, tenant: string): string {
    return `in tenant ${tenant} has the e-mail address ${maskedEmail(email)}. ${whatElse(users)}`;
}

function whatElse(users: readonly User[]): string {
    if (users.length === 0) {
        return checkTheAddress;
    }
    const those = `of those that have it: ${listed(users.map(describe))}.`;
    return users.every(({ connections }) => connections.length === 0)
        ? `The tenant does not tell the connections ${those} Give userId instead of email.`
        : `Give the connection of one ${those}`;
}

function describe({ userId, connections }: User): string {
    return `${quoteLive(userId)}${connections.length === 0 ? "" : ` (${listed(connections.map(quoteLive))})`}`;
}
