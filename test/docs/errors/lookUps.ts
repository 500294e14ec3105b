// The situations in which programs that look something up meet errors of their own.

import * as pulumi from "@pulumi/pulumi";
import type { User } from "../../../provider/src/auth0/wire/users";
import { PermissionError } from "../../../provider/src/core/errors";
import { checked } from "../../../provider/src/lookup/arguments";
import { lookupLanes } from "../../../provider/src/lookup/lanes";
import { chooseUser } from "../../../provider/src/lookup/users";
import { ada } from "../../support/scenario";
import type { Situation } from "./situation";

const found = (userId: string, connection: string) => ({ userId, connections: [connection] });
const adaTwice = [
    found(ada, "Username-Password-Authentication"),
    found("google-oauth2|103547991597142817347", "google-oauth2"),
];
const lookUp = (when: string, error: string, users: readonly User[], connection?: string): Situation => ({
    error,
    when,
    meet: async () => chooseUser(users, { email: "ada@example.com", connection }, "example.eu.auth0.com"),
});

/** See the first line of this file. */
export const lookUps: readonly Situation[] = [
    {
        error: "InvalidArgumentsError",
        when: "a look-up that is given too much",
        meet: async () => checked("getUser", { email: "ada@example.com", userId: ada }),
    },
    {
        error: "InvalidArgumentsError",
        when: "a look-up that is given an output",
        meet: async () => checked("getUser", { userId: pulumi.output(ada) }),
    },
    lookUp("a look-up of an e-mail address that nobody has", "UserNotFoundError", []),
    lookUp("a look-up in a connection whose users do not have the address", "UserNotFoundError", adaTwice, "staff"),
    lookUp("a look-up of an e-mail address that several users have", "SeveralUsersError", adaTwice),
    {
        error: "NotTriedError",
        when: "a look-up that waits for others, which lack a permission",
        meet: async () => {
            const lacking = new PermissionError(
                "Could not …: Auth0 answered 403: Insufficient scope. Grant the scope …",
            );
            const lanes = lookupLanes(() => ({ deadline: Number.POSITIVE_INFINITY }));
            const outcomes = await Promise.allSettled(
                Array.from({ length: 21 }, () => lanes.run(() => Promise.reject(lacking))),
            );
            const last = outcomes.at(-1);
            throw last?.status === "rejected" ? last.reason : undefined;
        },
    },
];
