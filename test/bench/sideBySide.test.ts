// What the side-by-side measurement computes: the ideal, and what became of the job.

import assert from "node:assert/strict";
import { brokenPromises, idealSeconds, leastRequests, makeJob, whatWasSeen } from "../../bench/sideBySide/job";

const list = "/api/v2/users/u/authentication-methods?page=0";
const method = "/api/v2/users/u/authentication-methods/m";

describe("the job that ours and others are given", () => {
    it("takes at best as long as the bucket takes to refill what the burst does not cover", () => {
        assert.equal(idealSeconds(40, { burst: 2, perSecond: 2 }), 19);
        assert.equal(idealSeconds(300, { burst: 50, perSecond: 16 }), 15.625);
        assert.equal(idealSeconds(50, { burst: 50, perSecond: 16 }), 0);
        assert.equal(idealSeconds(1, { burst: 50, perSecond: 16 }), 0);
    });

    it("needs a request to read and one to write each method, none of which is as declared at first", () => {
        const job = makeJob("enterprise", 3);
        assert.equal(job.declared.length, 3);
        assert.equal(leastRequests(job), 6);
        assert.equal(whatWasSeen(job.declared, [], job.users).lost, 3);
    });

    it("is not for plans whose groups of endpoints have limits of their own", () => {
        assert.throws(() => makeJob("essentials", 1), /no one ideal/);
    });

    it("is lost where a method is not as declared in every respect, or is gone", () => {
        const { declared, users } = makeJob("free", 4);
        const changes = [
            { name: "Work phone", preferred_authentication_method: "voice" },
            { name: "Work phone" },
            { preferred_authentication_method: "voice" },
        ] as const;
        const after = users.slice(0, 3).map((user, index) => ({
            ...user,
            authentication_methods: user.authentication_methods.map((one) => ({ ...one, ...changes[index] })),
        }));
        assert.equal(whatWasSeen(declared, [], after).lost, 3);
    });

    it("counts what was refused apart, and tokens not at all", () => {
        const requests = [
            { method: "POST", path: "/oauth/token", status: 200 },
            { method: "GET", path: list, status: 429 },
            { method: "GET", path: list, status: 200 },
            { method: "PATCH", path: method, status: 429 },
            { method: "PATCH", path: method, status: 429 },
            { method: "PATCH", path: method, status: 200 },
            { method: "PATCH", path: method },
        ];
        const { lost, ...seen } = whatWasSeen([], requests, []);
        assert.deepEqual(seen, { gets: 1, patches: 2, refused: 3, all: 6 });
        assert.equal(lost, 0);
    });

    it("fails the command for each promise of ours that was not kept, and for nothing else", () => {
        const job = makeJob("free", 2);
        assert.deepEqual(brokenPromises(job, { lost: 0, gets: 2, patches: 2 }, undefined), []);
        assert.deepEqual(brokenPromises(job, { lost: 1, gets: 3, patches: 4 }, "update failed"), [
            "failed:\nupdate failed",
            "left 1 of 2 methods undone",
            "sent 3 GET for 2 users",
            "sent 4 PATCH for 2 methods",
        ]);
    });
});
