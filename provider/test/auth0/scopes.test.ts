import assert from "node:assert/strict";
import { hintAtScopes, scopes, scopesBeyondNeed } from "../../src/auth0/scopes";
import { createClient } from "../support/client";
import { json, startServer } from "../support/server";

const tokenOf = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
const needed = `${scopes.read} ${scopes.update}`;

describe("the scopes of an access token", () => {
    it("are as needed, fewer, or not told: nothing is said", () => {
        for (const token of [
            tokenOf({ scope: needed }),
            tokenOf({ scope: scopes.read }),
            tokenOf({ scope: "" }),
            tokenOf({}),
            tokenOf({ scope: ["delete:users"] }),
            tokenOf(null),
            "opaque",
            "a.b.c",
            "",
        ]) {
            assert.deepEqual(scopesBeyondNeed(token), [], token);
            assert.equal(hintAtScopes(token, "tenant"), undefined);
        }
    });

    it("are more than needed: those are named, with what is needed and what to do", () => {
        assert.equal(
            hintAtScopes(tokenOf({ scope: `delete:users ${needed} delete:clients` }), "tenant"),
            "tenant: the access token permits more than is needed to keep settings, which is read:authentication_methods and " +
                'update:authentication_methods: "delete:users", "delete:clients". An application of its own, without those ' +
                "that the program has no use for, is safer.",
        );
    });

    it("are those that other parts of this package need: they are named with what they are for", () => {
        const hint = hintAtScopes(tokenOf({ scope: Object.values(scopes).join(" ") }), "tenant") ?? "";
        assert.ok(
            hint.includes(
                ': "create:authentication_methods" (AuthenticationMethod enrols with it), "delete:authentication_methods" ' +
                    '(AuthenticationMethod deletes with it), "read:users" (for looking users up). An application',
            ),
            hint,
        );
    });

    it("are shown escaped, and not by the thousand", () => {
        const many = Array.from({ length: 1_000 }, (_, index) => `delete:thing${index}`).join(" ");
        const hint = hintAtScopes(tokenOf({ scope: `a\u001b[2J\n ${many}` }), "tenant") ?? "";
        assert.ok(hint.includes('"a\\u001b[2J\\n"') && hint.includes(" more. An application"), hint);
        assert.ok(hint.length < 2_000);
    });

    it("are told once for a client, to auth0:debug", async () => {
        const server = await startServer(
            (_request, response) => json(response, 200, []),
            (_request, response) => json(response, 200, { access_token: tokenOf({ scope: "delete:users" }) }),
        );
        const { client, log, operation } = createClient(server.url);
        await client.listMethods("auth0|a", operation);
        await client.listMethods("auth0|b", operation);
        await server.close();
        assert.equal(log.lines.filter((line) => line.includes("permits more")).length, 1);
    });
});
