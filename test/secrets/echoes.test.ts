import assert from "node:assert/strict";
import { json, startServer, type TestServer } from "../../provider/test/support/server";
import { DynamicProvider } from "../robustness/support";
import { adaPhone, canaries as personal } from "../support/scenario";
import { personalTexts, plantEchoes } from "./echo";

const secretOf = { auth0: "default canary secret", eu: "canary-secret-of-eu" };
const phone = { id: adaPhone, type: "phone", name: "Old phone", created_at: "2026-01-05T08:00:00.000Z" };

type Failing = "GET" | "PATCH";
/** An answer's status; 0 for a connection that is reset. The last one makes all others wait. */
const statuses = [400, 401, 403, 404, 409, 418, 0, 408, 500, 429];
/** Those that are told as they are; 404 may mean that something is gone, and the others are waited out. */
const final = [400, 401, 403, 409, 418];

describe("an answer that repeats secrets and personal data: none is shown, whatever the call and the status", () => {
    let server: TestServer;
    let provider: DynamicProvider | undefined;
    let status: number;
    let failing: Failing;
    let text: string;
    let unreadable: unknown;
    before(async () => {
        server = await startServer(
            ({ method, headers, body }, response) => {
                if (method !== failing) {
                    json(response, 200, method === "PATCH" ? { ...phone, ...JSON.parse(body) } : [phone]);
                } else if (status === 200) {
                    json(response, 200, unreadable);
                } else if (status === 0) {
                    response.socket?.resetAndDestroy();
                } else {
                    const repeated = `${text} ${headers.authorization} ${headers.authorization?.slice(7)} ${Object.values(secretOf).join(" ")}`;
                    json(response, status, {
                        statusCode: status,
                        error: repeated,
                        message: repeated,
                        errorCode: headers.authorization?.slice(7),
                    });
                }
            },
            (_request, response, index) => json(response, 200, { access_token: `opaque/canary+${index}` }),
        );
    });
    afterEach(async () => provider?.stop());
    after(async () => server.close());

    let nextUser = 0;
    /** Every call that reads or writes, each for a user of its own, so that nothing is known of them yet. */
    function everyCall(provider: DynamicProvider, tenant: object): Record<string, Promise<unknown>> {
        const inputs = () => {
            nextUser += 1;
            return { ...tenant, userId: `auth0|${nextUser}`, authenticationMethodId: adaPhone, name: "Ours" };
        };
        const state = () => ({
            ...inputs(),
            name: "As it was",
            declaredSettings: ["name"],
            originalSettings: { name: "Before" },
            onDelete: "restore",
        });
        const failures = (news: ReturnType<typeof inputs>) =>
            provider.check(news).then(([failure]) => {
                throw new Error(failure ?? "no failure");
            });
        const [news, changed] = [inputs(), inputs()];
        return {
            ...(failing === "GET" && {
                check: failures(inputs()),
                diff: provider.diff("an id", { ...state(), userId: news.userId }, news),
                read: provider.read("an id", state()),
            }),
            create: provider.create(inputs()),
            update: provider.update("an id", { ...state(), userId: changed.userId }, changed),
            delete: provider.delete("an id", state()),
        };
    }

    for (const [tenant, debug] of [
        ["auth0", "false"],
        ["eu", "true"],
    ] as const) {
        for (const method of ["GET", "PATCH"] as const) {
            it(`in the answer to ${method}, from tenant ${tenant}, with auth0:debug ${debug}`, async () => {
                failing = method;
                provider = await DynamicProvider.start({
                    "auth0:domain": server.url,
                    "auth0:clientId": "a client",
                    "auth0:clientSecret": secretOf.auth0,
                    "auth0:debug": debug,
                    "auth0-authentication-methods:operationTimeout": "2",
                    "auth0-authentication-methods:tenants": JSON.stringify({
                        eu: { domain: server.url, clientId: "eu", clientSecret: secretOf.eu },
                    }),
                });
                const canaries = plantEchoes().plant("client secret", secretOf[tenant]).plant("token", "opaque/canary");
                for (status of statuses) {
                    text = personalTexts[nextUser % personalTexts.length] ?? "";
                    const calls = Object.entries(everyCall(provider, tenant === "eu" ? { tenant } : {}));
                    const results = await Promise.allSettled(calls.map(([, call]) => call));
                    for (const [index, result] of results.entries()) {
                        const failure: unknown = result.status === "fulfilled" ? undefined : result.reason;
                        const message = String(failure);
                        const what = `${calls[index]?.[0]} when ${method} is answered ${status}`;
                        canaries.assertNoneThrown(failure, `the error of ${what}`);
                        if (final.includes(status)) {
                            assert.match(message, /Could not .*: Auth0 answered/, what);
                        }
                    }
                }
                canaries.assertNone(provider.printed, "output", "what the process printed");
                assert.equal(new RegExp(`${method} /api/v2/\\S+: 500 in`).test(provider.printed), debug === "true");
            });
        }
    }

    it("in an answer that cannot be read", async () => {
        provider = await DynamicProvider.start({
            "auth0:domain": server.url,
            "auth0:apiToken": "opaque/canary",
            "auth0:debug": "true",
        });
        const canaries = plantEchoes().plant("token", "opaque/canary");
        failing = "GET";
        status = 200;
        for (const body of [
            [{ id: 5, type: personal.totp, phone_number: personal.phone, email: personal.email }],
            { authenticators: personal.email, total: personal.phone },
            [...personalTexts, "opaque/canary"],
        ]) {
            unreadable = body;
            const [failure = ""] = await provider.check({ userId: "auth0|a", authenticationMethodId: "x", name: "x" });
            assert.match(failure, /the answer of the Management API is not as documented/);
            canaries.assertNone(failure, "output", "the failure");
        }
        canaries.assertNone(provider.printed, "output", "what the process printed");
    });
});
