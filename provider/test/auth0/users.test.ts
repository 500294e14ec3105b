import assert from "node:assert/strict";
import { Users } from "../../src/auth0/users";
import { isAuthenticationMethodsError } from "../../src/core/errors";
import { createSession } from "../support/client";
import { json, startServer, type TestServer } from "../support/server";

const email = "ada.lovelace@example.com";
const identity = (connection: unknown) => ({
    connection,
    provider: "auth0",
    user_id: "ada",
    isSocial: false,
    access_token: "token-of-another-service",
});
const ada = {
    user_id: "auth0|ada",
    email,
    identities: [identity("staff"), identity("google-oauth2")],
    name: "Ada Lovelace",
};

describe("looking users up", () => {
    let server: TestServer;
    afterEach(async () => server.close());

    function lookUp() {
        const { session, operation } = createSession(server.url);
        const users = new Users(session);
        return {
            withEmail: () => users.withEmail(email, operation),
            withId: (userId: string) => users.withId(userId, operation),
        };
    }

    const answering = async (status: number, body: unknown) => {
        server = await startServer((_request, response) => json(response, status, body));
    };

    it("asks by e-mail address, for no more of the profile than is needed", async () => {
        await answering(200, [ada]);
        await lookUp().withEmail();
        assert.equal(
            server.apiRequests[0]?.url,
            "/api/v2/users-by-email?email=ada.lovelace%40example.com&fields=user_id%2Cemail%2Cidentities&include_fields=true",
        );
    });

    it("asks by id, as one segment that is encoded once", async () => {
        await answering(200, ada);
        await lookUp().withId("oauth2|a%3A5/x@y");
        assert.equal(
            server.apiRequests[0]?.url,
            "/api/v2/users/oauth2%7Ca%253A5%2Fx%40y?fields=user_id%2Cemail%2Cidentities&include_fields=true",
        );
    });

    it("keeps the id, the address and the connections, and drops whatever else comes", async () => {
        await answering(200, [ada]);
        assert.deepEqual(await lookUp().withEmail(), [
            { userId: "auth0|ada", email, connections: ["staff", "google-oauth2"] },
        ]);
    });

    it("takes a user as it comes, with no address and with identities that are odd or not there", async () => {
        for (const identities of [undefined, null, "none", [], [null], [identity(null)], [{}]]) {
            await answering(200, { user_id: "auth0|ada", email: null, identities });
            assert.deepEqual(await lookUp().withId("auth0|ada"), { userId: "auth0|ada", connections: [] });
            await server.close();
        }
        await answering(200, { user_id: "auth0|ada", identities: [null, identity("staff"), identity("staff")] });
        assert.deepEqual(await lookUp().withId("auth0|ada"), { userId: "auth0|ada", connections: ["staff"] });
    });

    it("finds nobody by an e-mail address that nobody has", async () => {
        await answering(200, []);
        assert.deepEqual(await lookUp().withEmail(), []);
    });

    it("finds nobody by an id that does not exist", async () => {
        await answering(404, {
            statusCode: 404,
            error: "Not Found",
            message: "The user does not exist.",
            errorCode: "inexistent_user",
        });
        assert.equal(await lookUp().withId("auth0|nobody"), undefined);
    });

    it("does not take a 404 of anything but the Management API for a user that does not exist", async () => {
        await answering(404, "<h1>Not Found</h1>");
        await assert.rejects(lookUp().withId("auth0|ada"), {
            name: "RequestRefusedError",
            message: /^Could not look up user "auth0\|ada" in tenant .*auth0:domain is the tenant's own domain/,
        });
    });

    it("names the scope that is missing", async () => {
        await answering(403, {
            statusCode: 403,
            error: "Forbidden",
            message: "Insufficient scope, expected any of: read:users",
            errorCode: "insufficient_scope",
        });
        await assert.rejects(lookUp().withEmail(), {
            name: "PermissionError",
            message: /Grant the scope read:users to/,
        });
    });

    for (const [what, status, body] of [
        ["a refusal that repeats the address", 400, { statusCode: 400, message: `'${email}' is no address` }],
        ["an answer that is no list", 200, { users: [ada] }],
        ["a user without an id", 200, [{ email }]],
        ["an answer that is not JSON", 200, email],
    ] as const) {
        it(`fails with a message that does not hold the e-mail address for ${what}`, async () => {
            await answering(status, body);
            await assert.rejects(lookUp().withEmail(), (error: Error) => {
                assert.ok(isAuthenticationMethodsError(error));
                assert.match(
                    error.message,
                    /^Could not look up the users with the e-mail address "a\*\*\*@example\.com" in/,
                );
                assert.ok(!JSON.stringify([error.message, error.stack, error]).includes("lovelace"), error.message);
                return true;
            });
        });
    }
});
