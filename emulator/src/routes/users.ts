// The look-ups of users that a client needs on its way to their methods.

import { selectFields, userView } from "../tenant/views";
import type { Route } from "./route";
import { emailQuerySchema, fieldsQuerySchema, validQuery } from "./validation";

const management = { scope: "read:users", group: "read-users" } as const;

/** The routes of this file. */
export const userRoutes: readonly Route[] = [
    {
        name: "GET /api/v2/users/{id}",
        management,
        answer: (request, { tenant }) => {
            const query = validQuery(request.query, fieldsQuerySchema);
            const user = userView(tenant.user(request.param("id")));
            return { status: 200, body: selectFields(user, query.fields, query.include_fields ?? true) };
        },
    },
    {
        name: "GET /api/v2/users-by-email",
        management,
        answer: (request, { tenant }) => {
            const query = validQuery(request.query, emailQuerySchema);
            const users = tenant.usersByEmail(query.email).map(userView);
            return {
                status: 200,
                body: users.map((user) => selectFields(user, query.fields, query.include_fields ?? true)),
            };
        },
    },
];
