import assert from "node:assert/strict";
import type { RouteName } from "../src/index";
import { routeNames } from "../src/routes/route";
import { ada, adaPhone, methodsPath, type Tenant, tenants } from "./support/tenant";

const list: RouteName = "GET /api/v2/users/{id}/authentication-methods";
const patch: RouteName = "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}";
const hour = 3_600_000;

describe("a fault", () => {
    const start = tenants();

    async function statuses(tenant: Tenant, count: number, path = methodsPath(ada)): Promise<number[]> {
        const seen: number[] = [];
        for (let request = 0; request < count; request += 1) {
            seen.push((await tenant.get(path)).status);
        }
        return seen;
    }

    function rename(tenant: Tenant) {
        return tenant.send("PATCH", methodsPath(ada, adaPhone), { body: { name: "Renamed" } });
    }

    it("meets the next request of its route, once, unless told", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: list, status: 503 });
        assert.equal((await tenant.get(methodsPath(ada, adaPhone))).status, 200);
        assert.deepEqual(await statuses(tenant, 3), [503, 200, 200]);
    });

    it("meets the nth request from when it is set, and as many in a row as it is told", async () => {
        const tenant = await start();
        await statuses(tenant, 2);
        tenant.emulator.fault({ route: list, nth: 2, times: 2, status: 503 });
        assert.deepEqual(await statuses(tenant, 5), [200, 503, 503, 200, 200]);
        tenant.emulator.fault({ route: list, times: Number.POSITIVE_INFINITY, status: 500 });
        assert.deepEqual(await statuses(tenant, 4), [500, 500, 500, 500]);
    });

    it("of any route meets requests of every route, that for tokens among them", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: "*", times: 3, status: 500 });
        const answers = [
            await tenant.exchange({}),
            await tenant.get(methodsPath(ada)),
            await rename(tenant),
            await tenant.get(methodsPath(ada)),
        ];
        assert.deepEqual(
            answers.map(({ status }) => status),
            [500, 500, 500, 200],
        );
    });

    it("that was set first wins where several meet a request, and each counts it", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: list, status: 500 });
        tenant.emulator.fault({ route: "*", times: 2, status: 503 });
        assert.deepEqual(await statuses(tenant, 3), [500, 503, 200]);
    });

    it("is taken back with all others", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: list, times: 9, status: 500 });
        assert.deepEqual(await statuses(tenant, 1), [500]);
        tenant.emulator.clearFaults();
        assert.deepEqual(await statuses(tenant, 1), [200]);
    });

    it("answers with the status, body and headers that it names", async () => {
        const tenant = await start();
        const body = { statusCode: 429, error: "Too Many Requests", message: "Slow down" };
        tenant.emulator.fault({
            route: list,
            status: 429,
            body,
            headers: { "Retry-After": "7", "x-ratelimit-reset": "soon" },
        });
        const answer = await tenant.get(methodsPath(ada));
        assert.equal(answer.status, 429);
        assert.deepEqual(answer.body, body);
        assert.deepEqual(
            ["retry-after", "x-ratelimit-reset", "content-type"].map((name) => answer.headers.get(name)),
            ["7", "soon", "application/json; charset=utf-8"],
        );
    });

    it("answers a text as it is, as HTML unless its headers say otherwise", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: list, status: 502, body: "<html>Bad gateway</html>" });
        tenant.emulator.fault({ route: list, nth: 2, body: '{"a":', headers: { "content-type": "application/json" } });
        const [html, cut] = [await tenant.get(methodsPath(ada)), await tenant.get(methodsPath(ada))];
        assert.deepEqual([html.status, html.text], [502, "<html>Bad gateway</html>"]);
        assert.match(html.headers.get("content-type") ?? "", /^text\/html/);
        assert.deepEqual([cut.status, cut.text], [200, '{"a":']);
        assert.equal(cut.headers.get("content-type"), "application/json");
    });

    it("answers with the body that is usual for its status when it names none", async () => {
        const tenant = await start();
        const seen: unknown[] = [];
        for (const status of [503, 429, 404]) {
            tenant.emulator.fault({ route: "*", status });
            seen.push((await tenant.get(methodsPath(ada))).body);
        }
        tenant.emulator.fault({ route: "*", status: 429 });
        seen.push((await tenant.exchange({})).body);
        assert.deepEqual(seen, [
            { statusCode: 503, error: "Service Unavailable", message: "Service Unavailable" },
            { statusCode: 429, error: "Too Many Requests", message: "Too Many Requests" },
            { statusCode: 404, error: "Not Found", message: "Not Found" },
            { error: "too_many_requests", error_description: "Too Many Requests" },
        ]);
    });

    it("answers with null, or with nothing at all for a 204", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: list, status: 200, body: null });
        tenant.emulator.fault({ route: list, nth: 2, status: 204, body: { a: 1 } });
        assert.equal((await tenant.get(methodsPath(ada))).text, "null");
        const empty = await tenant.get(methodsPath(ada));
        assert.deepEqual([empty.status, empty.text], [204, ""]);
    });

    it("keeps the request from taking effect, unless it is to be applied", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: patch, status: 500 });
        assert.equal((await rename(tenant)).status, 500);
        assert.equal(tenant.emulator.method(ada, adaPhone).name, "Phone");
        tenant.emulator.fault({ route: patch, status: 500, applied: true });
        assert.equal((await rename(tenant)).status, 500);
        assert.equal(tenant.emulator.method(ada, adaPhone).name, "Renamed");
    });

    it("resets the connection before the request takes effect, or after", async () => {
        for (const applied of [undefined, false, true]) {
            const tenant = await start();
            tenant.emulator.fault({ route: patch, reset: true, ...(applied !== undefined && { applied }) });
            await assert.rejects(rename(tenant), ({ cause }: Error) => {
                assert.equal((cause as { code?: string }).code, "ECONNRESET");
                return true;
            });
            assert.equal(tenant.emulator.method(ada, adaPhone).name, applied === true ? "Renamed" : "Phone");
            assert.equal(tenant.emulator.requests[0]?.status, undefined);
            assert.equal((await rename(tenant)).status, 200);
        }
    });

    it("that is applied is refused as the request itself would be", async () => {
        const tenant = await start({ plan: { burst: 1, perSecond: 0.001, refill: "drip" } });
        await tenant.get(methodsPath(ada));
        tenant.emulator.fault({ route: patch, status: 200, body: {}, applied: true });
        assert.equal((await rename(tenant)).status, 200);
        assert.equal(tenant.emulator.method(ada, adaPhone).name, "Phone");
    });

    it("delays an answer, and others overtake it", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: patch, delay: hour });
        const outcome = assert.rejects(rename(tenant));
        do {
            assert.deepEqual(await statuses(tenant, 1), [200]);
        } while (!tenant.emulator.requests.some(({ method }) => method === "PATCH"));
        assert.deepEqual(await statuses(tenant, 1), [200]);
        assert.equal(tenant.emulator.method(ada, adaPhone).name, "Phone");
        // It is still open, and ends with its tenant.
        await tenant.emulator.close();
        await outcome;
    });

    it("delays an answer that is else as usual, or another one", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: patch, delay: 1 });
        tenant.emulator.fault({ route: patch, nth: 2, delay: 1, status: 503 });
        assert.equal((await rename(tenant)).status, 200);
        assert.equal(tenant.emulator.method(ada, adaPhone).name, "Renamed");
        assert.equal((await rename(tenant)).status, 503);
    });

    it("is refused when there is no such route, and the refusal names all that there are", async () => {
        const { emulator } = await start();
        assert.throws(
            () => emulator.fault({ route: "GET /api/v2/clients" as RouteName, status: 500 }),
            (error: Error) => {
                assert.match(error.message, /^There is no route "GET \/api\/v2\/clients"\. There are: /);
                assert.ok(routeNames.every((name) => error.message.includes(name)));
                return true;
            },
        );
    });

    it("does not count requests that no route takes", async () => {
        const tenant = await start();
        tenant.emulator.fault({ route: "*", status: 500 });
        assert.equal((await tenant.get("/nowhere")).status, 404);
        assert.deepEqual(await statuses(tenant, 1), [500]);
    });
});
