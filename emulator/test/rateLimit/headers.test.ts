import assert from "node:assert/strict";
import type { BucketLimits } from "../../src/index";
import { type Answer, ada, methodsPath, tenants } from "../support/tenant";

/** Nothing comes back while a test runs. */
const slow: BucketLimits = { burst: 3, perSecond: 0.001, refill: "drip" };
const secondsPerToken = 1_000;

const names = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"] as const;

function limitHeaders({ headers }: Answer<unknown>): (string | null)[] {
    return names.map((name) => headers.get(name));
}

describe("the rate limit on the wire", () => {
    const start = tenants();

    it("is told with every answer, and kept", async () => {
        const tenant = await start({ plan: slow });
        const before = Date.now();
        const first = await tenant.get(methodsPath(ada));
        const after = Date.now();
        assert.equal(first.status, 200);
        const [limit, remaining, reset] = limitHeaders(first).map(Number);
        assert.deepEqual([limit, remaining], [3, 2]);
        const [earliest, latest] = [before, after].map((time) => Math.ceil(time / 1_000 + secondsPerToken));
        assert.ok(Number(reset) >= Number(earliest) && Number(reset) <= Number(latest), String(reset));

        const statuses: number[] = [];
        const left: (string | null)[] = [];
        for (const path of [methodsPath("auth0|nobody"), `${methodsPath(ada)}?page=x`, methodsPath(ada)]) {
            const answer = await tenant.get(path);
            statuses.push(answer.status);
            left.push(answer.headers.get("x-ratelimit-remaining"));
        }
        assert.deepEqual(statuses, [404, 400, 429]);
        assert.deepEqual(left, ["1", "0", "0"]);
    });

    it("refuses with Auth0's body, the same headers and no Retry-After, and lets nothing happen", async () => {
        const tenant = await start({ plan: { ...slow, burst: 1 } });
        await tenant.get(methodsPath(ada));
        const answer = await tenant.send("DELETE", methodsPath(ada, "phone|dev_kXVq4drj3Mw6uCF5"));
        assert.equal(answer.status, 429);
        assert.deepEqual(answer.body, {
            statusCode: 429,
            error: "Too Many Requests",
            message: "Global limit has been reached",
            errorCode: "too_many_requests",
        });
        const [limit, remaining, reset] = limitHeaders(answer);
        assert.deepEqual([limit, remaining], ["1", "0"]);
        assert.match(String(reset), /^\d{10}$/);
        assert.equal(answer.headers.get("retry-after"), null);
        assert.equal(tenant.emulator.user(ada).authentication_methods.length, 4);
    });

    it("counts requests without a valid token or scope as well", async () => {
        const tenant = await start({ plan: slow });
        const token = await tenant.emulator.issueToken({ scopes: [] });
        const refused = [
            await tenant.send("GET", methodsPath(ada), { token: null }),
            await tenant.send("GET", methodsPath(ada), { token }),
        ];
        assert.deepEqual(
            refused.map((answer) => [answer.status, answer.headers.get("x-ratelimit-remaining")]),
            [
                [401, "2"],
                [403, "1"],
            ],
        );
    });

    it("is not there for the token endpoint and the keys", async () => {
        const tenant = await start({ plan: { ...slow, burst: 1 } });
        for (let request = 0; request < 3; request += 1) {
            const keys = await tenant.get("/.well-known/jwks.json");
            const token = await tenant.exchange({});
            assert.deepEqual([keys.status, token.status], [200, 400]);
            assert.deepEqual([...limitHeaders(keys), ...limitHeaders(token)], Array(6).fill(null));
        }
        assert.equal((await tenant.get(methodsPath(ada))).status, 200);
    });

    it("has no headers where there is none", async () => {
        const tenant = await start({ plan: "unlimited" });
        for (let request = 0; request < 60; request += 1) {
            const answer = await tenant.get(methodsPath(ada));
            assert.equal(answer.status, 200);
            assert.deepEqual(limitHeaders(answer), [null, null, null]);
        }
    });

    it("keeps look-ups of users apart from methods on plans that do", async () => {
        const tenant = await start({ plan: "essentials" });
        const methods = await tenant.get(methodsPath(ada));
        const users = await tenant.get("/api/v2/users-by-email?email=ada%40example.com");
        assert.deepEqual(
            [methods, users].map(({ headers }) => headers.get("x-ratelimit-limit")),
            ["10", "40"],
        );
    });
});
