import assert from "node:assert/strict";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { adaPasskey, adaPhone, adaTotp, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { type Asked, type Cases, startCases, stepsOf, userOf } from "./support";

const phoneOf = (user: string) => ({
    userId: userOf(user),
    authenticationMethodId: adaPhone,
    name: "Work phone",
    onDelete: "restore" as const,
});

describe("a method that changes its resource, on the engine", () => {
    let scenario: Cases;
    let [previewed, changed]: [Asked?, Asked?] = [];
    let up: OperationResult | undefined;
    const names: Record<string, string | undefined> = {};
    const users = ["renamed", "aliased", "replaced", "known-later"];
    const nameOf = (user: string) => scenario.emulator.method(userOf(user), adaPhone).name;

    before(async () => {
        scenario = await startCases([...users, "source"]);
        scenario.declareAll(Object.fromEntries(users.map((user) => [user, phoneOf(user)])));
        await scenario.run("up");

        scenario.stack.program = async () => {
            const source = new AuthenticationMethodSettings("source", {
                ...phoneOf("source"),
                authenticationMethodId: adaTotp,
                name: "Codes",
            });
            // What another resource has yet to give: of a resource that is there, and of a new one.
            new AuthenticationMethodSettings("known-later", {
                ...phoneOf("known-later"),
                userId: source.createdAt.apply(() => userOf("known-later")),
                name: source.createdAt.apply(() => "Desk phone"),
            });
            new AuthenticationMethodSettings("new", {
                userId: source.originalSettings.apply(() => userOf("source")),
                authenticationMethodId: source.createdAt.apply(() => adaPasskey),
                name: source.type.apply((type) => `Not a ${type}`),
            });
            new AuthenticationMethodSettings("new-name", phoneOf("renamed"));
            new AuthenticationMethodSettings("new-alias", phoneOf("aliased"), { aliases: [{ name: "aliased" }] });
            new AuthenticationMethodSettings("replaced", phoneOf("replaced"));
        };
        const replace = [(await scenario.stack.resource("replaced"))?.urn ?? ""];
        scenario.asked();
        await scenario.run("preview");
        previewed = scenario.asked();
        up = await scenario.run("up", { replace });
        changed = scenario.asked();
        for (const user of users) {
            names[user] = nameOf(user);
        }
        await scenario.run("destroy");
    });
    after(async () => stopScenario(scenario));

    it("keeps its declared settings when the resource is renamed, and says that the original ones are not kept", () => {
        assert.match(
            up?.output ?? "",
            /auth0\|renamed.*original settings are not put back, since this program has adopted it under another name/,
        );
        assert.match(up?.output ?? "", /aliases/);
        assert.deepEqual(changed?.of("renamed").bodies, []);
        assert.equal(names["renamed"], "Work phone");
    });

    it("keeps its original settings as well when the renamed resource has an alias", () => {
        assert.doesNotMatch(up?.output ?? "", /auth0\|aliased.*original settings/);
        assert.equal(names["aliased"], "Work phone");
        assert.equal(nameOf("aliased"), "Old phone");
    });

    it("keeps both when the engine is told to replace the resource", () => {
        assert.equal(up?.changes.replace, 1);
        assert.equal(names["replaced"], "Work phone");
        assert.equal(nameOf("replaced"), "Old phone");
    });

    it("previews and applies an identity and a name that another resource has yet to give", () => {
        for (const user of [...users, "source"]) {
            assert.deepEqual(previewed?.of(user).bodies, []);
        }
        assert.equal(names["known-later"], "Desk phone");
        assert.equal(nameOf("known-later"), "Old phone");
        assert.equal(up && stepsOf(up)["new"], "create");
        assert.deepEqual(changed?.of("source").bodies, [{ name: "Codes" }, { name: "Not a totp" }]);
    });
});
