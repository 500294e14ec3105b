import assert from "node:assert/strict";
import { tenantKeys } from "../../provider/src/configuration/sources";
import { checkGroupShape } from "../../provider/src/engine/group/groupInputs";
import { checkShape } from "../../provider/src/engine/single/inputs";
import { column, read, section } from "./blocks";

const readme = "README.md";
const packageReadme = "provider/README.md";

describe("the documentation", () => {
    for (const heading of ["Arguments", "Outputs", "Many methods", "After a killed run", "Configuration", "Limits"]) {
        it(`says the same of ${heading.toLowerCase()} on both first pages`, () => {
            assert.ok(section(readme, heading).length > 200);
            assert.equal(section(readme, heading), section(packageReadme, heading));
        });
    }

    it("says the same of the configuration in the form of the Pulumi registry", () => {
        assert.equal(section("docs/installation-configuration.md", "Configuration"), section(readme, "Configuration"));
    });

    it("has the front matter that the Pulumi registry asks for", () => {
        for (const page of ["docs/_index.md", "docs/installation-configuration.md"]) {
            assert.match(read(page), /^---\ntitle: \S.*\nmeta_desc: .{50,160}\nlayout: package\n---\n\n# /, page);
        }
    });

    it("lists every argument, and no other", () => {
        assert.deepEqual(column(readme, "Arguments", 0), namedIn(checkShape({ nothing: true })));
        assert.deepEqual(column(readme, "Many methods", 0), namedIn(checkGroupShape({ nothing: true })));
    });

    it("lists every output, and no other", () => {
        const listed = [...column(readme, "Arguments", 0), ...column(readme, "Outputs", 0)];
        assert.deepEqual(outputsOf("authenticationMethodSettings").sort(), listed.sort());
        assert.deepEqual(outputsOf("authenticationMethodSettingsGroup"), column(readme, "Many methods", 0));
    });

    it("lists every key of the configuration with its variable, and no other", () => {
        const own = ["livePreview", "requestsPerSecond", "requestTimeout", "operationTimeout", "tenants"];
        const constant = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
        const keys = [
            ...tenantKeys.map((key) => [`auth0:${key}`, `AUTH0_${constant(key)}`]),
            ...own.map((key) => [
                `auth0-authentication-methods:${key}`,
                `AUTH0_AUTHENTICATION_METHODS_${constant(key)}`,
            ]),
        ];
        const listed = column(readme, "Configuration", 0);
        const variables = column(readme, "Configuration", 1);
        assert.deepEqual(listed.map((key, index) => [key, variables[index]]).sort(), keys.sort());
    });
});

/** The arguments that check names when it is given one that is none. */
function namedIn(failures: readonly { readonly reason: string }[]): string[] | undefined {
    const [failure] = failures.filter(({ reason }) => reason.includes("is not an argument"));
    return /The arguments are (.*)\.$/.exec(failure?.reason ?? "")?.[1]?.split(", ");
}

function outputsOf(resource: string): string[] {
    const source = read(`provider/src/${resource}.ts`);
    return [...source.matchAll(/declare public readonly (\w+)/g)].map(([, name = ""]) => name);
}
