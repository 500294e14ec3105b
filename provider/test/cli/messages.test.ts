import assert from "node:assert/strict";
import { exitCodeOf, FileError, UsageError } from "../../src/cli/exitCodes";
import { messageOf, stackOf } from "../../src/cli/messages";
import {
    AuthenticationError,
    ConfigurationError,
    NetworkError,
    PermissionError,
    UserNotFoundError,
} from "../../src/core/errors";

describe("what the command says of a failure", () => {
    it("is the message of an error of this package, as it is", () => {
        for (const Kind of [ConfigurationError, UsageError, FileError, UserNotFoundError]) {
            assert.equal(messageOf(new Kind("so it is.")), "so it is.");
        }
    });

    it("is cleaned where it is anything else, and asks for a report", () => {
        const message = messageOf(new TypeError("bad Bearer eyJhbGciOiJSUzI1NiJ9.e30.sig of ada@example.com"));
        assert.match(
            message,
            /^bad Bearer \[token\] of \[e-mail\]\. This is a defect of .*: please report it, with what --debug adds/,
        );
        assert.match(messageOf("thrown"), /^thrown\. This is a defect/);
    });

    it("has its stack for --debug alone, without what the message quotes", () => {
        const lines = stackOf(new Error("ada@example.com\n    says so"));
        assert.ok(lines.length > 0);
        assert.ok(lines.every((line) => /^\s+at /.test(line)));
        assert.deepEqual(stackOf("thrown"), []);
    });

    it("ends with the code of its kind", () => {
        const codes: readonly [error: unknown, code: number][] = [
            [new UsageError("x"), 2],
            [new ConfigurationError("x"), 3],
            [new AuthenticationError("x"), 3],
            [new PermissionError("x"), 3],
            [new NetworkError("x"), 1],
            [new FileError("x"), 1],
            [new TypeError("x"), 1],
            ["x", 1],
        ];
        for (const [error, code] of codes) {
            assert.equal(exitCodeOf(error), code, String(error));
        }
    });
});
