import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { decodeJwt, SignJWT } from "jose";
import { allScopes } from "../src/tokens";
import { type Answer, ada, adaPhone, methodsPath, newcomer, type Tenant, tenants } from "./support/tenant";

function get(tenant: Tenant, token: string | null): Promise<Answer> {
    return tenant.send("GET", methodsPath(ada), { token });
}

describe("an access token", () => {
    const start = tenants();

    const refused: readonly [what: string, token: (tenant: Tenant) => Promise<string | null>, message: string][] = [
        ["missing", async () => null, "Missing authentication token"],
        ["no JWT", async () => "rubbish", "Invalid token."],
        [
            "expired",
            ({ emulator }) => emulator.issueToken({ expiresIn: -1 }),
            "Expired token received for JSON Web Token validation",
        ],
        [
            "for another audience",
            ({ emulator }) => emulator.issueToken({ audience: "https://other.example/" }),
            "Invalid token.",
        ],
        [
            "signed by somebody else",
            async ({ emulator }) => {
                const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
                const claims = decodeJwt(await emulator.issueToken());
                return new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
            },
            "Invalid token.",
        ],
        [
            "signed by the key for assertions",
            async ({ emulator }) => {
                const claims = decodeJwt(await emulator.issueToken());
                const key = createPrivateKey(emulator.clientAssertionPrivateKey);
                return new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(key);
            },
            "Invalid token.",
        ],
        [
            "changed after it was signed",
            async ({ emulator }) => {
                const [header, payload = "", signature] = (await emulator.issueToken({ scopes: [] })).split(".");
                const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
                const changed = Buffer.from(JSON.stringify({ ...claims, scope: allScopes.join(" ") }));
                return [header, changed.toString("base64url"), signature].join(".");
            },
            "Invalid token.",
        ],
        [
            "revoked",
            async ({ emulator }) => {
                const token = await emulator.issueToken();
                emulator.revokeTokens();
                return token;
            },
            "Invalid token.",
        ],
    ];
    for (const [what, makeToken, message] of refused) {
        it(`that is ${what} opens nothing`, async () => {
            const tenant = await start();
            const answer = await get(tenant, await makeToken(tenant));
            assert.equal(answer.status, 401);
            assert.deepEqual(answer.body, {
                statusCode: 401,
                error: "Unauthorized",
                message,
                attributes: { error: message },
            });
        });
    }

    it("of another tenant opens nothing", async () => {
        const [tenant, other] = [await start(), await start()];
        assert.equal((await get(tenant, await other.emulator.issueToken())).status, 401);
        const { audience } = tenant.emulator;
        assert.equal((await get(tenant, await other.emulator.issueToken({ audience }))).status, 401);
        assert.equal((await get(tenant, await tenant.emulator.issueToken())).status, 200);
    });

    it("that is made after all were revoked opens everything again", async () => {
        const tenant = await start();
        tenant.emulator.revokeTokens();
        assert.equal((await get(tenant, await tenant.emulator.issueToken())).status, 200);
    });

    it("stands after the word Bearer, in any case", async () => {
        const { emulator } = await start();
        const token = await emulator.issueToken();
        const statuses: number[] = [];
        for (const authorization of [`Bearer ${token}`, `bearer ${token}`, token, `Basic ${token}`, "Bearer "]) {
            const response = await fetch(emulator.url + methodsPath(ada), { headers: { authorization } });
            statuses.push(response.status);
        }
        assert.deepEqual(statuses, [200, 200, 401, 401, 401]);
    });

    const needs: readonly [method: string, path: string, scope: string][] = [
        ["GET", methodsPath(ada), "read:authentication_methods"],
        ["GET", methodsPath(ada, adaPhone), "read:authentication_methods"],
        ["POST", methodsPath(ada), "create:authentication_methods"],
        ["PUT", methodsPath(newcomer), "update:authentication_methods"],
        ["PATCH", methodsPath(ada, adaPhone), "update:authentication_methods"],
        ["DELETE", methodsPath(newcomer), "delete:authentication_methods"],
        ["DELETE", methodsPath(ada, adaPhone), "delete:authentication_methods"],
        ["GET", `/api/v2/users/${encodeURIComponent(ada)}`, "read:users"],
        ["GET", "/api/v2/users-by-email?email=ada%40example.com", "read:users"],
    ];
    for (const [method, path, scope] of needs) {
        it(`needs the scope ${scope} for ${method} ${decodeURIComponent(path)}, and no other`, async () => {
            const tenant = await start();
            const others = await tenant.emulator.issueToken({ scopes: allScopes.filter((other) => other !== scope) });
            const refusal = await tenant.send(method, path, { token: others });
            assert.equal(refusal.status, 403);
            assert.deepEqual(refusal.body, {
                statusCode: 403,
                error: "Forbidden",
                message: `Insufficient scope, expected any of: ${scope}`,
                errorCode: "insufficient_scope",
            });
            const alone = await tenant.emulator.issueToken({ scopes: [scope] });
            assert.notEqual((await tenant.send(method, path, { token: alone })).status, 403);
        });
    }

    it("has no scope by half of its name", async () => {
        const tenant = await start();
        const token = await tenant.emulator.issueToken({ scopes: ["read:authentication_methods_x", "read"] });
        assert.equal((await get(tenant, token)).status, 403);
    });

    it("changes nothing in its tenant when it is refused", async () => {
        const tenant = await start();
        const before = structuredClone(tenant.emulator.users);
        const token = await tenant.emulator.issueToken({ scopes: ["read:authentication_methods"] });
        await tenant.send("PATCH", methodsPath(ada, adaPhone), { token, body: { name: "Mallory" } });
        await tenant.send("DELETE", methodsPath(ada, adaPhone), { token: null });
        assert.deepEqual(tenant.emulator.users, before);
    });
});
