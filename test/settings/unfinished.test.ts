import assert from "node:assert/strict";
import { adaPhone, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { type Asked, type Cases, startCases, stepsOf, userOf } from "./support";

const route = "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}";
const notFound = {
    route,
    status: 404,
    body: { statusCode: 404, error: "Not Found", message: "The authentication method could not be found." },
} as const;
const users = ["a", "b"] as const;
type User = (typeof users)[number];

describe("a change that could not be finished, on the engine", () => {
    let scenario: Cases;
    before(async () => {
        scenario = await startCases(users);
    });
    after(async () => stopScenario(scenario));

    const nameOf = (user: User) => scenario.emulator.method(userOf(user), adaPhone).name;
    const declareNamed = (name: string, names: readonly User[] = users) =>
        scenario.declareAll(
            Object.fromEntries(
                names.map((user) => [
                    user,
                    { userId: userOf(user), authenticationMethodId: adaPhone, name, onDelete: "restore" },
                ]),
            ),
        );

    /**
     * Of two users' PATCHes, which are sent side by side, one is carried out and the other is not; the answers of both are
     * lost, and what is sent after them is refused.
     *
     * @returns which user is whose PATCH was carried out, and which the other, once the engine was done.
     */
    function loseAnswers(): (name: string) => { carriedOut: User; not: User } {
        // Time enough for the other one to arrive.
        scenario.emulator.fault({ route, delay: 500, reset: true, applied: true });
        scenario.emulator.fault({ route, nth: 2, reset: true });
        scenario.emulator.fault({
            route,
            nth: 3,
            times: 2,
            status: 403,
            body: { statusCode: 403, error: "Forbidden", message: "Insufficient scope" },
        });
        return (name) => {
            const [carriedOut, not] = nameOf("a") === name ? (["a", "b"] as const) : (["b", "a"] as const);
            assert.equal(nameOf(carriedOut), name);
            assert.notEqual(nameOf(not), name);
            return { carriedOut, not };
        };
    }

    it("says what Auth0 says when it lists a method and does not find it for a PATCH", async () => {
        declareNamed("Work phone", ["a"]);
        scenario.emulator.fault(notFound);
        const { output } = await scenario.fail("up");
        assert.match(output, /404: The authentication method could not be found\. .*Run again/);
        assert.doesNotMatch(output, /does not exist/);
        assert.equal(await scenario.stack.resource("a"), undefined);
    });

    describe("of an adoption", () => {
        let failed: OperationResult;
        let [next, asked]: [OperationResult?, Asked?] = [];
        let fate: { carriedOut: User; not: User };
        let recorded: unknown[];
        before(async () => {
            declareNamed("Work phone");
            const fates = loseAnswers();
            failed = await scenario.fail("up", { continueOnError: true });
            fate = fates("Work phone");
            recorded = [];
            for (const user of users) {
                recorded.push((await scenario.stack.resource(user))?.outputs["originalSettings"]);
            }
            scenario.emulator.clearFaults();
            scenario.asked();
            next = await scenario.run("up");
            asked = scenario.asked();
        });

        for (const [what, which, patches] of [
            ["carried out", "carriedOut", 0],
            ["not carried out", "not", 1],
        ] as const) {
            it(`keeps the original settings of an adoption that was ${what}, and the next up finishes it`, async () => {
                const user = fate[which];
                assert.match(failed.output, /change authentication method .*403: Insufficient scope/);
                assert.deepEqual(recorded[users.indexOf(user)], {
                    name: "Old phone",
                    preferredAuthenticationMethod: "sms",
                });
                assert.equal(next && stepsOf(next)[user], "update");
                assert.equal(asked?.of(user).bodies.length, patches);
                assert.equal(nameOf(user), "Work phone");
                assert.equal((await scenario.stack.resource(user))?.initErrors, undefined);
            });
        }
    });

    describe("after that", () => {
        it("of an update, carried out or not, that is then taken back without live reading: the method is put right", async () => {
            await scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": "false" });
            declareNamed("Desk phone");
            const fates = loseAnswers();
            await scenario.fail("up", { continueOnError: true });
            const { not } = fates("Desk phone");
            assert.equal(nameOf(not), "Work phone");

            scenario.emulator.clearFaults();
            declareNamed("Work phone");
            assert.deepEqual(stepsOf(await scenario.run("up")), { a: "update", b: "update" });
            assert.deepEqual(users.map(nameOf), ["Work phone", "Work phone"]);
            assert.deepEqual(Object.keys((await scenario.run("up")).changes), ["same"]);
        });

        it("of a deletion is said in Auth0's words, restores nothing in silence, and is done by the next destroy", async () => {
            scenario.emulator.fault(notFound);
            const { output } = await scenario.fail("destroy");
            assert.match(output, /404: The authentication method could not be found\./);
            await scenario.run("destroy");
            assert.deepEqual(users.map(nameOf), ["Old phone", "Old phone"]);
        });
    });
});
