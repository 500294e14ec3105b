// What a route of the tenant is: its name, what it needs, and how it answers.

import type { RouteGroup } from "../rateLimit/plans";
import type { Tenant } from "../tenant/tenant";
import type { Scope, TokenIssuer } from "../tokens";

/** A request as routes see it. */
export interface RouteRequest {
    /** The ids in the path, decoded. */
    param(name: "id" | "authentication_method_id"): string;
    readonly query: Readonly<Record<string, string>>;
    /** The body, parsed; undefined when there is none, a text when it cannot be parsed. */
    readonly body: unknown;
    /** Whether the body is a form, which holds texts alone: what is no text in the schema is read out of one. */
    readonly isForm: boolean;
}

/** What routes work on. */
export interface Emulation {
    readonly tenant: Tenant;
    readonly tokens: TokenIssuer;
    /** Whether the answers to POST and PATCH hold `totp_secret`, as their schemas allow. */
    readonly echoTotpSecret: boolean;
}

/** An answer: no body for 204. */
export interface RouteAnswer {
    readonly status: number;
    readonly body?: unknown;
}

/** The routes, as the documentation writes them. */
export const routeNames = [
    "POST /oauth/token",
    "GET /.well-known/jwks.json",
    "GET /api/v2/users/{id}/authentication-methods",
    "POST /api/v2/users/{id}/authentication-methods",
    "PUT /api/v2/users/{id}/authentication-methods",
    "DELETE /api/v2/users/{id}/authentication-methods",
    "GET /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
    "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
    "DELETE /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
    "GET /api/v2/users/{id}",
    "GET /api/v2/users-by-email",
] as const;

/** The name of a route. */
export type RouteName = (typeof routeNames)[number];

/** A route. */
export interface Route {
    readonly name: RouteName;
    /** What a route of the Management API needs and counts as; undefined for what is open to everybody. */
    readonly management?: { readonly scope: Scope; readonly group: RouteGroup };
    /** @throws Refusal */
    answer(request: RouteRequest, emulation: Emulation): RouteAnswer | Promise<RouteAnswer>;
}
