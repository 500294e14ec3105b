// What must hold of each request that was sent and each word that was said.

import assert from "node:assert/strict";
import { possibleAfter } from "./model";
import { type Observed, patchedKey, patchesIn } from "./observed";
import { settingsOf } from "./tenant";
import { fields, type Operation } from "./world";

export function checkRequests(operation: Operation, { before, requests }: Observed): void {
    const possible = possibleAfter(before, operation);
    for (const { method, path, body } of requests) {
        assert.match(
            `${method} ${path}`,
            /^(GET \/api\/v2\/users\/[^/]+\/authentication-methods\?|PATCH |POST \/oauth\/token$)/,
        );
        if (method === "PATCH") {
            const values = possible[patchedKey(path)];
            const settings = settingsOf(body as Record<string, string>);
            assert.equal(
                Object.keys(settings).length,
                Object.keys(body as object).length,
                "an unknown setting is sent",
            );
            for (const field of fields.filter((each) => settings[each] !== undefined)) {
                assert.ok(values?.[field].has(settings[field]), `${path}: nobody declared ${field} ${settings[field]}`);
            }
        }
    }
    if (operation === "preview" || operation === "refresh") {
        assert.deepEqual(patchesIn(requests), [], `${operation} writes`);
    }
}

const unclear = [
    /defect of pulumi-auth0/,
    /\bundefined\b/,
    /\[object \w+\]/,
    /\b(Type|Reference|Range|Syntax)Error\b/,
    /unhandled/i,
    // A line of a stack.
    /^\s+at .+:\d+:\d+\)?$/m,
];
const ourWords = /Could not |does not exist|could not be brought into line|could not be read|not tried/;

export function checkWords({ ran, isKilled }: Observed): void {
    if (isKilled) {
        // What the engine says of a process that was killed under it is its own affair.
        return;
    }
    for (const pattern of unclear) {
        assert.doesNotMatch(ran.output, pattern, "no clear words");
    }
    if (!ran.isOk) {
        assert.match(ran.output, ourWords, "a failure without a reason");
    }
}
