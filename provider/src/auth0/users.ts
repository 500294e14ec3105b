// The look-ups of users that this provider needs, on one tenant: by e-mail address and by id.

import type { Operation } from "../core/operation";
import { maskedEmail, quote } from "../core/text";
import { userPath, usersByEmailPath } from "./paths";
import { scopes } from "./scopes";
import type { ApiRequest, Session } from "./session";
import { type User, userFieldsQuery, userSchema, usersSchema } from "./wire/users";

/** See the first line of this file. Every failure is an error of `core/errors`; no message holds an e-mail address. */
export class Users {
    readonly #session: Session;

    constructor(session: Session) {
        this.#session = session;
    }

    /**
     * The users of all connections that have this e-mail address; none is no failure. The tenant distinguishes upper and lower
     * case, and database connections keep addresses in lower case.
     */
    async withEmail(email: string, operation: Operation): Promise<User[]> {
        const wanted: ApiRequest = {
            what: `look up the users with the e-mail address ${maskedEmail(email)}`,
            scope: scopes.readUsers,
            isWrite: false,
            request: { method: "GET", path: usersByEmailPath, query: { email, ...userFieldsQuery } },
        };
        return this.#session.parse(await this.#session.ask(wanted, operation), wanted, usersSchema);
    }

    /** @returns Undefined when the user does not exist. */
    async withId(userId: string, operation: Operation): Promise<User | undefined> {
        const wanted: ApiRequest = {
            what: `look up user ${quote(userId)}`,
            scope: scopes.readUsers,
            isWrite: false,
            request: { method: "GET", path: userPath(userId), query: userFieldsQuery },
            accepts: [404],
        };
        const answer = await this.#session.ask(wanted, operation);
        if (answer.status === 404) {
            this.#session.failureOf(answer, wanted);
            return undefined;
        }
        return this.#session.parse(answer, wanted, userSchema);
    }
}
