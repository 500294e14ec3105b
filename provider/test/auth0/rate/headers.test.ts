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

    it("use our clock where the server does not say its own", () => {
        assert.equal(read({ "x-ratelimit-reset": String(serverNow / 1_000 + 2) }).resetIn, 2_000);
    });
});
