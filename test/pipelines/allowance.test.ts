// Two stacks, each with a runner of its own, on one tenant at the same time. They know nothing of each other: what they share is
// the tenant's allowance. How well, on every plan and with more of them, is simulated in test/rates; this is the engine's word.

import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { phones, staff, userOf } from "../group/support";
import { canariesOf } from "../support/scenario";
import { createStack, disposeAll, type TestStack } from "../support/stack";

const each = 30;

describe("two stacks on one tenant, both at once, on the engine", () => {
    let emulator: Emulator;
    let stacks: readonly TestStack[];

    before(async () => {
        emulator = await startEmulator({
            users: staff(2 * each),
            plan: { burst: 10, perSecond: 20, refill: "drip" },
        });
        stacks = await Promise.all(
            ["prod", "staging"].map(async (stackName, index) =>
                createStack({
                    stackName,
                    program: async () => {
                        const settings = phones(2 * each, { name: "Work phone" }).slice(
                            index * each,
                            (index + 1) * each,
                        );
                        new AuthenticationMethodSettingsGroup("staff", { settings: settings as never });
                    },
                    config: {
                        "auth0:domain": emulator.url,
                        "auth0:clientId": emulator.clientId,
                        "auth0:clientSecret": { value: emulator.clientSecret, secret: true },
                    },
                    canaries: canariesOf(emulator),
                }),
            ),
        );
    });
    after(async () => {
        disposeAll();
        await emulator.close();
    });

    it("both succeed, are hardly refused, and neither waits for the other to end", async () => {
        const results = await Promise.all(stacks.map((stack) => stack.up()));
        for (const { ok, output } of results) {
            assert.ok(ok, output);
        }
        assert.ok(emulator.users.every(({ authentication_methods: [phone] }) => phone?.name === "Work phone"));

        const refused = emulator.requests.filter(({ status }) => status === 429);
        assert.ok(refused.length <= emulator.requests.length / 20, `${refused.length} of ${emulator.requests.length}`);
        const sent = emulator.requests.flatMap(({ path, at }) => {
            const user = /auth0%7C(staff-\d+)/i.exec(path)?.[1];
            return user === undefined ? [] : [{ at, stack: `auth0|${user}` < userOf(each) ? 0 : 1 }];
        });
        const of = (stack: number) => sent.filter((one) => one.stack === stack);
        const [first, second] = [of(0), of(1)];
        // While both were at work.
        const from = Math.max(first[0]?.at ?? 0, second[0]?.at ?? 0);
        const to = Math.min(first.at(-1)?.at ?? 0, second.at(-1)?.at ?? 0);
        const together = sent.filter(({ at }) => at >= from && at <= to);
        const share = together.filter(({ stack }) => stack === 0).length / together.length;
        assert.ok(together.length >= each, `${together.length} requests while both were at work`);
        assert.ok(share > 1 / 3 && share < 2 / 3, `${share} of them from one`);
    });
});
