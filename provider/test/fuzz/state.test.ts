import assert from "node:assert/strict";
import fc from "fast-check";
import { goodScript } from "./support/answers";
import { ids } from "./support/bodies";
import { Driven, ScriptedTenant } from "./support/drive";
import { holds } from "./support/runs";
import { anyJson, anyText, carried, prototypeKeys, withOwn } from "./support/texts";

const method = { userId: ids.user, authenticationMethodId: ids.phone, name: "Work phone" };
const original = { name: "Private", preferredAuthenticationMethod: "sms" };
const single = {
    ...method,
    type: "phone",
    createdAt: "2026-01-05T08:00:00.000Z",
    declaredSettings: ["name"],
    originalSettings: original,
    onDelete: "restore",
    __provider: "exports.handler=()=>1",
};
const singleByType = { ...single, authenticationMethodType: "phone", pick: "newest", adoptedMethodId: ids.totp };
const group = {
    settings: [
        {
            ...method,
            userId: "auth0|bob",
            authenticationMethodType: "phone",
            adoptedMethodId: ids.totp,
            originalSettings: original,
        },
        { ...method, originalSettings: original },
        {
            ...method,
            authenticationMethodId: ids.totp,
            name: null,
            originalSettings: { name: "Codes" },
            unfinished: true,
        },
    ],
    onDelete: "restore",
    __provider: "exports.handler=()=>1",
};

