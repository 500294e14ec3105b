import assert from "node:assert/strict";
import * as errors from "../../../provider/src/core/errors";
import { read } from "../blocks";
import { errorsPage, kindsOfErrors } from "./page";
import { type Met, met } from "./situation";
import { situations } from "./situations";

describe("the page on errors", () => {
    const messages: Met[] = [];

    for (const situation of situations) {
        it(`has the message of ${situation.error} for ${situation.when}`, async () => {
            messages.push(await met(situation));
            const { message } = messages.at(-1) as Met;
            for (const line of message.split("\n")) {
                assert.ok(read("docs/errors.md").includes(`  > ${line}\n`), message);
            }
            assert.match(message, nextStep);
        });
    }

    it("has every kind of error that there is, each with its code, and is as `npm run docs:errors` writes it", () => {
        const kinds = kindsOfErrors();
        const abstract = ["AuthenticationMethodsError", "ExchangeError"];
        const exported = Object.keys(errors).filter((name) => /^[A-Z]\w*Error$/.test(name) && !abstract.includes(name));
        assert.deepEqual(kinds.map(({ name }) => name).sort(), exported.sort());
        assert.equal(read("docs/errors.md"), errorsPage(kinds, messages));
    });
});

/** What a message asks for, or tells to do. */
const nextStep =
    /\b(?:set|check|declare|write|give|run|add|remove|correct|take|let|grant|authorize|mend|put)\b|is tried again/i;
