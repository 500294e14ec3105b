// What every message to a user owes them, as rules that a test can check.

import assert from "node:assert/strict";
import { canaries } from "./texts";

// The longest single message lists some of a user's methods; a group lists twenty messages.
const longestMessage = 4_000;
const longestLine = 4_000;
const longestMessages = 100_000;

// A step begins a sentence or a clause: "Check …", "…: set it to …", "…, or leave it out".
const step =
    "Add|Authorize|Check|Declare|Fill|Give|Grant|Keep|Leave|Mend|Put|Remove|Run|Save|Set|Take|Write|" +
    "At most|The arguments are|a tenant takes|must be";
const nextStep = new RegExp(`(?:^|[.;:,)] |\\b(?:or|and|then) )(?:${step})\\b|\\bmust be "`, "i");
// What a template makes of a value that is not there or not meant to be printed.
const slips = /\bundefined\b|\[object |\bNaN\b|\bInfinity\b|function \(/;
// `null` may be told of an answer; nothing else that JavaScript says about itself.
const defects = /defect of pulumi-auth0|Cannot read propert|is not a function|is not iterable|ZodError|call stack/;
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const quoted = /"(?:[^"\\]|\\.)*"/g;
const listed = /^(?: {2}|and \d+ more)/;

/** Fails where a message does not say what is wrong and what to do now. A list says it of each of its lines. */
export function assertTellsWhatToDo(message: string): void {
    assertFitToPrint(message);
    const [first = "", ...lines] = message.split("\n");
    assert.ok(first.length > 15, `it hardly says what is wrong: ${message}`);
    assert.doesNotMatch(message, defects);
    if (lines.length === 0) {
        assert.ok(message.length <= longestMessage, `it has ${message.length} characters: ${message.slice(0, 300)}…`);
        assertNextStep(message);
        return;
    }
    assert.ok(message.length <= longestMessages, `it has ${message.length} characters: ${message.slice(0, 300)}…`);
    for (const line of lines.filter((line) => !/^ {2}(?:and )?\d+ (?:more|×)/.test(line))) {
        assert.match(line, listed);
        assertNextStep(line);
    }
}

function assertNextStep(message: string): void {
    // Steps in a quoted name are not ours.
    const own = message.replace(quoted, '""');
    assert.ok(nextStep.test(own), `it does not say what to do: ${message.slice(0, 1_000)}`);
}

/** Fails where a text could drive a terminal, forge a line, tell a secret, or show that nobody thought of a case. */
export function assertFitToPrint(text: string): void {
    const lines = text.split("\n");
    for (const line of lines) {
        assert.ok(line.length <= longestLine, `a line has ${line.length} characters: ${line.slice(0, 300)}…`);
        assert.ok(!unprintable.test(line), `it is not printable: ${JSON.stringify(line.slice(0, 1_000))}`);
    }
    assert.doesNotMatch(text.replace(quoted, '""'), slips);
    for (const [what, canary] of Object.entries(canaries)) {
        assert.ok(!text.includes(canary), `it tells the ${what}: ${text.slice(0, 1_000)}`);
    }
}
