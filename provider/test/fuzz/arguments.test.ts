import assert from "node:assert/strict";
import fc from "fast-check";
import { goodScript } from "./support/answers";
import { ids } from "./support/bodies";
import { Driven, ScriptedTenant } from "./support/drive";
import { holds } from "./support/runs";
import { anyJson, anyText, carried, prototypeKeys, unknownValue, withOwn } from "./support/texts";

const method = { userId: ids.user, authenticationMethodId: ids.phone, name: "Work phone" };
const byType = { userId: ids.user, authenticationMethodType: "phone", name: "Work phone" };
const methodKeys = [
    "userId",
    "authenticationMethodId",
    "authenticationMethodType",
    "pick",
    "name",
    "preferredAuthenticationMethod",
];
const resourceKeys = ["onDelete", "tenant", "__provider"];

/** An object that is right but for what is put in some places, in place of it or beside it. */
function spoilt(right: object, keys: readonly string[], mostOdd: number): fc.Arbitrary<Record<string, unknown>> {
    const key = fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...keys) },
        fc.constantFrom(...prototypeKeys),
        anyText(),
    );
    const value = fc.oneof({ weight: 3, arbitrary: anyJson() }, fc.constant(unknownValue), fc.constant("sms"));
    return fc
        .array(fc.tuple(key, value), { maxLength: mostOdd })
        .map((odd) => odd.reduce((object, [name, other]) => withOwn(object, name, other), { ...right }))
        .map(carried);
}

const singleKeys = [...methodKeys, ...resourceKeys];
const singleInputs = fc.oneof(spoilt(method, singleKeys, 3), spoilt(byType, singleKeys, 3));
const entry = fc.oneof(
    { weight: 2, arbitrary: spoilt(method, methodKeys, 2) },
    { weight: 2, arbitrary: spoilt(byType, methodKeys, 2) },
    { weight: 1, arbitrary: anyJson() },
);
const settings = fc.oneof(
    { weight: 6, arbitrary: fc.array(entry, { maxLength: 5 }) },
    { weight: 1, arbitrary: anyJson().map(carried) },
    { weight: 1, arbitrary: entry.map((one) => Array.from({ length: 200 }, () => one)) },
);
const groupInputs = fc
    .tuple(settings, spoilt({}, resourceKeys, 1))
    .map(([list, others]) => carried({ settings: list, ...others }) as Record<string, unknown>);

function isKnown(inputs: object): boolean {
    return !JSON.stringify(inputs).includes(unknownValue);
}

const olds = { ...method, type: "phone", createdAt: "2026-01-05T08:00:00.000Z", originalSettings: {} } as never;
const groupOlds = { settings: [{ ...method, originalSettings: {} }] } as never;

describe("whatever a program declares", () => {
    for (const [what, inputs, resource, recorded] of [
        ["of one method", singleInputs, "single", olds],
        ["of a group", groupInputs, "group", groupOlds],
    ] as const) {
        it(`${what}: check tells what is wrong and does not change it, diff tells what it means`, async () => {
            await holds(
                300,
                fc.asyncProperty(inputs, fc.boolean(), async (news, isLive) => {
                    const tenant = new ScriptedTenant(goodScript);
                    const driven = new Driven(tenant, {
                        "auth0:domain": "tenant.example.com",
                        "auth0:clientId": "client",
                        "auth0:clientSecret": "a secret of the client",
                        "auth0-authentication-methods:livePreview": String(isLive),
                    });
                    const provider = driven[resource];
                    const before = JSON.stringify(news);
                    const outcome = await driven.call(() => provider.check({}, news));
                    assert.ok("result" in outcome, "check throws");
                    assert.equal(JSON.stringify(news), before);
                    const { inputs: checked, failures } = outcome.result as {
                        inputs: Record<string, unknown>;
                        failures: { property: string }[];
                    };
                    for (const { property } of failures) {
                        // The engine prints the value of a named property.
                        const value = property === "" ? "" : (checked[property] ?? "");
                        assert.ok(
                            typeof value === "string" && value.length <= 1_000,
                            `it prints the value of ${property}`,
                        );
                    }
                    const difference = await driven.call(() => provider.diff("an id", recorded, checked));
                    if ("result" in difference) {
                        const { changes } = difference.result as { changes: unknown };
                        assert.equal(typeof changes, "boolean");
                    }
                    if (failures.length === 0 && isKnown(checked)) {
                        assert.ok("result" in difference, "diff refuses what check takes");
                    }
                    assert.deepEqual(tenant.patches, []);
                }),
            );
        });

        it(`${what}: create and update do what is declared, or refuse it all`, async () => {
            await holds(
                300,
                fc.asyncProperty(inputs, fc.boolean(), async (news, isUpdate) => {
                    const tenant = new ScriptedTenant(goodScript);
                    const driven = new Driven(tenant);
                    const provider = driven[resource];
                    await driven.call(() =>
                        isUpdate ? provider.update("an id", recorded, news) : provider.create(news),
                    );
                    const text = JSON.stringify(news);
                    for (const { path, json } of tenant.patches) {
                        const [user, , id] = path.split("/").slice(4).map(decodeURIComponent);
                        const isMeant =
                            text.includes(JSON.stringify(id)) || text.includes('"authenticationMethodType"');
                        assert.ok(text.includes(JSON.stringify(user)) && isMeant, path);
                        for (const [name, value] of Object.entries(json as object)) {
                            assert.ok(["name", "preferred_authentication_method"].includes(name), name);
                            assert.ok(typeof value === "string" && value !== "", name);
                            assert.ok(text.includes(JSON.stringify(value)), name);
                        }
                    }
                }),
            );
        });
    }
});
