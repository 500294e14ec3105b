// The data of the tenant, in memory, as the tenant itself knows it: nothing is masked.

import { refusals } from "../errors";
import { createRandom } from "../random";
import type { WireMethod, WireUser } from "../wire";

/** See the first line of this file. */
export class Tenant {
    readonly users: WireUser[];
    // Ids of methods that are enrolled later are reproducible as well.
    readonly #random = createRandom("enrolment");

    constructor(users: WireUser[]) {
        this.users = users;
    }

    findUser(userId: string): WireUser | undefined {
        return this.users.find(({ user_id }) => user_id === userId);
    }

    /** @throws Refusal when there is none. */
    user(userId: string): WireUser {
        const user = this.findUser(userId);
        if (user === undefined) {
            throw refusals.noUser();
        }
        return user;
    }

    /** Case-sensitive, as Auth0's is. */
    usersByEmail(email: string): WireUser[] {
        return this.users.filter((user) => user.email === email);
    }

    /** @throws Refusal when the user or the method does not exist. */
    method(userId: string, methodId: string): WireMethod {
        const method = this.user(userId).authentication_methods.find(({ id }) => id === methodId);
        if (method === undefined) {
            throw refusals.noMethod();
        }
        return method;
    }

    /** What follows `<type>|dev_` in the id of a new method. */
    newMethodKey(): string {
        return this.#random.text(16);
    }
}
