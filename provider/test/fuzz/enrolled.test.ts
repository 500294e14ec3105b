import assert from "node:assert/strict";
import fc from "fast-check";
import { argumentNames } from "../../src/engine/enrolled/inputs";
import { goodScript, scripts } from "./support/answers";
import { ids } from "./support/bodies";
import { Driven, ScriptedTenant } from "./support/drive";
import { holds } from "./support/runs";
import { anyJson, anyText, carried, prototypeKeys, unknownValue, withOwn } from "./support/texts";

const totp = { userId: ids.user, type: "totp", name: "Codes", totpSecret: "GEZDGNBVGY3TQOJQGEZDGNBV" };
const passkey = {
    userId: ids.user,
    type: "passkey",
    keyId: "a2V5",
    publicKey: "cHVi",
    credentialBackedUp: true,
    transports: ["internal"],
};
const state = {
    ...totp,
    authenticationMethodId: ids.totp,
    createdAt: "2026-01-05T08:00:00.000Z",
    declaredArguments: Object.keys(totp),
    __provider: "exports.handler=()=>1",
};

const oddValue = fc.oneof(
    { weight: 3, arbitrary: anyJson() },
    fc.constant(unknownValue),
    fc.constantFrom("sms", "phone", "totp", "a@b.c", "+15005550006", ids.totp, [], ["type"]),
);

/** An object that is right but for what is put in some places, in place of it or beside it. */
function spoilt(right: object, keys: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
    const key = fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...keys) },
        fc.constantFrom(...prototypeKeys),
        anyText(),
    );
    return fc
        .array(fc.tuple(key, oddValue), { maxLength: 3 })
        .map((odd) => odd.reduce((object, [name, value]) => withOwn(object, name, value), { ...right }))
        .map(carried) as fc.Arbitrary<Record<string, unknown>>;
}

const inputs = fc.oneof(spoilt(totp, argumentNames), spoilt(passkey, argumentNames));
const states = spoilt(state, Object.keys(state));
const calls: Readonly<Record<string, (driven: Driven, olds: never) => Promise<unknown>>> = {
    check: ({ enrolled }) => enrolled.check({}, totp),
    diff: ({ enrolled }, olds) => enrolled.diff("an id", olds, totp),
    create: ({ enrolled }) => enrolled.create(totp),
    read: ({ enrolled }, olds) => enrolled.read(`${ids.user}::${ids.totp}`, olds),
    get: ({ enrolled }) => enrolled.read(`${ids.user}::${ids.totp}`),
    update: ({ enrolled }, olds) => enrolled.update("an id", olds, { ...totp, name: "Other codes" }),
    delete: async ({ enrolled }, olds) => (await enrolled.delete("an id", olds)) ?? {},
};
const readOnly = ["check", "diff", "read", "get"];

describe("enrolment, whatever comes", () => {
    for (const [name, call] of Object.entries(calls)) {
        it(`${name} ends, whatever a tenant answers, with a result or with a message that says what to do`, async () => {
            await holds(
                200,
                fc.asyncProperty(scripts, async (script) => {
                    const tenant = new ScriptedTenant(script);
                    const driven = new Driven(tenant);
                    await driven.call(() => call(driven, state as never).then((result) => result ?? {}));
                    assert.ok(!readOnly.includes(name) || tenant.writes.length === 0);
                    assert.ok(driven.lines.every((line) => !line.includes(totp.totpSecret)));
                }),
            );
        });

        it(`${name} reads the state, or says what to do, and writes to no method that it does not name`, async () => {
            await holds(
                200,
                fc.asyncProperty(states, async (olds) => {
                    const tenant = new ScriptedTenant(goodScript);
                    const driven = new Driven(tenant);
                    await driven.call(() => call(driven, olds as never).then((result) => result ?? {}));
                    assert.ok(!readOnly.includes(name) || tenant.writes.length === 0);
                    for (const { method, path } of tenant.writes.filter((write) => write.method !== "POST")) {
                        const [user, , id] = path.split("/").slice(4).map(decodeURIComponent);
                        const { userId, authenticationMethodId } = olds;
                        assert.ok(
                            name === "create" || (user === userId && id === authenticationMethodId),
                            `${method} ${path}`,
                        );
                    }
                }),
            );
        });
    }

    it("check tells what is wrong with what a program declares, shows nothing secret of it, and create does that or nothing", async () => {
        await holds(
            400,
            fc.asyncProperty(inputs, async (news) => {
                const tenant = new ScriptedTenant(goodScript);
                const driven = new Driven(tenant);
                const outcome = await driven.call(() => driven.enrolled.check({}, news));
                assert.ok("result" in outcome, "check throws");
                const { inputs: checked, failures } = outcome.result as {
                    inputs: Record<string, unknown>;
                    failures: { property: string }[];
                };
                for (const { property } of failures) {
                    assert.ok(!["phoneNumber", "email", "totpSecret"].includes(property), property);
                    assert.ok(property === "" || typeof (checked[property] ?? "") === "string", property);
                }
                const difference = await driven.call(() => driven.enrolled.diff("an id", state as never, checked));
                const isKnown = !JSON.stringify(checked).includes(unknownValue);
                assert.ok(failures.length > 0 || !isKnown || "result" in difference, "diff refuses what check takes");
                assert.equal(tenant.writes.length, 0);
                await driven.call(() => driven.enrolled.create(news));
                const posts = tenant.writes.filter(({ method }) => method === "POST");
                assert.equal(posts.length, failures.length === 0 && isKnown ? 1 : 0);
            }),
        );
    });
});
