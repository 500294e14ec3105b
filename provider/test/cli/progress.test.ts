import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { Progress } from "../../src/cli/progress";
import { VirtualClock } from "../support/client";

class FakeTerminal extends Writable {
    written = "";

    constructor(
        readonly isTTY: boolean,
        readonly columns?: number,
    ) {
        super();
    }

    override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
        this.written += chunk.toString();
        done();
    }
}

const clear = "\r\u001b[2K";

describe("progress", () => {
    it("is one line that is written over on a terminal, not more than ten times in a second", () => {
        const [terminal, clock] = [new FakeTerminal(true), new VirtualClock()];
        const progress = new Progress(terminal, clock);
        progress.update(() => "read 1 of 9 users");
        progress.update(() => assert.fail("so soon"));
        clock.time += 100;
        progress.update(() => "read 5 of 9 users");
        progress.clear();
        progress.clear();
        assert.equal(terminal.written, `${clear}read 1 of 9 users${clear}read 5 of 9 users${clear}`);
    });

    it("is not shown in a pipe, where the client's lines stand for it", () => {
        const [pipe, clock] = [new FakeTerminal(false), new VirtualClock()];
        const progress = new Progress(pipe, clock);
        progress.update(() => assert.fail("never asked"));
        progress.log(false).info("tenant: read 5 of 9 users; waiting 6 s for the rate limit");
        progress.clear();
        assert.equal(pipe.written, "tenant: read 5 of 9 users; waiting 6 s for the rate limit\n");
    });

    it("makes room for a line that stays", () => {
        const [terminal, clock] = [new FakeTerminal(true), new VirtualClock()];
        const progress = new Progress(terminal, clock);
        progress.log(false).info("tenant: waiting 6 s");
        progress.line("users.txt:4: no such user");
        assert.equal(terminal.written, `${clear}tenant: waiting 6 s${clear}users.txt:4: no such user\n`);
    });

    it("never takes more than the terminal's width, nor acts upon it", () => {
        for (const [columns, shown] of [
            [8, "\\u001b["],
            [0, "\\u001b[2J電話電話"],
            [undefined, "\\u001b[2J電話電話"],
            [13, "\\u001b[2J電"],
        ] as const) {
            const terminal = new FakeTerminal(true, columns);
            new Progress(terminal, new VirtualClock()).log(false).info("\u001b[2J電話電話");
            assert.equal(terminal.written, `${clear}${shown}`);
        }
    });

    it("shows requests when it is asked to alone", () => {
        const pipe = new FakeTerminal(false);
        const progress = new Progress(pipe, new VirtualClock());
        progress.log(false).debug("GET /x: 200");
        progress.log(true).debug("GET /y: 200");
        assert.equal(pipe.written, "GET /y: 200\n");
    });
});
