import assert from "node:assert/strict";
import { scopes } from "../../provider/src/auth0/scopes";
import { read } from "./blocks";
import { missingTests, namedTests } from "./namedTests";

const page = "SECURITY.md";

describe("the security page", () => {
    it("names tests that exist and run", () => {
        assert.ok(namedTests(read(page)).length > 10);
        assert.deepEqual(missingTests(read(page)), []);
    });

    it("asks for the scopes that adopting methods needs, and for no others", () => {
        const [, granted = ""] = /"scope":\[([^\]]*)\]/.exec(read(page)) ?? [];
        assert.deepEqual(granted.replaceAll('"', "").split(","), [scopes.read, scopes.update]);
    });

    it("counts the dependencies as they are", () => {
        const { dependencies } = JSON.parse(read("provider/package.json")) as { dependencies: object };
        const names = Object.keys(dependencies);
        assert.ok(read(page).includes(`(${names.join(", ")})`), names.join(", "));
    });
});
