import assert from "node:assert/strict";
import fc from "fast-check";
import { type Answer, ada, methodsPath, type Tenant, tenants } from "../support/tenant";

function userPath(userId: string, query = ""): string {
    return `/api/v2/users/${encodeURIComponent(userId)}${query}`;
}

function byEmail(tenant: Tenant, email: string): Promise<Answer<Record<string, unknown>[]>> {
    return tenant.get(`/api/v2/users-by-email?email=${encodeURIComponent(email)}`);
}

describe("a look-up of users", () => {
    const start = tenants();

    it("gives a profile by id, without the authentication methods", async () => {
        const tenant = await start();
        const { status, body } = await tenant.get(userPath(ada));
        assert.equal(status, 200);
        assert.deepEqual(body, {
            user_id: ada,
            email: "ada@example.com",
            email_verified: true,
            name: "ada@example.com",
            nickname: "ada",
            created_at: "2026-01-05T08:00:00.000Z",
            updated_at: "2026-01-05T08:00:00.000Z",
            identities: [
                {
                    user_id: "507f1f77bcf86cd799439020",
                    provider: "auth0",
                    connection: "Username-Password-Authentication",
                    isSocial: false,
                },
            ],
        });
    });

    it("gives of a user what the test that made it has said", async () => {
        const user = { user_id: "oauth2|siwe|x", email: "x@example.com", name: "X", authentication_methods: [] };
        const tenant = await start({ users: [user] });
        const { body } = await tenant.get(userPath(user.user_id));
        assert.equal(body["name"], "X");
        assert.deepEqual(body["identities"], [
            { user_id: "siwe|x", provider: "oauth2", connection: "siwe", isSocial: false },
        ]);
    });

    it("gives the fields that are asked for, or all others", async () => {
        const tenant = await start();
        const only = await tenant.get(userPath(ada, "?fields=email,user_id"));
        assert.deepEqual(only.body, { email: "ada@example.com", user_id: ada });
        const others = await tenant.get(userPath(ada, "?fields=email,user_id&include_fields=false"));
        assert.deepEqual(Object.keys(others.body).sort(), [
            "created_at",
            "email_verified",
            "identities",
            "name",
            "nickname",
            "updated_at",
        ]);
        const list = await tenant.get<unknown[]>("/api/v2/users-by-email?email=ada%40example.com&fields=user_id");
        assert.deepEqual(list.body, [{ user_id: ada }]);
    });

    it("by e-mail address gives all who have it, and tells upper from lower case", async () => {
        const email = "shared+tag@example.com";
        const ids = ["auth0|1", "samlp|corp|2"];
        const tenant = await start({ users: ids.map((user_id) => ({ user_id, email, authentication_methods: [] })) });
        assert.deepEqual(
            (await byEmail(tenant, email)).body.map(({ user_id }) => user_id),
            ids,
        );
        assert.deepEqual((await byEmail(tenant, email.toUpperCase())).body, []);
        assert.deepEqual((await byEmail(tenant, "nobody@example.com")).body, []);
    });

    it("gives Auth0's body for an id that nobody has", async () => {
        const tenant = await start();
        const answer = await tenant.get(userPath("auth0|nobody"));
        assert.deepEqual(answer.body, {
            statusCode: 404,
            error: "Not Found",
            message: "The user does not exist.",
            errorCode: "inexistent_user",
        });
    });

    it("finds each id that is encoded once, whatever is in it", async () => {
        const tenant = await start({ users: [] });
        // Path segments that are `.` or `..`, encoded or not, are no ids in any URL.
        const id = fc
            .oneof(fc.string({ minLength: 1, unit: "binary" }), fc.stringMatching(/^[%/|.?#\\+ 0-9A-F]{1,20}$/))
            .filter((text) => !/^\.{1,2}$/.test(text));
        await fc.assert(
            fc.asyncProperty(id, id, async (userId, methodId) => {
                const method = { id: methodId, type: "phone", created_at: "2026-01-05T08:00:00.000Z" };
                const user = { user_id: userId, email: "x@example.com", authentication_methods: [method] };
                tenant.emulator.users.splice(0, 1, user);
                const answers = [
                    await tenant.get(userPath(userId)),
                    await tenant.get(methodsPath(userId)),
                    await tenant.get(methodsPath(userId, methodId)),
                ];
                assert.ok(answers.every(({ status }) => status === 200));
                assert.deepEqual(answers[2]?.body, method);
            }),
            { numRuns: 200 },
        );
    });

    it("finds nothing for an id that is encoded twice", async () => {
        const tenant = await start();
        assert.equal((await tenant.get(userPath(encodeURIComponent(ada)))).status, 404);
    });
});
