import assert from "node:assert/strict";
import { tokenPath } from "../../../src/auth0/paths";
import type { Request } from "../../../src/auth0/transport";
import { ObservedTransport } from "../../../src/cli/check/observed";
import { VirtualClock } from "../../support/client";

const tokenOf = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

describe("what check sees of scopes", () => {
    /** The scopes of a token that came with this answer of the token endpoint. */
    async function scopesSeen(accessToken: string, answer: object): Promise<readonly string[] | undefined> {
        const send = async ({ path }: Request) => ({
            status: 200,
            header: () => undefined,
            text: path === tokenPath ? JSON.stringify(answer) : "[]",
        });
        const observed = new ObservedTransport({ send }, new VirtualClock());
        await observed.send({ method: "POST", path: tokenPath }, 1_000);
        const headers = { Authorization: `Bearer ${accessToken}` };
        await observed.send({ method: "GET", path: "/api/v2/users/a", headers }, 1_000);
        return observed.scopes;
    }

    it("is what the token carries, whatever was said when it was given", async () => {
        assert.deepEqual(await scopesSeen(tokenOf({ scope: "a b" }), { scope: "c" }), ["a", "b"]);
        assert.deepEqual(await scopesSeen(tokenOf({ scope: "a" }), {}), ["a"]);
    });

    it("is what the tenant said when it gave the token, where the token tells nothing", async () => {
        for (const token of ["opaque", tokenOf({}), tokenOf({ scope: "" })]) {
            assert.deepEqual(await scopesSeen(token, { access_token: token, scope: "c d" }), ["c", "d"], token);
        }
    });

    it("is unknown where neither tells, and none where the token says so", async () => {
        assert.equal(await scopesSeen("opaque", {}), undefined);
        assert.deepEqual(await scopesSeen(tokenOf({ scope: "" }), {}), []);
    });
});
