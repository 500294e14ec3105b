// The situations in which users meet each kind of error.

import { readBehaviour } from "../../../provider/src/configuration/configuration";
import { createCancellation } from "../../../provider/src/core/cancellation";
import { PermissionError } from "../../../provider/src/core/errors";
import { sideBySide } from "../../../provider/src/tenant/sideBySide";
import { json, startServer } from "../../../provider/test/support/server";
import { tenant, tenants } from "../../../provider/test/support/settings";
import { ada, adaPhone, adaTotp } from "../../support/scenario";
import { enrolments } from "./enrolments";
import { lookUps } from "./lookUps";
import { answered, exchanged, onTenant, type Situation } from "./situation";

const phone = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
const auth0Error = (statusCode: number, error: string, message: string, errorCode?: string) => ({
    statusCode,
    error,
    message,
    ...(errorCode !== undefined && { errorCode }),
});

function failing(status: number, body: unknown, headers: Record<string, string> = {}) {
    return () => answered((_request, response) => json(response, status, body, headers));
}

/** What is wrong with the settings of a tenant. */
function misconfigured(
    when: string,
    config: Record<string, string>,
    environment: Record<string, string> = {},
    name?: string,
): Situation {
    return { error: "ConfigurationError", when, meet: async () => tenant(config, environment, name) };
}

/** What is wrong with the settings of this package's own. */
function misbehaved(when: string, key: string, text: string): Situation {
    const config = { get: (asked: string) => (asked === key ? text : undefined) };
    return { error: "ConfigurationError", when, meet: async () => readBehaviour(config, {}) };
}

const configuration: readonly Situation[] = [
    misconfigured("nothing is configured", {}),
    misconfigured("a domain, and no credentials", { "auth0:domain": "example.eu.auth0.com" }),
    misconfigured("a client id without a secret", { "auth0:domain": "example.eu.auth0.com", "auth0:clientId": "id" }),
    misconfigured("a secret without its client id", {
        "auth0:domain": "example.eu.auth0.com",
        "auth0:clientSecret": "secret",
    }),
    misconfigured("a domain with a scheme and a path", { "auth0:domain": "https://example.eu.auth0.com/api" }),
    misconfigured("a key that cannot be read", {
        "auth0:domain": "example.eu.auth0.com",
        "auth0:clientId": "id",
        "auth0:clientAssertionPrivateKey": "key.pem",
    }),
    misconfigured('a token with "Bearer" before it', {
        "auth0:domain": "example.eu.auth0.com",
        "auth0:apiToken": "Bearer x",
    }),
    misconfigured("a tenant that has no block", tenants({ eu: {} }), {}, "us"),
    misconfigured("a block with a key that is none", tenants({ eu: { domian: "example.eu.auth0.com" } }), {}, "eu"),
    misconfigured(
        "a variable that is not set",
        tenants({
            eu: { domain: "example.eu.auth0.com", clientId: "id", clientSecretEnv: "EU_CLIENT_SECRET" },
        }),
        {},
        "eu",
    ),
    misconfigured("a proxy that is none", { "auth0:domain": "example.eu.auth0.com" }, { HTTPS_PROXY: "proxy:port" }),
    misbehaved("a switch that is none", "auth0-authentication-methods:livePreview", "sometimes"),
    misbehaved("a time that is none", "auth0-authentication-methods:operationTimeout", "1h"),
];

const program: readonly Situation[] = [
    {
        error: "InvalidIdError",
        when: "`get` with an id that is none",
        meet: () => onTenant(({ single }) => single.read("ada-phone", {})),
    },
    {
        error: "InvalidIdError",
        when: "a state that was edited by hand",
        meet: () => onTenant(({ single }) => single.read("id", { userId: "" })),
    },
    {
        error: "InvalidArgumentsError",
        when: "a policy takes out what check has seen",
        meet: () => onTenant(({ single }) => single.create({ userId: ada, name: "Work phone" })),
    },
    {
        error: "UserNotFoundError",
        when: "a user that is not in the tenant",
        meet: () => onTenant(({ single }) => single.create({ ...phone, userId: "auth0|gone" })),
    },
    {
        error: "MethodNotFoundError",
        when: "a method that the user does not have (any more)",
        meet: () => onTenant(({ single }) => single.create({ ...phone, authenticationMethodId: "phone|dev_gone" })),
    },
    {
        error: "MethodNotFoundError",
        when: "a type that the user has no confirmed method of",
        meet: () =>
            onTenant(({ single }) =>
                single.create({ userId: ada, authenticationMethodType: "push", name: "Work phone" }),
            ),
    },
    {
        error: "AmbiguousMethodError",
        when: "a type that the user has several methods of",
        meet: () =>
            onTenant(async ({ single, emulator }) => {
                const methods = emulator.users[0]?.authentication_methods ?? [];
                methods.push({ ...methods[0], id: "phone|dev_Zz9NewPhone00001", name: "New phone" } as never);
                return single.create({ userId: ada, authenticationMethodType: "phone", name: "Work phone" });
            }),
    },
    {
        error: "SettingNotApplicableError",
        when: "a preference of a method that is no phone",
        meet: () =>
            onTenant(({ single }) =>
                single.create({ userId: ada, authenticationMethodId: adaTotp, preferredAuthenticationMethod: "sms" }),
            ),
    },
];

