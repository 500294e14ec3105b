import assert from "node:assert/strict";
import { answerInstead, cutAnswerIn, type Fault, held, sliced } from "../support/unreliableProxy";
import { failureOf, impatience, type Setting, start } from "./support";

/** An answer as it stands on the wire. */
function wire(status: string, body: string, fields: readonly string[] = [`Content-Length: ${body.length}`]): string {
    return [`HTTP/1.1 ${status}`, "Content-Type: application/json", ...fields, "", body].join("\r\n");
}

const whole = '[{"id":"phone|dev_1","type":"phone","created_at":"2026-01-05T08:00:00.000Z"}]';
const half = whole.slice(0, 30);
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

describe("an answer that says that the tenant cannot answer, over real sockets, is waited out", () => {
    let setting: Setting;
    beforeEach(async () => {
        setting = await start();
    });
    afterEach(async () => setting.close());

    const passing: readonly [what: string, fault: Fault][] = [
        ...["408 Request Timeout", "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"].map(
            (status): [string, Fault] => [status, answerInstead(wire(status, "{}"))],
        ),
        ["504 Gateway Timeout, in HTML", answerInstead(wire("504 Gateway Timeout", "<html>504</html>"))],
        ["524 of the proxy before it, without a body", answerInstead(wire("524 A Timeout Occurred", ""))],
    ];
    for (const [what, fault] of passing) {
        it(`where it is a ${what}`, async () => {
            setting.proxy.nextOf("GET", fault);
            setting.proxy.nextOf("PATCH", fault);
            await setting.declare("Work phone");
            assert.equal(setting.name(), "Work phone");
            assert.deepEqual(
                setting.proxy.requests.map((line) => line.split(" ")[0]),
                ["POST", "GET", "GET", "PATCH", "PATCH"],
            );
        });
    }

    it("where the connection is closed after it", async () => {
        const fault = answerInstead(wire("503 Service Unavailable", ""), { close: true });
        setting.proxy.nextOf("GET", fault);
        setting.proxy.nextOf("PATCH", fault);
        await setting.declare("Work phone");
        assert.equal(setting.name(), "Work phone");
        // The connection may be used once more before it is seen that it has ended.
        assert.ok(setting.patches() <= 2, `${setting.patches()}`);
    });

    it("as long as the tenant asks for", async () => {
        setting.proxy.nextOf("GET", answerInstead(wire("503 x", "", ["Content-Length: 0", "Retry-After: 17"])));
        const before = setting.clock.now();
        await setting.read();
        assert.equal(setting.clock.now() - before, 17_000);
    });

    it("a few times, and then the error says what it was", async () => {
        setting.proxy.always(answerInstead(wire("502 Bad Gateway", "<html>bad</html>")));
        const error = await failureOf(setting.read());
        assert.match(
            String(error),
            /ServerError: Could not get an access token .* Auth0 answered 502\. Run again later/,
        );
        assert.equal(setting.proxy.requests.length, 5);
    });
});

describe("an answer that is cut off, over real sockets, is asked for again and never taken for a whole one", () => {
    let setting: Setting;
    beforeEach(async () => {
        setting = await start();
    });
    afterEach(async () => setting.close());

    const cuts: readonly [where: string, fault: Fault][] = [
        ["in its header", cutAnswerIn("header")],
        ["in its body", cutAnswerIn("body")],
        ["before its announced length", answerInstead(wire("200 OK", half, ["Content-Length: 1000"]), { close: true })],
        [
            "between two chunks",
            answerInstead(wire("200 OK", chunk(half), ["Transfer-Encoding: chunked"]), { close: true }),
        ],
        [
            "within a chunk",
            answerInstead(wire("200 OK", `ff\r\n${half}`, ["Transfer-Encoding: chunked"]), { close: true }),
        ],
        ["after an announced length of nothing at all", answerInstead("", { close: true })],
        ["and is no HTTP at all", answerInstead("SSH-2.0-OpenSSH_9.6\r\n", { close: true })],
    ];
    for (const [where, fault] of cuts) {
        it(`where it is cut ${where}`, async () => {
            setting.proxy.nextOf("GET", fault);
            assert.equal(((await setting.read()) as unknown[]).length, 1);
            assert.equal(setting.proxy.requests.filter((line) => line.startsWith("GET")).length, 2);
        });
    }

    it("where the rest never comes", async () => {
        await setting.close();
        setting = await start({ behaviour: { requestTimeout: impatience } });
        setting.proxy.nextOf("GET", answerInstead(wire("200 OK", half, ["Content-Length: 1000"])));
        assert.equal(((await setting.read()) as unknown[]).length, 1);
    });

    it("where nothing announces how long it is, is an error, since nobody knows what is missing", async () => {
        setting.proxy.nextOf("GET", answerInstead(wire("200 OK", half, ["Connection: close"]), { close: true }));
        const error = await failureOf(setting.read());
        assert.match(
            String(error),
            /InvalidAnswerError: .*\(200, application\/json\) is not JSON of the Management API/,
        );
    });

    it("where the lost end was that of the answer to a PATCH, knows that it may have been done", async () => {
        setting.proxy.nextOf("PATCH", answerInstead(wire("200 OK", half, ["Connection: close"]), { close: true }));
        const error = await failureOf(setting.declare("Work phone"));
        assert.equal(error.outcomeUnknown, true);
    });
});

describe("an answer that takes its time, over real sockets, is an answer like any other", () => {
    let setting: Setting;
    afterEach(async () => setting.close());

    for (const [how, size] of [
        ["byte by byte", 1],
        ["in slices of 7 bytes", 7],
        ["in slices of 1000 bytes", 1_000],
    ] as const) {
        it(`where it arrives ${how}`, async () => {
            setting = await start();
            setting.proxy.always(sliced(size));
            await setting.declare("Work phone");
            assert.equal(setting.name(), "Work phone");
            assert.deepEqual([setting.patches(), setting.clock.slept.length], [1, 0]);
        });
    }

    it("where it is late", async () => {
        setting = await start();
        await setting.read();
        const { fault, release } = held();
        setting.proxy.nextOf("PATCH", fault);
        const declared = setting.declare("Work phone");
        while (setting.patches() === 0) {
            await new Promise(setImmediate);
        }
        release();
        await declared;
        assert.deepEqual([setting.patches(), setting.clock.slept.length], [1, 0]);
    });

    it("until the request's own time is up, which bytes that still come do not extend", async () => {
        setting = await start({ behaviour: { requestTimeout: impatience } });
        await setting.read();
        const endless: Fault = () => ({
            request: (_bytes, { client }) => {
                client.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
                const dribble = () => {
                    if (!client.destroyed) {
                        client.write(" ", () => setTimeout(dribble, 5));
                    }
                };
                dribble();
            },
        });
        setting.proxy.always(endless);
        const error = await failureOf(setting.declare("Work phone"));
        assert.match(String(error), /TimeoutError: .*no answer within 0\.4 s.*requestTimeout/);
        assert.equal(error.outcomeUnknown, true);
    });
});
