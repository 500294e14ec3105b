import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings, getUser, getUserOutput } from "pulumi-auth0-authentication-methods";
import {
    ada,
    adaPhone,
    adaWithMethods,
    canaries,
    type Scenario,
    startScenario,
    stopScenario,
} from "../support/scenario";

const grace = {
    email: "canary.grace@example.com",
    password: "auth0|grace",
    google: "google-oauth2|103547991597142817347",
};

describe("getUser, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario({
            users: [
                adaWithMethods(),
                { user_id: grace.password, email: grace.email, authentication_methods: [] },
                { user_id: grace.google, email: grace.email, authentication_methods: [] },
            ],
            credentials: "environment",
        });
        scenario.canaries.plant("e-mail address", canaries.email, grace.email);
    });
    afterEach(async () => stopScenario(scenario));

    /** The requests to the Management API, and how many tokens were fetched. */
    function asked() {
        const { requests } = scenario.emulator;
        return {
            paths: requests.filter(({ method }) => method === "GET").map(({ path }) => path.split("?")[0]),
            tokens: requests.filter(({ path }) => path === "/oauth/token").length,
        };
    }

    it("finds a user by e-mail address, whose id goes into a resource", async () => {
        scenario.stack.program = async () => {
            const { userId, connection } = await getUser({ email: canaries.email });
            new AuthenticationMethodSettings("m", { userId, authenticationMethodType: "phone", name: "Work phone" });
            return { userId, connection };
        };
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.deepEqual(up.outputs, { userId: ada, connection: "Username-Password-Authentication" });
        assert.equal((await scenario.stack.resource("m"))?.outputs["authenticationMethodId"], adaPhone);
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone" }]);
    });

    it("asks at preview as well, once", async () => {
        scenario.stack.program = async () => {
            await Promise.all([getUser({ email: canaries.email }), getUser({ email: canaries.email })]);
        };
        const preview = await scenario.stack.preview();
        assert.ok(preview.ok, preview.output);
        assert.deepEqual(asked(), { paths: ["/api/v2/users-by-email"], tokens: 1 });
    });

    it("says of a user by id that it exists, and which connection it belongs to", async () => {
        scenario.stack.program = async () => getUser({ userId: grace.google });
        const up = await scenario.stack.up();
        assert.deepEqual(up.outputs, { userId: grace.google, connection: "google-oauth2" });
    });

    it("takes the connection for the choice among users with one address", async () => {
        scenario.stack.program = async () => getUser({ email: grace.email, connection: "google-oauth2" });
        const up = await scenario.stack.up();
        assert.deepEqual(up.outputs, { userId: grace.google, connection: "google-oauth2" });
    });

    const failing: readonly [what: string, args: Parameters<typeof getUser>[0], message: RegExp][] = [
        [
            "an address that several users have: their ids and connections, and what to give",
            { email: grace.email },
            /2 users in tenant \S+ have the e-mail address "c\*\*\*@example\.com": "auth0\|grace" \("Username-Password-Authentication"\), "google-oauth2\|103547991597142817347" \("google-oauth2"\)\. Give connection as well, or userId instead of email\./,
        ],
        [
            "an address that nobody has: that upper and lower case count",
            { email: "Canary.Ada@Example.com" },
            /No user in tenant \S+ has the e-mail address "C\*\*\*@Example\.com"\. Check the address: upper and lower case count/,
        ],
        [
            "a connection that is another's: whose it is",
            { email: canaries.email, connection: "staff" },
            /No user of connection "staff" in tenant \S+ has the e-mail address "c\*\*\*@example\.com"\. Give the connection of one of those that have it: "auth0\|507f1f77bcf86cd799439020"/,
        ],
        [
            "an id that nobody has",
            { userId: "auth0|nobody" },
            /userId "auth0\|nobody" does not exist in tenant \S+\. Check the id and the tenant/,
        ],
        [
            "arguments that contradict each other",
            { email: canaries.email, userId: ada } as never,
            /getUser: give email or userId, not both\./,
        ],
    ];
    for (const [what, args, message] of failing) {
        it(`tells of ${what}`, async () => {
            scenario.stack.program = async () => {
                await getUser(args);
            };
            const { ok, output } = await scenario.stack.preview();
            assert.ok(!ok);
            assert.match(output, message);
            assert.doesNotMatch(output, /\n\s+at .*provider/, "no stack");
        });
    }

    it("tells of a missing scope which one it is", async () => {
        const token = await scenario.emulator.issueToken({ scopes: ["read:authentication_methods"] });
        scenario.stack.env = { AUTH0_API_TOKEN: token };
        scenario.stack.program = async () => {
            await getUser({ email: canaries.email });
        };
        const { ok, output } = await scenario.stack.preview();
        assert.ok(!ok);
        assert.match(
            output,
            /Could not look up the users with the e-mail address "c\*\*\*@example\.com" .* read:users/,
        );
    });

    it("keeps no answer from one operation to the next in one process", async () => {
        scenario.stack.program = async () => getUser({ email: canaries.email });
        assert.deepEqual((await scenario.stack.up()).outputs["userId"], ada);
        const [user] = scenario.emulator.users;
        Object.assign(user ?? {}, { user_id: "auth0|anew" });
        assert.deepEqual((await scenario.stack.up()).outputs["userId"], "auth0|anew");
    });
});

describe("getUserOutput, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    it("asks nothing at preview where an argument is not known yet, and declares what is known at up", async () => {
        scenario.stack.program = async () => {
            const first = new AuthenticationMethodSettings("first", {
                userId: ada,
                authenticationMethodId: adaPhone,
                name: "Work phone",
            });
            // What a resource that is not created yet will say.
            const email = first.createdAt.apply(() => canaries.email);
            const user = getUserOutput({ email });
            new AuthenticationMethodSettings("second", {
                userId: user.userId,
                authenticationMethodType: "totp",
                name: "Authenticator",
            });
            return { userId: user.userId };
        };
        const preview = await scenario.stack.preview();
        assert.ok(preview.ok, preview.output);
        assert.equal(preview.changes.create, 3);
        const lookUps = () =>
            scenario.emulator.requests.filter(({ path }) => path.startsWith("/api/v2/users-by-email"));
        assert.equal(lookUps().length, 0);
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.equal(up.outputs["userId"], ada);
        assert.equal(lookUps().length, 1);
    });

    it("makes a secret of what is found by a secret", async () => {
        scenario.stack.program = async () => ({ user: getUserOutput({ email: pulumi.secret(canaries.email) }) });
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.ok(!JSON.stringify(await scenario.stack.command("stack", "output", "--json")).includes(ada));
    });

    it("tells of a failure without a stack", async () => {
        scenario.stack.program = async () => ({ user: getUserOutput({ userId: pulumi.output("auth0|nobody") }) });
        const { ok, output } = await scenario.stack.preview();
        assert.ok(!ok);
        assert.match(output, /error: userId "auth0\|nobody" does not exist in tenant/);
        assert.doesNotMatch(output, /Unhandled exception|\n\s+at /);
    });
});
