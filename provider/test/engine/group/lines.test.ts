import assert from "node:assert/strict";
import fc from "fast-check";
import {
    CancelledError,
    MethodNotFoundError,
    NotTriedError,
    PermissionError,
    RequestRefusedError,
    ServerError,
    UserNotFoundError,
} from "../../../src/core/errors";
import { listFailures } from "../../../src/engine/group/failures";
import { GatheredLines, printFirst } from "../../../src/engine/group/groupLines";
import { RecordedLog } from "../../support/client";

const failure = (error: unknown, index = 0) => ({ place: `settings[${index}]`, error });
const items = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("the failures of a group", () => {
    it("are said in full, a line each, up to twenty", () => {
        const failures = items(20).map((index) =>
            failure(new UserNotFoundError(`user ${index} does not exist`), index),
        );
        assert.deepEqual(
            listFailures(failures),
            items(20).map((index) => `  settings[${index}]: user ${index} does not exist`),
        );
    });

    it("are counted by reason beyond that, the status with it", () => {
        const others: unknown[] = [
            new UserNotFoundError("x"),
            new MethodNotFoundError("x"),
            new RequestRefusedError("x", { status: 400 }),
            new RequestRefusedError("x", { status: 400 }),
            new RequestRefusedError("x", { status: 409 }),
            new ServerError("x", { status: 503 }),
            new PermissionError("x", { status: 403 }),
            new NotTriedError("x"),
            new TypeError("x is not a function"),
        ];
        const failures = [...items(20).map(() => new UserNotFoundError("x")), ...others].map((error) => failure(error));
        assert.equal(
            listFailures(failures).at(-1),
            "  and 9 more: 1 × user does not exist, 1 × authentication method does not exist, 2 × refused (status 400), " +
                "1 × refused (status 409), 1 × Auth0 could not answer (status 503), 1 × not permitted (status 403), " +
                "1 × not tried, 1 × defect of the provider.",
        );
    });

    it("are only counted where the operation was cancelled, after what went wrong before", () => {
        const cancelled = [new CancelledError("x"), new CancelledError("x")].map((error) => failure(error));
        assert.deepEqual(listFailures(cancelled), ["  2 × cancelled."]);
        assert.deepEqual(listFailures([...cancelled, failure(new UserNotFoundError("gone"), 2)]), [
            "  settings[2]: gone",
            "  and 2 more: 2 × cancelled.",
        ]);
    });

    it("are all in the lines, said or counted", () => {
        fc.assert(
            fc.property(fc.nat(300), fc.nat(300), (users, servers) => {
                const failures = [
                    ...items(users).map(() => failure(new UserNotFoundError("gone"))),
                    ...items(servers).map(() => failure(new ServerError("down", { status: 500 }))),
                ];
                const lines = listFailures(failures);
                const counted = [...(lines[20]?.matchAll(/(\d+) ×/g) ?? [])].map(([, count]) => Number(count));
                assert.equal(
                    Math.min(lines.length, 20) + counted.reduce((sum, count) => sum + count, 0),
                    users + servers,
                );
            }),
        );
    });

    it("that are defects of the provider ask for a report", () => {
        assert.match(
            listFailures([failure(new TypeError("x is not a function"))]).join(),
            /: x is not a function\. This is a defect of pulumi-auth0-authentication-methods: please report it/,
        );
    });
});

describe("the lines of a group", () => {
    const summary = (count: number) => `${count} methods`;

    it("are none where there is nothing to say", () => {
        const log = new RecordedLog();
        printFirst(log, [], summary);
        assert.deepEqual(log.lines, []);
    });

    it("stand under a summary, and only the first ten, which it then says", () => {
        for (const count of [1, 10, 11, 5_000]) {
            const log = new RecordedLog();
            printFirst(log, items(count).map(String), summary);
            assert.equal(log.lines[0], count > 10 ? `${count} methods; the first 10:` : `${count} methods:`);
            assert.deepEqual(
                log.lines.slice(1),
                items(Math.min(count, 10)).map((index) => `  ${index}`),
            );
        }
    });

    it("are gathered until it is known how many there are, but those for debugging are not", () => {
        const log = new RecordedLog();
        const gathered = new GatheredLines(log);
        gathered.info("one");
        gathered.debug("GET /");
        gathered.info("two");
        assert.deepEqual(log.lines, ["GET /"]);
        gathered.print(summary);
        assert.deepEqual(log.lines, ["GET /", "2 methods:", "  one", "  two"]);
    });
});
