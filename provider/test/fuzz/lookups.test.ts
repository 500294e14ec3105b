import assert from "node:assert/strict";
import fc from "fast-check";
import { parseJson } from "../../src/auth0/json";
import { type User, usersSchema } from "../../src/auth0/wire/users";
import { checked } from "../../src/lookup/arguments";
import { chooseUser } from "../../src/lookup/users";
import { assertTellsWhatToDo } from "./support/messages";
import { holds } from "./support/runs";
import { canaries, tenantText } from "./support/texts";

/** The one user that a task finds, or the message of why there is none. */
function outcomeOf<T>(task: () => T): T | string {
    try {
        return task();
    } catch (error) {
        assert.ok(error instanceof Error);
        return error.message;
    }
}

const identity = fc.record(
    { connection: fc.oneof(tenantText(), fc.jsonValue()), access_token: tenantText() },
    { requiredKeys: [] },
);
const wireUser = fc.record(
    {
        user_id: fc.oneof(tenantText(), fc.jsonValue()),
        email: fc.oneof(fc.constant(canaries.email), fc.jsonValue()),
        identities: fc.oneof(fc.array(fc.oneof(identity, fc.jsonValue())), fc.jsonValue()),
        app_metadata: fc.jsonValue(),
    },
    { requiredKeys: [] },
);
/** What a session lets through: it replaces a secret that an answer repeats. */
const readText = tenantText().map((text) =>
    String(parseJson(JSON.stringify(text), [canaries.clientSecret, canaries.token])),
);
const user: fc.Arbitrary<User> = fc.record({
    userId: fc.oneof(readText, fc.constant(`samlp|corp|${canaries.email}`)),
    connections: fc.array(fc.oneof(readText, fc.constant("staff")), { maxLength: 3 }),
});

describe("whatever look-ups are given and told", () => {
    it("is read as users or not at all, and nothing is kept that is not asked for", async () => {
        await holds(
            500,
            fc.asyncProperty(fc.oneof(fc.array(wireUser), fc.jsonValue()), async (body) => {
                const parsed = usersSchema.safeParse(body);
                for (const { userId, connections, email, ...others } of parsed.data ?? []) {
                    assert.deepEqual(others, {});
                    assert.ok(userId.length > 0 && (email === undefined || typeof email === "string"));
                    assert.ok(connections.every((connection) => connection.length > 0));
                }
            }),
        );
    });

    it("is one of the users, or a message that says what to do and tells no address", async () => {
        await holds(
            500,
            fc.asyncProperty(
                fc.array(user, { maxLength: 60 }),
                fc.option(readText, { nil: undefined }),
                async (users, connection) => {
                    const wanted = { email: canaries.email, connection: connection ?? "staff" };
                    for (const asked of [wanted, { email: canaries.email }]) {
                        const found = outcomeOf(() => chooseUser(users, asked, "example.eu.auth0.com"));
                        if (typeof found === "string") {
                            assertTellsWhatToDo(found);
                        } else {
                            assert.ok(users.includes(found));
                        }
                    }
                },
            ),
        );
    });

    it("is taken as arguments or refused with a message that says what to do and tells no secret", async () => {
        const value = fc.oneof(
            fc.jsonValue(),
            tenantText(),
            fc.constantFrom(canaries.clientSecret, canaries.email, "auth0|ada"),
        );
        const args = fc.dictionary(
            fc.oneof(fc.constantFrom("email", "userId", "connection", "tenant", "type", "pick"), fc.string()),
            value,
        );
        await holds(
            500,
            fc.asyncProperty(fc.oneof(args, value), async (given) => {
                for (const name of ["getUser", "getAuthenticationMethods", "getAuthenticationMethod"] as const) {
                    const outcome = outcomeOf(() => checked(name, given as object));
                    if (typeof outcome === "string") {
                        assertTellsWhatToDo(outcome);
                    }
                }
            }),
        );
    });
});
