import assert from "node:assert/strict";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../src/index";

// The seed is fixed, so that a build that fails fails again; FUZZ_SEED and FUZZ_TIMES change it, as in the provider's tests.
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_301);
const numRuns = Math.ceil(300 * Number(process.env["FUZZ_TIMES"] ?? 1));

const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("", ".", "..", "/", "%2f", "%", "%ff", "a::b", "\u0000", "\r\n", "__proto__", "x".repeat(3_000)),
);
// Encoded once, twice, or not at all where the client lets it through.
const segment = fc.oneof(
    text.map((value) => encodeURIComponent(value.replace(/\p{Cs}/gu, "?"))),
    fc.constantFrom("auth0%7C1", "%", "%zz", "%ff", "%00", "users", "authentication-methods", "//", ";a=b", "@"),
);
const path = fc.oneof(
    fc.array(segment, { maxLength: 3 }).map((parts) => `/api/v2/users/${parts.join("/authentication-methods/")}`),
    fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`),
    fc.constantFrom("/oauth/token", "/api/v2/users-by-email"),
);
const query = fc.array(
    fc.tuple(fc.constantFrom("page", "per_page", "include_totals", "email", "q", "__proto__"), segment),
    {
        maxLength: 3,
    },
);
const key = fc.oneof(
    fc.constantFrom("name", "preferred_authentication_method", "type", "phone_number", "email", "totp_secret"),
    fc.constantFrom("grant_type", "client_id", "client_secret", "audience", "client_assertion", "__proto__"),
    text,
);
const object = fc.array(fc.tuple(key, fc.oneof(text, fc.jsonValue({ maxDepth: 2 }))), { maxLength: 5 });
const body = fc.oneof(
    fc.constant(undefined),
    text,
    fc.jsonValue().map((value) => JSON.stringify(value)),
    object.map(
        (pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`,
    ),
    object.map((pairs) =>
        new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)])).toString(),
    ),
);

describe("whatever the emulator is asked", () => {
    let emulator: Emulator;
    let token: string;
    before(async () => {
        emulator = await startEmulator({ port: 0, users: 2, plan: "unlimited" });
        token = await emulator.issueToken();
    });
    after(async () => emulator.close());

    it("it answers as Auth0 would, and never that it failed", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
                path,
                query,
                body,
                fc.constantFrom(
                    "application/json",
                    "application/x-www-form-urlencoded",
                    "text/plain",
                    "multipart/form-data",
                    "; =",
                ),
                fc.constantFrom("good", "good", "good", "none", "Bearer", "Bearer x.y.z", "Basic YTpi"),
                async (method, where, asked, sent, type, authorization) => {
                    const search = asked.length === 0 ? "" : `?${asked.map((pair) => pair.join("=")).join("&")}`;
                    const response = await fetch(`${emulator.url}${where}${search}`, {
                        method,
                        headers: {
                            "content-type": type,
                            ...(authorization !== "none" && {
                                authorization: authorization === "good" ? `Bearer ${token}` : authorization,
                            }),
                        },
                        ...(sent !== undefined && method !== "GET" && { body: sent }),
                    });
                    const answered = await response.text();
                    assert.ok(response.status < 500, `${response.status}: ${answered}`);
                    if (response.status >= 400) {
                        const error = JSON.parse(answered) as Record<string, unknown>;
                        const isOfTokens = where.startsWith("/oauth/token") && "error_description" in error;
                        assert.ok(isOfTokens || error["statusCode"] === response.status, answered);
                        assert.equal(typeof error["error"], "string");
                    }
                },
            ),
            { seed, numRuns },
        );
    });
});
