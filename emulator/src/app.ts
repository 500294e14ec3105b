// From a request on the wire to an answer: the log, the faults, the rate limit, the token, the route, in this order.

import { setTimeout as delay } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { Refusal, refusals, tokenRefusals } from "./errors";
import { type Fault, type Faults, replacesAnswer } from "./faults";
import type { Verdict } from "./rateLimit/bucket";
import type { Limiter } from "./rateLimit/limiter";
import { isForm, type LoggedRequest, loggedBody, parseBody } from "./requestLog";
import { authenticationMethodRoutes } from "./routes/authenticationMethods";
import type { Emulation, Route, RouteAnswer } from "./routes/route";
import { tokenRoutes } from "./routes/token";
import { userRoutes } from "./routes/users";

/** What the app works on. */
export interface AppParts extends Emulation {
    readonly faults: Faults;
    /** Undefined for no limit. */
    readonly limiter: Limiter | undefined;
    readonly requests: LoggedRequest[];
    /** Told of each request when it is answered. */
    onAnswered(request: LoggedRequest): void;
}

type AppContext = Context<{ Bindings: HttpBindings }>;
type Headers = Readonly<Record<string, string>>;

/** Every route. */
export const routes: readonly Route[] = [...tokenRoutes, ...authenticationMethodRoutes, ...userRoutes];

// Source: https://auth0.com/docs/api/management/v2: at most 1 MB.
const largestBody = 1_048_576;

/** Makes the tenant's HTTP interface. */
export function createApp(parts: AppParts): Hono<{ Bindings: HttpBindings }> {
    const app = new Hono<{ Bindings: HttpBindings }>();
    for (const route of routes) {
        const [method = "", template = ""] = route.name.split(" ");
        app.on(method, template.replaceAll(/\{(\w+)\}/g, ":$1"), (context) => serve(context, route, parts));
    }
    // A client that went away in the middle of its request: there is nobody to tell.
    app.onError((_error, context) => context.newResponse(null, 500));
    app.notFound(async (context) => {
        const { entry } = await begin(context, parts);
        return finish(context, parts, entry, toAnswer(refusals.noRoute()));
    });
    return app;
}

async function serve(context: AppContext, route: Route, parts: AppParts): Promise<Response> {
    const { entry, text } = await begin(context, parts);
    const fault = parts.faults.next(route.name);
    if (fault?.delay !== undefined) {
        await delay(fault.delay, undefined, { ref: false });
    }
    if (fault === undefined || !replacesAnswer(fault)) {
        const own = await answer(context, route, parts, text);
        return finish(context, parts, entry, own.answer, own.headers);
    }
    if (fault.applied === true) {
        await answer(context, route, parts, text);
    }
    return fault.reset === true
        ? cut(context, parts, entry)
        : finish(context, parts, entry, faultyAnswer(fault, route), fault.headers);
}

async function begin(context: AppContext, { requests }: AppParts) {
    const text = await context.req.text();
    const entry: LoggedRequest = {
        method: context.req.method,
        path: context.env.incoming.url ?? "",
        status: undefined,
        body: loggedBody(text, context.req.header("content-type")),
        at: Date.now(),
    };
    requests.push(entry);
    return { entry, text };
}

async function answer(context: AppContext, route: Route, parts: AppParts, text: string) {
    const { req } = context;
    let headers: Headers = {};
    try {
        if (route.management !== undefined) {
            const verdict = parts.limiter?.take(route.management.group, Date.now());
            headers = rateLimitHeaders(verdict);
            if (verdict?.accepted === false) {
                throw refusals.tooManyRequests();
            }
            await parts.tokens.authorize(req.header("authorization"), route.management.scope);
        }
        assertDecodable(context.env.incoming.url ?? "");
        if (Buffer.byteLength(text) > largestBody) {
            throw refusals.tooLarge(largestBody);
        }
        const request = {
            param: (name: string) => req.param(name) ?? "",
            query: req.query(),
            body: parseBody(text, req.header("content-type")),
            isForm: isForm(req.header("content-type")),
        };
        return { answer: await route.answer(request, parts), headers };
    } catch (error) {
        return { answer: toAnswer(error instanceof Refusal ? error : refusals.internal()), headers };
    }
}

/** The router takes a path that cannot be decoded as it is; the tenant does not. */
function assertDecodable(url: string): void {
    try {
        decodeURIComponent(url.replace(/\?.*/s, ""));
    } catch {
        throw refusals.invalidPath("'the path is no percent-encoded UTF-8'");
    }
}

function rateLimitHeaders(verdict: Verdict | undefined): Headers {
    return verdict === undefined
        ? {}
        : {
              "x-ratelimit-limit": String(verdict.limit),
              "x-ratelimit-remaining": String(verdict.remaining),
              "x-ratelimit-reset": String(verdict.reset),
          };
}

function toAnswer({ status, body }: Refusal): RouteAnswer {
    return { status, body };
}

function faultyAnswer({ status = 200, body }: Fault, { management }: Route): RouteAnswer {
    const { byStatus } = management === undefined ? tokenRefusals : refusals;
    return { status, body: body === undefined ? byStatus(status).body : body };
}

/** Ends the connection in the way of a crash: what the client sees is a reset. */
function cut(context: AppContext, parts: AppParts, entry: LoggedRequest): Response {
    context.env.incoming.socket.resetAndDestroy();
    parts.onAnswered(entry);
    return RESPONSE_ALREADY_SENT;
}

function finish(
    context: AppContext,
    parts: AppParts,
    entry: LoggedRequest,
    { status, body }: RouteAnswer,
    headers: Headers = {},
): Response {
    entry.status = status;
    parts.onAnswered(entry);
    const isEmpty = status === 204 || status === 304;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const type = typeof body === "string" ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
    return context.newResponse(isEmpty ? null : text, status as 200, {
        ...(!isEmpty && { "content-type": type }),
        ...headers,
    });
}
