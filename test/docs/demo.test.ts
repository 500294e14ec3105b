// That the recording of the demonstration shows the demonstration: its steps, as they stand in the program today, and the picture
// that is made of it. What each step prints is compared where it is run: `npm run docs:demo -- --check`, in .ci/run.

import assert from "node:assert/strict";
import { lasting, type Printed, readCast, toCast } from "../../scripts/demo/cast";
import { toPicture } from "../../scripts/demo/picture";
import { read } from "./blocks";

describe("the recording of the demonstration", () => {
    const cast = read("docs/demo.cast");
    const text = readCast(cast)
        .map((printed) => printed.text)
        .join("");

    it("has the steps of the program, in their order", () => {
        const steps = [...read("scripts/demo/demo.ts").matchAll(/\bheading\((["'])(.+)\1\)/g)].map(
            ([, , heading], index) => `== ${index + 1}. ${heading}`,
        );
        assert.ok(steps.length > 5);
        assert.deepEqual(text.match(/^== .*$/gm), steps);
        assert.match(text, new RegExp(`^All ${steps.length} steps went as expected`, "m"));
    });

    it("is what the picture shows", () => {
        assert.equal(read("docs/demo.svg"), toPicture(readCast(cast)));
    });

    it("is of no machine, and holds no secret", () => {
        assert.doesNotMatch(text, /(?<![\w/])(?:\/[\w.-]+){2}|[A-Z]:\\\\|emulator-client-secret/);
    });

    it("is read as it was written", () => {
        const printed: Printed[] = [
            { at: 0, text: "== 1. One\n" },
            { at: 1.5, text: "two\nthree\n" },
        ];
        assert.deepEqual(readCast(toCast(printed)), printed);
    });

    it("is compared by what lasts: our lines and the provider's, without ports, seconds and the engine's rows", () => {
        const run = (port: number, seconds: number, drift: string) => `   The tenant is at http://127.0.0.1:${port}.
   | @ updating${".".repeat(seconds)}
   |  ~  ada-phone updated (0.0${seconds}s)
   | Diagnostics:
   |     drift: ${drift}
   Requests to the tenant: 2 GET, 1 PATCH.
All 9 steps went as expected, in ${seconds} s.`;
        assert.deepEqual(lasting(run(4010, 3, "one")), lasting(run(40_444, 4, "one")));
        assert.notDeepEqual(lasting(run(4010, 3, "one")), lasting(run(4010, 3, "another")));
        assert.equal(lasting(run(4010, 3, "one")).length, 4);
    });
});
