import assert from "node:assert/strict";
import * as errors from "../../provider/src/core/errors";
import * as index from "../../provider/src/index";
import { checked, type LookupName } from "../../provider/src/lookup/arguments";
import { column, read, section } from "./blocks";

const page = "docs/lookups.md";

/** The arguments that a look-up names when it is given one that is none. */
function argumentsOf(name: LookupName): string[] {
    try {
        checked(name, { nothing: true });
    } catch (error) {
        return /The arguments are ([^.]*)\./.exec(String(error))?.[1]?.split(", ") ?? [];
    }
    return [];
}

/** What stands in the first column of the first of a section's tables. */
function listed(heading: string): string[] {
    const [table = ""] = section(page, heading)
        .split(/\n\n/)
        .filter((part) => part.startsWith("| argument"));
    return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name);
}

const exported = Object.keys(index);

describe("the page on look-ups", () => {
    for (const name of ["getUser", "getAuthenticationMethods", "getAuthenticationMethod"] as const) {
        it(`lists every argument of ${name}, and no other`, () => {
            assert.deepEqual(listed(name).sort(), argumentsOf(name).sort());
        });
    }

    it("names every form for outputs", () => {
        for (const name of exported.filter((one) => one.endsWith("Output"))) {
            assert.ok(read(page).includes(`\`${name}\``), name);
        }
    });

    it("names errors as they are exported, every one", () => {
        // Without the guard, and without what they have in common.
        const classes = exported.filter((name) => name in errors && /^[A-Z]/.test(name));
        const concrete = classes.filter((name) => name !== "AuthenticationMethodsError");
        assert.deepEqual(column(page, "When something is not found", 0).sort(), concrete.sort());
    });
});
