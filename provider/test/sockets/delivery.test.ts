import assert from "node:assert/strict";
import {
    cutAnswerIn,
    cutBeforeRequest,
    deliverTwice,
    type Fault,
    halfClose,
    pass,
    reset,
    resetAfterRequest,
    swallowAnswer,
    swallowRequest,
} from "../support/unreliableProxy";
import { ada, failureOf, impatience, type Setting, start } from "./support";

describe("a PATCH that is delivered twice, over real sockets, gives the same state as one", () => {
    let setting: Setting;
    beforeEach(async () => {
        setting = await start();
    });
    afterEach(async () => setting.close());

    it("when the network repeats it", async () => {
        setting.proxy.nextOf("PATCH", deliverTwice);
        const { before, after } = await setting.declare("Work phone");
        assert.deepEqual([before.name, after.name, setting.name()], ["Old phone", "Work phone", "Work phone"]);
        assert.equal(setting.patches(), 2);
    });

    it("when it is repeated since its answer was lost", async () => {
        const untouched = structuredClone(setting.emulator.method(ada, "phone|dev_1"));
        setting.proxy.nextOf("PATCH", resetAfterRequest);
        const { before, after } = await setting.declare("Work phone");
        assert.deepEqual([before.name, after.name], ["Old phone", "Work phone"]);
        assert.deepEqual(setting.emulator.method(ada, "phone|dev_1"), { ...untouched, name: "Work phone" });
        const bodies = setting.emulator.requests.filter(({ method }) => method === "PATCH").map(({ body }) => body);
        assert.deepEqual(bodies, [{ name: "Work phone" }, { name: "Work phone" }]);
    });
});

describe("an answer that is lost on the way, over real sockets, is no failure and costs one PATCH more at most", () => {
    let setting: Setting;
    beforeEach(async () => {
        setting = await start();
        await setting.read();
    });
    afterEach(async () => setting.close());

    const losses: readonly [how: string, fault: Fault, patches: number][] = [
        ["cut before the tenant had the request", cutBeforeRequest, 1],
        ["reset before the tenant had the request", reset, 1],
        ["reset after the tenant did it", resetAfterRequest, 2],
        ["half closed after the tenant had it", halfClose, 2],
        ["cut in the header of the answer", cutAnswerIn("header"), 2],
        ["cut in the body of the answer", cutAnswerIn("body"), 2],
    ];
    for (const [how, fault, patches] of losses) {
        it(`where the connection is ${how}`, async () => {
            setting.proxy.nextOf("PATCH", fault);
            const { before, after } = await setting.declare("Work phone");
            assert.deepEqual([before.name, after.name, setting.name()], ["Old phone", "Work phone", "Work phone"]);
            assert.equal(setting.patches(), patches);
        });
    }

    const silences: readonly [when: string, fault: Fault, patches: number][] = [
        ["before the tenant had the request", swallowRequest, 1],
        ["after the tenant did it", swallowAnswer, 2],
    ];
    for (const [when, fault, patches] of silences) {
        it(`where the connection falls silent ${when}`, async () => {
            await setting.close();
            setting = await start({ behaviour: { requestTimeout: impatience } });
            await setting.read();
            setting.proxy.nextOf("PATCH", fault);
            await setting.declare("Work phone");
            assert.deepEqual([setting.name(), setting.patches()], ["Work phone", patches]);
        });
    }

    it("where every answer is lost, says that what was asked may have been done, and has nothing left to do then", async () => {
        setting.proxy.always(resetAfterRequest);
        const error = await failureOf(setting.declare("Work phone"));
        assert.match(String(error), /NetworkError: Could not change authentication method .* the connection failed/);
        assert.equal(error.outcomeUnknown, true);
        setting.proxy.always(pass);
        const before = setting.patches();
        await setting.declare("Work phone");
        assert.equal(setting.patches(), before, "the method is read anew, and is as declared");
    });

    it("where the tenant never had the request, knows that nothing was done", async () => {
        await setting.proxy.farewell("");
        await setting.proxy.refuse();
        const error = await failureOf(setting.declare("Work phone"));
        assert.match(String(error), /NetworkError: .*ECONNREFUSED/);
        assert.equal(error.outcomeUnknown, false);
    });
});

describe("a connection that was kept and is gone meanwhile, over real sockets, costs a repetition and nothing else", () => {
    const many = 40;
    let setting: Setting;
    beforeEach(async () => {
        setting = await start({ others: many });
    });
    afterEach(async () => setting.close());

    const everyone = Array.from({ length: many }, (_, index) => `auth0|${index}`);

    it("where the other side closed it between two requests", async () => {
        await setting.read();
        await setting.proxy.farewell("");
        await setting.declare("Work phone");
        assert.equal(setting.name(), "Work phone");
        assert.equal(setting.patches(), 1);
    });

    it("where the other side said farewell on it, which is not taken for the next answer", async () => {
        await setting.read();
        await setting.proxy.farewell(
            "HTTP/1.1 408 Request Timeout\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
        );
        await setting.declare("Work phone");
        assert.equal(setting.name(), "Work phone");
        assert.equal(setting.patches(), 1);
    });

    it("where a PATCH is the first to find out", async () => {
        await setting.read();
        setting.proxy.forgetConnections();
        await setting.declare("Work phone");
        assert.equal(setting.name(), "Work phone");
        assert.equal(setting.patches(), 1);
        assert.deepEqual(setting.clock.slept, [], "a fresh connection is good at once");
    });

    it("where all connections are gone at once, for every request that finds out", async () => {
        await setting.read();
        await Promise.all(everyone.map((userId) => setting.read(userId)));
        assert.ok(setting.proxy.connections > 20, `${setting.proxy.connections}`);
        setting.proxy.forgetConnections();
        await Promise.all(everyone.map((userId) => setting.declare("Work phone", userId)));
        assert.equal(setting.patches(), many);
    });

    it("where many are gone without a word, for one attempt alone", async () => {
        await setting.close();
        setting = await start({ others: many, behaviour: { requestTimeout: 2 * impatience } });
        await setting.read();
        await Promise.all(everyone.slice(0, 8).map((userId) => setting.read(userId)));
        assert.ok(setting.proxy.connections > 5, "there are more of them than there are attempts");
        setting.proxy.forgetConnections("silently");
        await setting.declare("Work phone", "auth0|0");
        assert.equal(setting.patches(), 1);
        assert.equal(setting.clock.slept.length, 1);
    });

    it("where many are gone, and one request after another finds out", async () => {
        await setting.read();
        await Promise.all(everyone.map((userId) => setting.read(userId)));
        setting.proxy.forgetConnections();
        await setting.declare("Work phone");
        assert.equal(setting.patches(), 1);
        assert.deepEqual(setting.clock.slept, []);
    });
});
