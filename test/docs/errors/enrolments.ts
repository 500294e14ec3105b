// The situations in which programs that enrol methods meet errors of their own.

import { ada } from "../../support/scenario";
import { onTenant, type Situation } from "./situation";

const postRoute = "POST /api/v2/users/{id}/authentication-methods";
const listRoute = "GET /api/v2/users/{id}/authentication-methods";
const totp = { userId: ada, type: "totp", totpSecret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", name: "Codes" };
const limit = {
    statusCode: 403,
    error: "Forbidden",
    message: "You reached the limit of entities of this type for this user.",
};

/** See the first line of this file. */
export const enrolments: readonly Situation[] = [
    {
        error: "InvalidIdError",
        when: "`get` of an enrolled method by its type",
        meet: () => onTenant(({ enrolled }) => enrolled.read(`${ada}::type:totp`, {})),
    },
    {
        error: "MethodNotFoundError",
        when: "an enrolled method that was deleted outside of the program",
        meet: () =>
            onTenant(async ({ enrolled, emulator }) => {
                const { outs } = await enrolled.create(totp);
                emulator.users[0]?.authentication_methods.splice(0);
                return enrolled.update("id", outs as never, { ...totp, name: "Break-glass codes" });
            }),
    },
    {
        error: "PermissionError",
        when: "a user who can have no more methods of a type",
        meet: () =>
            onTenant(({ enrolled, emulator }) => {
                emulator.fault({ route: postRoute, status: 403, body: limit });
                return enrolled.create(totp);
            }),
    },
    {
        error: "AlreadyEnrolledError",
        when: "a method that the user has already",
        meet: () =>
            onTenant(async ({ enrolled, emulator }) => {
                await enrolled.create(totp);
                for (const method of emulator.users[0]?.authentication_methods ?? []) {
                    method.created_at = "2026-01-05T08:00:00.000Z";
                }
                return enrolled.create(totp);
            }),
    },
    {
        error: "EnrolmentInDoubtError",
        when: "an answer that was lost, and methods that cannot be read after it",
        meet: () =>
            onTenant(({ enrolled, emulator }) => {
                emulator.fault({ route: postRoute, reset: true, applied: true });
                emulator.fault({
                    route: listRoute,
                    nth: 2,
                    times: 100,
                    status: 403,
                    body: { ...limit, message: "Insufficient scope" },
                });
                return enrolled.create(totp);
            }),
    },
];