const edit = fc.record({
    at: fc.nat({ max: 40 }),
    how: fc.constantFrom("drop", "put", "put", "put", "beside", "twice"),
    key: fc.oneof(
        fc.constantFrom(
            "tenant",
            "tenant",
            "since",
            "declaredSettings",
            "authenticationMethodType",
            "adoptedMethodId",
            ...prototypeKeys,
        ),
        anyText(),
    ),
    value: fc.oneof(
        anyJson(),
        fc.constantFrom("", ".", "..", "restore", "retain", "unlink", ids.totp, "auth0|bob", "name", "phone"),
        fc.constantFrom(
            ["name", "label"],
            ["preferredAuthenticationMethod"],
            { name: "Label", label: "L" },
            { name: 7 },
        ),
    ),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(state: object, edits: readonly Edit[]): unknown {
    const root = JSON.parse(JSON.stringify({ state })) as { state: unknown };
    for (const { at, how, key, value } of edits) {
        const places: [object, string][] = [];
        const visit = (holder: object): void => {
            for (const name of Object.keys(holder)) {
                places.push([holder, name]);
                const inner = (holder as Record<string, unknown>)[name];
                if (typeof inner === "object" && inner !== null) {
                    visit(inner);
                }
            }
        };
        // Never the whole: the engine holds outputs as an object.
        visit(root.state as object);
        const [holder, name] = places[at % Math.max(1, places.length)] ?? [root.state as object, "since"];
        if (how === "drop") {
            delete (holder as Record<string, unknown>)[name];
        } else if (how === "twice" && Array.isArray(holder)) {
            holder.push(holder[0]);
        } else if (how === "beside" && !Array.isArray(holder)) {
            withOwn(holder, key, value);
        } else {
            withOwn(holder, name, value);
        }
    }
    return carried(root.state);
}

function stateLike(state: object): fc.Arbitrary<Record<string, unknown>> {
    const some = fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => edited(state, carried(edits)));
    const any = anyJson()
        .map(carried)
        .map((value) => (typeof value === "object" && value !== null ? value : { value }));
    const elsewhere = anyJson().map((tenant) => carried({ ...state, tenant }));
    return fc.oneof(
        { weight: 9, arbitrary: some },
        { weight: 1, arbitrary: elsewhere },
        { weight: 1, arbitrary: any },
    ) as fc.Arbitrary<Record<string, unknown>>;
}

const news = { ...method, onDelete: "restore" };
const newsByType = { userId: ids.user, authenticationMethodType: "phone", pick: "newest", name: "Work phone" };
const groupNews = { settings: [method], onDelete: "restore" };

/** The methods that a state or a program names, with the settings that it has of each. */
function named(holder: unknown): Map<string, string> {
    const { settings, ...alone } = holder as { settings?: unknown };
    const entries = Array.isArray(settings) ? (settings as unknown[]) : [alone];
    return new Map(
        entries.map((entry) => {
            const { userId, authenticationMethodId } = (entry ?? {}) as Record<string, unknown>;
            return [JSON.stringify([userId, authenticationMethodId]), JSON.stringify(entry) ?? ""];
        }),
    );
}

/** What a state or a program says of a method that it means by its type, or that was adopted before the one it names. */
function meant(holder: unknown, user: unknown, id: unknown): string | undefined {
    const { settings, ...alone } = holder as { settings?: unknown };
    const entries = Array.isArray(settings) ? (settings as unknown[]) : [alone];
    const entry = entries.find((one) => {
        const { userId, authenticationMethodType, adoptedMethodId } = (one ?? {}) as Record<string, unknown>;
        return userId === user && (authenticationMethodType !== undefined || adoptedMethodId === id);
    });
    return entry === undefined ? undefined : JSON.stringify(entry);
}

describe("whatever the state holds", () => {
    for (const [resource, states, inputs] of [
        ["single", stateLike(single), news],
        ["single", stateLike(singleByType), newsByType],
        ["group", stateLike(group), groupNews],
    ] as const) {
        const what =
            resource === "group" ? "of a group" : inputs === news ? "of one method" : "of one method of a type";
        const calls: Record<string, (driven: Driven, olds: never) => Promise<unknown>> = {
            diff: (driven, olds) => driven[resource].diff("an id", olds, inputs),
            read: (driven, olds) => driven[resource].read("auth0|ada::phone|dev_1", olds),
            update: (driven, olds) => driven[resource].update("an id", olds, inputs),
            delete: async (driven, olds) => (await driven[resource].delete("an id", olds)) ?? {},
        };
        for (const [name, call] of Object.entries(calls)) {
            it(`${what}: ${name} reads it or says what to do, and sends nothing that neither state nor program says`, async () => {
                await holds(
                    200,
                    fc.asyncProperty(states, async (olds) => {
                        const tenant = new ScriptedTenant(goodScript);
                        const driven = new Driven(tenant);
                        const outcome = await driven.call(() => call(driven, olds as never));
                        if (name === "diff" || name === "read") {
                            assert.deepEqual(tenant.patches, []);
                        }
                        const fromState = named(olds);
                        const fromProgram = name === "update" ? named(inputs) : new Map<string, string>();
                        for (const { path, json } of tenant.patches) {
                            const [user, , id] = path.split("/").slice(4).map(decodeURIComponent);
                            const key = JSON.stringify([user, id]);
                            const inProgram = name === "update" ? meant(inputs, user, id) : undefined;
                            const inState = fromState.get(key) ?? meant(olds, user, id);
                            const said = fromProgram.get(key) ?? inProgram ?? inState;
                            assert.ok(said !== undefined, `neither state nor program names ${key}`);
                            assert.ok(resource === "group" || inState !== undefined, `the state does not name ${key}`);
                            for (const value of Object.values(json as object)) {
                                assert.ok(
                                    said.includes(JSON.stringify(value)),
                                    `nobody said ${String(value)} of ${key}`,
                                );
                            }
                        }
                        // A tenant that is no text is not the default one.
                        const { tenant: recordedTenant } = olds;
                        if (recordedTenant !== undefined && typeof recordedTenant !== "string" && name !== "diff") {
                            assert.ok("error" in outcome, "it speaks to the tenant of auth0:domain");
                            assert.deepEqual(tenant.requests, []);
                        }
                    }),
                );
            });
        }

        it(`${what}: read loses no original settings that can be read`, async () => {
            await holds(
                200,
                fc.asyncProperty(states, async (olds) => {
                    const driven = new Driven(new ScriptedTenant(goodScript));
                    const outcome = await driven.call(() => driven[resource].read("auth0|ada::phone|dev_1", olds));
                    const { props } = ("result" in outcome ? outcome.result : {}) as { props?: typeof olds };
                    const { originalSettings } = olds as { originalSettings?: { name?: unknown } };
                    if (resource === "single" && props !== undefined && typeof originalSettings?.name === "string") {
                        const kept = props["originalSettings"] as { name?: unknown };
                        assert.equal(kept.name, originalSettings.name);
                    }
                }),
            );
        });
    }
});
