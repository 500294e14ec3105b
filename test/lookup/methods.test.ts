import assert from "node:assert/strict";
import {
    AuthenticationMethodSettings,
    AuthenticationMethodSettingsGroup,
    type FoundAuthenticationMethod,
    getAuthenticationMethod,
    getAuthenticationMethodOutput,
    getAuthenticationMethods,
    getAuthenticationMethodsOutput,
} from "pulumi-auth0-authentication-methods";
import { ada, adaPasskey, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";

const secondPhone = "phone|dev_0000000000000002";
const unfinished = "phone|dev_0000000000000003";

describe("looking authentication methods up, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario({ credentials: "environment" });
    });
    afterEach(async () => stopScenario(scenario));

    /** Gives the user more phones, the newest first. */
    function enrolMore(): void {
        const [user] = scenario.emulator.users;
        const phone = { type: "phone", phone_number: "+442079460000" };
        user?.authentication_methods.unshift(
            { ...phone, id: unfinished, confirmed: false, created_at: "2026-03-01T08:00:00.000Z" },
            { ...phone, id: secondPhone, confirmed: true, name: "Spare", created_at: "2026-02-01T08:00:00.000Z" },
        );
        scenario.canaries.plantUsers(scenario.emulator.users);
    }

    const lists = () =>
        scenario.emulator.requests.filter(
            ({ method, path }) => method === "GET" && path.includes("/authentication-methods"),
        );

    async function outputsOf(program: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
        scenario.stack.program = program;
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        return up.outputs;
    }

    async function failureOf(program: () => Promise<unknown>): Promise<string> {
        scenario.stack.program = async () => {
            await program();
        };
        const { ok, output } = await scenario.stack.preview();
        assert.ok(!ok);
        return output;
    }

    it("lists all that a user has with one request, oldest first, and nothing personal", async () => {
        enrolMore();
        const { authenticationMethods } = await outputsOf(async () => ({
            ...(await getAuthenticationMethods({ userId: ada })),
        }));
        const found = authenticationMethods as FoundAuthenticationMethod[];
        assert.deepEqual(
            found.map(({ authenticationMethodId }) => authenticationMethodId),
            ["email|dev_f0O81fTcftc0kN2v", adaPasskey, adaPhone, adaTotp, secondPhone, unfinished],
        );
        assert.deepEqual(found[2], {
            authenticationMethodId: adaPhone,
            type: "phone",
            name: "Old phone",
            preferredAuthenticationMethod: "sms",
            confirmed: true,
            createdAt: "2026-01-05T08:00:00.000Z",
            enrolledAt: "2026-01-05T08:01:00.000Z",
            authenticationMethods: [
                { id: "sms|dev_kXVq4drj3Mw6uCF5", type: "sms" },
                { id: "voice|dev_kXVq4drj3Mw6uCF5", type: "voice" },
            ],
        });
        assert.equal(lists().length, 1);
    });

    it("lists every page", async () => {
        const [user] = scenario.emulator.users;
        const created = { type: "totp", created_at: "2026-02-01T08:00:00.000Z" };
        user?.authentication_methods.push(
            ...Array.from({ length: 120 }, (_, index) => ({ ...created, id: `totp|dev_${index}` })),
        );
        const { count } = await outputsOf(async () => {
            const { authenticationMethods } = await getAuthenticationMethods({ userId: ada });
            return { count: authenticationMethods.length };
        });
        assert.equal(count, 124);
        assert.equal(lists().length, 3);
    });

    it("declares settings of every confirmed phone there is", async () => {
        enrolMore();
        await outputsOf(async () => {
            const { userId, authenticationMethods } = await getAuthenticationMethods({
                userId: ada,
                type: "phone",
                confirmed: true,
            });
            new AuthenticationMethodSettingsGroup("phones", {
                settings: authenticationMethods.map(({ authenticationMethodId }) => ({
                    userId,
                    authenticationMethodId,
                    preferredAuthenticationMethod: "voice",
                })),
            });
            return {};
        });
        const preferenceOf = (id: string) => scenario.emulator.method(ada, id).preferred_authentication_method;
        assert.deepEqual([adaPhone, secondPhone, unfinished].map(preferenceOf), ["voice", "voice", undefined]);
    });

    it("asks once for a user whose methods are looked up side by side", async () => {
        await outputsOf(async () => {
            const [phone, totp] = await Promise.all([
                getAuthenticationMethod({ userId: ada, type: "phone" }),
                getAuthenticationMethod({ userId: ada, authenticationMethodId: adaTotp }),
            ]);
            assert.deepEqual([phone.authenticationMethodId, totp.type, totp.userId], [adaPhone, "totp", ada]);
            return {};
        });
        assert.equal(lists().length, 1);
    });

    it("tells what is so now, in one program and in the next", async () => {
        const program = async () => {
            const before = await getAuthenticationMethod({ userId: ada, authenticationMethodId: adaPhone });
            scenario.emulator.method(ada, adaPhone).name = "Renamed";
            const after = await getAuthenticationMethod({ userId: ada, authenticationMethodId: adaPhone });
            return { before: before.name, after: after.name };
        };
        assert.deepEqual(await outputsOf(program), { before: "Old phone", after: "Renamed" });
        assert.deepEqual(await outputsOf(program), { before: "Renamed", after: "Renamed" });
    });

    it("finds the one of a type, or the newest of several", async () => {
        enrolMore();
        const { authenticationMethodId } = await outputsOf(async () => ({
            ...(await getAuthenticationMethod({ userId: ada, type: "phone", pick: "newest" })),
        }));
        assert.equal(authenticationMethodId, secondPhone);
        const output = await failureOf(() => getAuthenticationMethod({ userId: ada, type: "phone" }));
        assert.match(output, /has 2 confirmed authentication methods of type "phone": /);
        assert.match(output, /"phone\|dev_0000000000000002" \("phone", named "Spare", created 2026-02-01T08:00Z\)/);
        assert.match(output, /Declare the authenticationMethodId of the one that is meant, or pick: "newest"\./);
    });

    const failing: readonly [what: string, lookUp: () => Promise<unknown>, message: RegExp][] = [
        [
            "a type that the user has none of",
            () => getAuthenticationMethod({ userId: ada, type: "push" }),
            /has no confirmed authentication method of type "push"\. The user has these authentication methods: "phone\|dev_kXV/,
        ],
        [
            "an id that the user has not",
            () => getAuthenticationMethod({ userId: ada, authenticationMethodId: "phone|dev_gone" }),
            /authenticationMethodId "phone\|dev_gone" does not exist for user "auth0\|507f1f77bcf86cd799439020" in tenant/,
        ],
        [
            "a user who does not exist",
            () => getAuthenticationMethods({ userId: "auth0|nobody" }),
            /userId "auth0\|nobody" does not exist in tenant/,
        ],
        [
            "a user who does not exist, whose method is looked up",
            () => getAuthenticationMethod({ userId: "auth0|nobody", type: "phone" }),
            /userId "auth0\|nobody" does not exist in tenant/,
        ],
        [
            "arguments that are missing",
            () => getAuthenticationMethod({ userId: ada } as never),
            /getAuthenticationMethod: give type or authenticationMethodId\./,
        ],
    ];
    for (const [what, lookUp, message] of failing) {
        it(`tells of ${what}`, async () => {
            const output = await failureOf(lookUp);
            assert.match(output, message);
            assert.doesNotMatch(output, /\n\s+at /);
        });
    }

    it("takes outputs, and waits at preview for what is not known yet", async () => {
        scenario.stack.program = async () => {
            const adopted = new AuthenticationMethodSettings("m", {
                userId: ada,
                authenticationMethodId: adaPhone,
                name: "Work phone",
            });
            // What is known when it was created.
            const userId = adopted.createdAt.apply(() => ada);
            const all = getAuthenticationMethodsOutput({ userId, confirmed: true });
            const one = getAuthenticationMethodOutput({ userId, type: adopted.type });
            return { count: all.authenticationMethods.length, name: one.name };
        };
        const preview = await scenario.stack.preview();
        assert.ok(preview.ok, preview.output);
        assert.equal(lists().length, 1, "by the resource alone");
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.deepEqual(up.outputs, { count: 4, name: "Work phone" });
    });
});
