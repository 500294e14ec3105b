import assert from "node:assert/strict";
import { Buckets } from "../../../src/auth0/rate/buckets";
import type { Answered, RequestClass } from "../../../src/auth0/rate/control";
import { accepted, refused } from "../../support/rate";

function buckets() {
    const all = new Buckets(() => 0.5);
    return {
        all,
        /** Sends one request and has it answered, at one moment. */
        ask: (requestClass: RequestClass, answered: Answered | undefined, now = 0) =>
            all.receive(all.send(requestClass, now, 1), answered, now),
        isFree: (requestClass: RequestClass, now = 0) => all.earliest(requestClass, now, 1) === now,
    };
}

describe("the buckets of a tenant", () => {
    it("are one for reads and writes whose answers show the same size", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 50, remaining: 30 }));
        ask("write", accepted({ limit: 50, remaining: 0, resetIn: 5_000 }));
        assert.ok(!isFree("write"));
        assert.ok(!isFree("read"));
    });

    it("are two for reads and writes whose answers show different sizes", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 40, remaining: 30 }));
        ask("write", accepted({ limit: 20, remaining: 0, resetIn: 5_000 }));
        assert.ok(!isFree("write"));
        assert.ok(isFree("read"));
    });

    it("are taken for those of the other class until an answer shows one, as between the last read and the first write", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 2, remaining: 0, resetIn: 1_000 }));
        assert.ok(!isFree("write"));
        assert.ok(isFree("write", 1_000));
        ask("write", accepted({ limit: 20, remaining: 19 }), 1_000);
        assert.ok(isFree("write", 1_001));
    });

    it("are all heeded by requests whose answers show now one and now another: the tightest counts", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 50, remaining: 0, resetIn: 5_000 }));
        ask("read", accepted({ limit: 10, remaining: 9 }));
        assert.ok(!isFree("read"));
        assert.ok(isFree("read", 6_000));
    });

    it("are forgotten when answers do not show them any more, as after a change of plan", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 2, remaining: 0, resetIn: 250_000 }));
        for (let index = 0; index < 21; index += 1) {
            ask("read", accepted({ limit: 50, remaining: 40 }));
        }
        assert.ok(isFree("read"));
    });

    it("hold nobody where a tenant tells nothing, and have 64 requests under way", () => {
        const { all, ask } = buckets();
        ask("read", accepted({}));
        let sent = 0;
        while (all.earliest("read", 0, 10_000) === 0 && sent < 1_000) {
            all.send("read", 0, 10_000);
            sent += 1;
        }
        assert.equal(sent, 64);
    });

    it("take an answer without headers for none of theirs: what stands before the tenant gave it", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 4, remaining: 2 }));
        ask("read", accepted({}));
        assert.ok(isFree("read"));
    });

    it("count a request without an answer as taken", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 4, remaining: 2 }));
        ask("read", undefined);
        assert.ok(!isFree("read"));
    });

    it("have 512 requests under way at the most, however much there is: there are no more files to open", () => {
        const { all, ask } = buckets();
        ask("read", accepted({ limit: 100_000, remaining: 99_999 }));
        const tickets = [];
        while (all.earliest("read", 0, 10_000) === 0 && tickets.length < 1_000) {
            tickets.push(all.send("read", 0, 10_000));
        }
        assert.equal(tickets.length, 512);
        assert.equal(all.earliest("write", 0, 1), Number.POSITIVE_INFINITY);
        for (const ticket of tickets.slice(0, 2)) {
            all.receive(ticket, accepted({ limit: 100_000, remaining: 90_000 }), 0);
        }
        assert.ok(Number.isFinite(all.earliest("write", 0, 1)));
    });

    it("hold those who are refused, for a time that is another one for each process", () => {
        const wait = (random: number) => {
            const all = new Buckets(() => random);
            all.receive(all.send("read", 0, 1), accepted({ limit: 50, remaining: 40 }), 0);
            for (let index = 0; index < 12; index += 1) {
                all.receive(all.send("read", 0, 1), refused({ limit: 50, remaining: 0 }), 0);
            }
            return all.earliest("read", 0, 1);
        };
        assert.ok(wait(0.1) > 0);
        assert.ok(wait(0.9) > wait(0.1), `${wait(0.9)} and ${wait(0.1)}`);
    });

    it("are empty after a refusal that shows one which was not known", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 50, remaining: 40 }));
        ask("read", refused({ limit: 10, remaining: 3 }));
        assert.ok(!isFree("read"));
    });

    it("have a plenty of their own where a refusal shows another one: what is left of each is its own affair", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 50, remaining: 40 }));
        ask("write", accepted({ limit: 10, remaining: 9 }));
        ask("write", refused({ limit: 10, remaining: 0 }));
        assert.ok(!isFree("write"));
        assert.ok(isFree("read"));
    });

    it("are remembered for twenty answers that do not show them", () => {
        const { ask, isFree } = buckets();
        ask("read", accepted({ limit: 2, remaining: 0, resetIn: 250_000 }));
        for (let index = 0; index < 20; index += 1) {
            ask("read", accepted({ limit: 50, remaining: 40 }));
        }
        assert.ok(!isFree("read"));
    });

    it("are one for all answers that do not tell its size, or an absurd one", () => {
        for (const limit of [undefined, 0, 0.5]) {
            const { ask, isFree } = buckets();
            ask("read", accepted({ remaining: 30 }));
            ask("write", accepted({ limit, remaining: 0, resetIn: 5_000 }));
            assert.ok(!isFree("read"), `${limit}`);
        }
        const { ask, isFree } = buckets();
        ask("read", accepted({ remaining: 30 }));
        ask("write", accepted({ limit: 1, remaining: 0, resetIn: 5_000 }));
        assert.ok(isFree("read"));
    });

    it("let a request that is lost before anything is known be followed by others, of either kind", () => {
        const { ask, isFree } = buckets();
        ask("read", undefined);
        assert.ok(isFree("read") && isFree("write"));
    });

    it("heed the pace towards a tenant that refuses and tells nothing, until an answer shows a bucket", () => {
        const { ask, isFree } = buckets();
        ask("read", refused());
        assert.ok(!isFree("read"));
        assert.ok(isFree("read", 5_000));
        ask("read", accepted({ limit: 50, remaining: 40 }), 5_000);
        ask("read", accepted({ limit: 50, remaining: 40 }), 5_000);
        assert.ok(isFree("read", 5_000));
    });
});
