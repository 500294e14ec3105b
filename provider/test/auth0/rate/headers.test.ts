import assert from "node:assert/strict";
import { readRateHeaders } from "../../../src/auth0/rate/headers";

const serverNow = Date.parse("2026-03-01T12:00:00Z");
const date = new Date(serverNow).toUTCString();

function read(headers: Record<string, string>, receivedAt = serverNow) {
    return readRateHeaders((name) => headers[name], receivedAt);
}

describe("rate headers", () => {
    it("read a reset in seconds since 1970 against the server's clock, whatever ours says", () => {
        for (const skew of [-3_600_000, 0, 3_600_000]) {
            const headers = { date, "x-ratelimit-reset": String(serverNow / 1_000 + 3) };
            assert.equal(read(headers, serverNow + skew).resetIn, 3_000);
        }
    });

    it("read a reset in milliseconds since 1970, and in seconds from now", () => {
        assert.equal(read({ date, "x-ratelimit-reset": String(serverNow + 1_500) }).resetIn, 1_500);
        assert.equal(read({ date, "x-ratelimit-reset": "7" }).resetIn, 7_000);
    });

    it("take a reset in the past for now", () => {
        assert.equal(read({ date, "x-ratelimit-reset": String(serverNow / 1_000 - 60) }).resetIn, 0);
    });

    for (const absurd of ["soon", "", "-5", "NaN", "1e400", "99999999999", "2100-01-01"]) {
        it(`ignore a reset of ${JSON.stringify(absurd)}`, () => {
            assert.equal(read({ date, "x-ratelimit-reset": absurd }).resetIn, undefined);
        });
    }

    it("read Retry-After in seconds and as a date, however long it is", () => {
        assert.equal(read({ date, "retry-after": "3600" }).retryAfter, 3_600_000);
        const later = new Date(serverNow + 90_000).toUTCString();
        assert.equal(read({ date, "retry-after": later }).retryAfter, 90_000);
        assert.equal(read({ date, "retry-after": "a while" }).retryAfter, undefined);
    });

    it("take a number of hundreds of digits for none: nobody would wake up from that wait", () => {
        for (const digits of [20, 305, 400]) {
            assert.equal(read({ date, "retry-after": "9".repeat(digits) }).retryAfter, undefined, String(digits));
            assert.equal(read({ date, "x-ratelimit-limit": "9".repeat(digits) }).limit, undefined, String(digits));
        }
    });

    it("use our clock where the server does not say its own", () => {
        assert.equal(read({ "x-ratelimit-reset": String(serverNow / 1_000 + 2) }).resetIn, 2_000);
    });

    it("believe in a reset within five minutes, and in none beyond", () => {
        assert.equal(read({ date, "x-ratelimit-reset": "300" }).resetIn, 300_000);
        assert.equal(read({ date, "x-ratelimit-reset": "300.5" }).resetIn, undefined);
    });

    it("tell seconds from now, seconds since 1970 and milliseconds since then apart by their size", () => {
        for (const [reset, resetIn] of [
            ["99999999", undefined], // Three years from now.
            ["100000000", 0], // In 1973.
            ["99999999999", undefined], // In 5138.
            ["100000000000", 0], // In 1973.
        ] as const) {
            assert.equal(read({ date, "x-ratelimit-reset": reset }).resetIn, resetIn, reset);
        }
    });

    it("give the numbers as they are, spaces around them aside", () => {
        const said = { "x-ratelimit-limit": " 50 ", "x-ratelimit-remaining": "12.25", "x-ratelimit-reset": "7" };
        assert.deepEqual(read(said), {
            limit: 50,
            remaining: 12.25,
            reset: 7,
            resetIn: 7_000,
            retryAfter: undefined,
        });
    });

    for (const noNumber of ["", "5 or 6", "five 5", "1.", ".5", "0x10", "1e3", "-1"]) {
        it(`take ${JSON.stringify(noNumber)} for no number`, () => {
            assert.equal(read({ "x-ratelimit-remaining": noNumber }).remaining, undefined);
        });
    }

    for (const noDate of [
        "2026-03-01T11:00:00Z",
        "1 March 2026 11:00",
        "on Sun, 01 Mar 2026 11:00:00 GMT",
        "Sun, 01 Mar 2026 11:00:00 GMT+0200",
        "Sun, 41 Mar 2026 11:00:00 GMT",
        "",
    ]) {
        it(`use our clock where the server says ${JSON.stringify(noDate)}, which is no date of HTTP`, () => {
            const headers = { date: noDate, "x-ratelimit-reset": String(serverNow / 1_000 + 2) };
            assert.equal(read(headers).resetIn, 2_000);
        });
    }

    it("take a Retry-After in the past for now", () => {
        const earlier = new Date(serverNow - 90_000).toUTCString();
        assert.equal(read({ date, "retry-after": earlier }).retryAfter, 0);
    });
});
