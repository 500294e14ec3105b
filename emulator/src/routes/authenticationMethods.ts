// The seven operations on a user's authentication methods.

import { refusals } from "../errors";
import { enrol } from "../tenant/enrolment";
import { pageOf } from "../tenant/paging";
import { createdView, patchedView, readView, replacedView } from "../tenant/views";
import type { WireMethod } from "../wire";
import type { Route, RouteRequest } from "./route";
import { createSchema, pageQuerySchema, patchSchema, replaceSchema, validBody, validQuery } from "./validation";

// In none of the rate limit tables, so they count as "all other".
const group = "other";

const idOf = (request: RouteRequest) => request.param("id");
const methodIdOf = (request: RouteRequest) => request.param("authentication_method_id");

function assertPreferenceFits(
    type: string,
    wanted: { readonly preferred_authentication_method?: string | undefined },
): void {
    if (wanted.preferred_authentication_method !== undefined && type !== "phone") {
        throw refusals.invalidBody(
            "'applies to phone authentication methods only' on property preferred_authentication_method",
        );
    }
}

/** The routes of this file. */
export const authenticationMethodRoutes: readonly Route[] = [
    {
        name: "GET /api/v2/users/{id}/authentication-methods",
        management: { scope: "read:authentication_methods", group },
        answer: (request, { tenant }) => {
            const query = validQuery(request.query, pageQuerySchema);
            const { authentication_methods: methods } = tenant.user(idOf(request));
            return { status: 200, body: pageOf(methods.map(readView), query) };
        },
    },
    {
        name: "POST /api/v2/users/{id}/authentication-methods",
        management: { scope: "create:authentication_methods", group },
        answer: (request, { tenant, echoTotpSecret }) => {
            const wanted = validBody(request.body, createSchema, request.isForm);
            const user = tenant.user(idOf(request));
            assertPreferenceFits(wanted.type, wanted);
            const method = enrol(wanted, tenant.newMethodKey(), new Date());
            if (user.authentication_methods.some((present) => isSame(present, method))) {
                throw refusals.methodExists();
            }
            user.authentication_methods.push(method);
            return { status: 201, body: createdView(method, { echoTotpSecret }) };
        },
    },
    {
        name: "PUT /api/v2/users/{id}/authentication-methods",
        management: { scope: "update:authentication_methods", group },
        answer: (request, { tenant }) => {
            const wanted = validBody(request.body, replaceSchema, request.isForm);
            const user = tenant.findUser(idOf(request));
            if (user === undefined) {
                throw refusals.noUserToReplace();
            }
            assertNoPasskey(user.authentication_methods);
            for (const item of wanted) {
                assertPreferenceFits(item.type, item);
            }
            const methods = wanted.map((item) => enrol(item, tenant.newMethodKey(), new Date()));
            if (methods.some((method, index) => methods.slice(0, index).some((other) => isSame(other, method)))) {
                throw refusals.methodExists();
            }
            user.authentication_methods.splice(0, user.authentication_methods.length, ...methods);
            return { status: 200, body: methods.map(replacedView) };
        },
    },
    {
        name: "DELETE /api/v2/users/{id}/authentication-methods",
        management: { scope: "delete:authentication_methods", group },
        answer: (request, { tenant }) => {
            const methods = tenant.findUser(idOf(request))?.authentication_methods ?? [];
            assertNoPasskey(methods);
            methods.splice(0);
            return { status: 204 };
        },
    },
    {
        name: "GET /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
        management: { scope: "read:authentication_methods", group },
        answer: (request, { tenant }) => ({
            status: 200,
            body: readView(tenant.method(idOf(request), methodIdOf(request))),
        }),
    },
    {
        name: "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
        management: { scope: "update:authentication_methods", group },
        answer: (request, { tenant, echoTotpSecret }) => {
            const changes = validBody(request.body, patchSchema, request.isForm);
            const method = tenant.method(idOf(request), methodIdOf(request));
            assertPreferenceFits(method.type, changes);
            Object.assign(method, changes);
            return { status: 200, body: patchedView(method, { echoTotpSecret }) };
        },
    },
    {
        name: "DELETE /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
        management: { scope: "delete:authentication_methods", group },
        answer: (request, { tenant }) => {
            const { authentication_methods: methods } = tenant.user(idOf(request));
            const { id, link_id: link } = tenant.method(idOf(request), methodIdOf(request));
            // Source: the description of `link_id`: linked authentication methods are deleted together.
            const staying = methods.filter((method) => method.id !== id && method.id !== link && method.link_id !== id);
            methods.splice(0, methods.length, ...staying);
            return { status: 204 };
        },
    },
];

function assertNoPasskey(methods: readonly WireMethod[]): void {
    if (methods.some(({ type }) => type === "passkey")) {
        throw refusals.passkeyRegistered();
    }
}

/** Whether two methods reach the user in the same way. */
function isSame(a: WireMethod, b: WireMethod): boolean {
    const identities = ["phone_number", "email", "totp_secret", "key_id"] as const;
    return a.type === b.type && identities.some((field) => a[field] !== undefined && a[field] === b[field]);
}
