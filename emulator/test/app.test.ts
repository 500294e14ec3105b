import assert from "node:assert/strict";
import { connect } from "node:net";
import { ada, adaPhone, methodsPath, newcomer, tenants } from "./support/tenant";

const form = "application/x-www-form-urlencoded";
const phonePath = methodsPath(ada, adaPhone);

describe("the tenant on the wire", () => {
    const start = tenants();

    it("takes bodies as forms as well", async () => {
        const tenant = await start();
        const patched = await tenant.send("PATCH", phonePath, {
            body: "name=Work+phone&preferred_authentication_method=voice",
            contentType: form,
        });
        assert.equal(patched.status, 200);
        const { name, preferred_authentication_method } = tenant.emulator.method(ada, adaPhone);
        assert.deepEqual([name, preferred_authentication_method], ["Work phone", "voice"]);
        const posted = await tenant.send("POST", methodsPath(newcomer), {
            body: "type=phone&phone_number=%2B442079460123",
            contentType: `${form}; charset=utf-8`,
        });
        assert.equal(posted.status, 201);
        const refused = await tenant.send("PATCH", phonePath, {
            body: "confirmed=true",
            contentType: form.toUpperCase(),
        });
        assert.match(String(refused.body["message"]), /Additional properties not allowed: confirmed/);
    });

    it("refuses a body that is no JSON, and does nothing", async () => {
        const tenant = await start();
        const before = structuredClone(tenant.emulator.users);
        for (const body of ['{"name":', "name=x", '"name"']) {
            const answer = await tenant.send("PATCH", phonePath, { body });
            assert.deepEqual(answer.body, {
                statusCode: 400,
                error: "Bad Request",
                message: "Invalid request payload JSON format",
            });
        }
        assert.deepEqual(tenant.emulator.users, before);
    });

    it("refuses a body above 1 MB, counted in bytes", async () => {
        const tenant = await start();
        const largest = 1_048_576;
        const rest = '{"name":""}'.length;
        const bodies = [
            ["x".repeat(largest - rest), 200],
            ["x".repeat(largest - rest + 1), 413],
            ["é".repeat((largest - rest + 1) / 2), 413],
        ] as const;
        for (const [name, status] of bodies) {
            assert.equal((await tenant.send("PATCH", phonePath, { body: { name } })).status, status);
        }
        assert.equal(tenant.emulator.method(ada, adaPhone).name?.length, largest - rest);
    });

    it("answers what it does not know with 404, and logs it", async () => {
        const tenant = await start();
        const asked: readonly [method: string, path: string][] = [
            ["GET", "/api/v2/users"],
            ["GET", "/"],
            ["PATCH", methodsPath(ada)],
            ["POST", phonePath],
            ["GET", `${phonePath}/more`],
            ["GET", "/api/v2/users//authentication-methods"],
            ["DELETE", "/oauth/token?x=1"],
        ];
        for (const [method, path] of asked) {
            const answer = await tenant.send(method, path);
            assert.equal(answer.status, 404, path);
            assert.deepEqual(answer.body, { statusCode: 404, error: "Not Found", message: "Not Found" });
        }
        assert.deepEqual(
            tenant.emulator.requests.map(({ method, path, status }) => [method, path, status]),
            asked.map(([method, path]) => [method, path, 404]),
        );
    });

    it("refuses a path that cannot be decoded", async () => {
        const tenant = await start();
        for (const id of ["auth0%7C%ZZ", "%FF", "%", "%C3"]) {
            const answer = await tenant.get(`/api/v2/users/${id}/authentication-methods`);
            assert.equal(answer.status, 400, id);
            assert.equal(answer.body["errorCode"], "invalid_uri");
        }
    });

    it("takes a percent sign in the query for what it is", async () => {
        const tenant = await start();
        const answer = await tenant.get("/api/v2/users-by-email?email=100%");
        assert.deepEqual([answer.status, answer.body], [200, []]);
    });

    it("survives a client that goes away in the middle of its request", async () => {
        const tenant = await start();
        const { hostname, port } = new URL(tenant.emulator.url);
        const socket = connect(Number(port), hostname);
        await new Promise<void>((resolve) => {
            socket.write(`PATCH ${phonePath} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: 99\r\n\r\n{`, () =>
                resolve(),
            );
        });
        assert.equal((await tenant.get(phonePath)).status, 200);
        await new Promise<void>((resolve) => {
            socket.once("close", () => resolve());
            socket.destroy();
        });
        assert.equal((await tenant.get(phonePath)).status, 200);
        assert.deepEqual(
            tenant.emulator.requests.map(({ method }) => method),
            ["GET", "GET"],
        );
    });

    it("serves many at once, each as if it were alone", async () => {
        const tenant = await start({ users: 60 });
        const { users } = tenant.emulator;
        const answers = await Promise.all(
            users.map(({ user_id }) => tenant.get<{ id: string }[]>(methodsPath(user_id))),
        );
        assert.deepEqual(
            answers.map(({ body }) => body.map(({ id }) => id)),
            users.map(({ authentication_methods: methods }) => methods.map(({ id }) => id)),
        );
    });
});