const groups: readonly Situation[] = [
    {
        error: "GroupError",
        when: "some entries of a group fail",
        meet: () =>
            onTenant(async ({ group }) => {
                try {
                    return await group.create({ settings: [phone, { ...phone, userId: "auth0|gone" }] });
                } catch (error) {
                    // As it reaches the engine, which is to record what is done.
                    throw renamed(error, "UnfinishedError", "GroupError");
                }
            }),
    },
    {
        error: "GroupError",
        when: "a refresh cannot read a user of a group",
        meet: () =>
            onTenant(({ group, emulator }) => {
                const body = auth0Error(403, "Forbidden", "Insufficient scope");
                emulator.fault({ route: "GET /api/v2/users/{id}/authentication-methods", status: 403, body });
                return group.read("id", { settings: [{ ...phone, originalSettings: {} }] });
            }),
    },
];

function renamed(error: unknown, from: string, to: string): unknown {
    return error instanceof Error && error.name === from
        ? Object.assign(new Error(error.message), { name: to })
        : error;
}

const requests: readonly Situation[] = [
    {
        error: "AuthenticationError",
        when: "a client secret that is not that of the client",
        meet: () =>
            answered(
                () => {},
                (_request, response) =>
                    json(response, 401, { error: "access_denied", error_description: "Unauthorized" }),
            ),
    },
    {
        error: "AuthenticationError",
        when: "a token that the Management API does not take",
        meet: failing(401, auth0Error(401, "Unauthorized", "Invalid token", "invalid_token")),
    },
    {
        error: "PermissionError",
        when: "an application that is not authorized for the Management API",
        meet: () =>
            answered(
                () => {},
                (_request, response) =>
                    json(response, 403, {
                        error: "access_denied",
                        error_description: "Client is not authorized to access the resource",
                    }),
            ),
    },
    {
        error: "PermissionError",
        when: "a scope that is missing",
        meet: failing(
            403,
            auth0Error(
                403,
                "Forbidden",
                "Insufficient scope, expected any of: read:authentication_methods",
                "insufficient_scope",
            ),
        ),
    },
    {
        error: "RequestRefusedError",
        when: "a request that Auth0 finds wrong",
        meet: failing(400, auth0Error(400, "Bad Request", "Payload validation error", "invalid_body")),
    },
    {
        error: "RateLimitError",
        when: "no room within `operationTimeout`",
        meet: failing(429, auth0Error(429, "Too Many Requests", "Global limit has been reached", "too_many_requests"), {
            "retry-after": "3600",
        }),
    },
    { error: "ServerError", when: "Auth0 is down", meet: failing(503, auth0Error(503, "Service Unavailable", "Down")) },
    {
        error: "NetworkError",
        when: "nobody answers at the domain",
        meet: async () => {
            const server = await startServer(() => {});
            await server.close();
            return exchanged(server.url);
        },
    },
    {
        error: "NetworkError",
        when: "the connection is reset, again and again",
        meet: () => answered((_request, response) => void response.socket?.resetAndDestroy()),
    },
    { error: "TimeoutError", when: "no answer within `requestTimeout`", meet: () => answered(() => {}) },
    {
        error: "CancelledError",
        when: "Ctrl-C, before the request was sent",
        meet: async () => {
            const cancel = createCancellation();
            cancel.abort();
            return exchanged("http://127.0.0.1:9", true, cancel.signal);
        },
    },
    {
        error: "InvalidAnswerError",
        when: "a page of something that stands before the tenant",
        meet: () =>
            answered(
                (_request, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
            ),
    },
    {
        error: "InvalidAnswerError",
        when: "a redirect",
        meet: () =>
            answered(
                (_request, response) => void response.writeHead(302, { location: "https://login.example.com" }).end(),
            ),
    },
    {
        error: "InvalidAnswerError",
        when: "a list that is not as documented",
        meet: failing(200, [{ id: "phone|dev_1" }]),
    },
    {
        error: "NotTriedError",
        when: "twenty entries of a group lacked a permission, one after another",
        meet: async () => {
            const lacking = new PermissionError(
                "Could not …: Auth0 answered 403: Insufficient scope. Grant the scope …",
            );
            const operation = { deadline: Number.POSITIVE_INFINITY };
            const outcomes = await sideBySide(
                Array.from({ length: 60 }),
                () => Promise.reject(lacking),
                () => operation,
            );
            const last = outcomes.at(-1);
            throw last !== undefined && "error" in last ? last.error : undefined;
        },
    },
];

/** All of them, in the order of the page. */
export const situations: readonly Situation[] = [
    ...configuration,
    ...program,
    ...lookUps,
    ...enrolments,
    ...groups,
    ...requests,
];
