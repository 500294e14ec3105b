import assert from "node:assert/strict";
import fc from "fast-check";
import { scripts } from "./support/answers";
import { ids } from "./support/bodies";
import { Driven, ScriptedTenant } from "./support/drive";
import { holds } from "./support/runs";

const news = { userId: ids.user, authenticationMethodId: ids.phone, name: "Work phone" };
const olds = {
    ...news,
    type: "phone",
    name: "As it was",
    createdAt: "2026-01-05T08:00:00.000Z",
    declaredSettings: ["name"],
    originalSettings: { name: "Old phone", preferredAuthenticationMethod: "sms" },
    onDelete: "restore",
} as never;
const id = `${ids.user}::${ids.phone}`;

const other = { userId: ids.user, authenticationMethodId: ids.totp, name: "Work codes" };
const groupNews = { settings: [news, other, { ...news, userId: "auth0|bob" }], onDelete: "restore" };
const groupOlds = {
    settings: [
        { ...news, name: "As it was", originalSettings: { name: "Old phone" } },
        { ...other, authenticationMethodId: "passkey|dev_3", originalSettings: { name: "Key" } },
    ],
    onDelete: "restore",
} as never;

const calls: Readonly<Record<string, (driven: Driven) => Promise<unknown>>> = {
    check: ({ single }) => single.check({}, { ...news, onDelete: "restore" }),
    diff: ({ single }) => single.diff(id, olds, { ...news, onDelete: "restore" }),
    create: ({ single }) => single.create({ ...news, onDelete: "restore" }),
    read: ({ single }) => single.read(id, olds),
    get: ({ single }) => single.read(id),
    update: ({ single }) => single.update(id, olds, { ...news, onDelete: "restore" }),
    delete: ({ single }) => single.delete(id, olds),
    "check of a group": ({ group }) => group.check({}, groupNews),
    "diff of a group": ({ group }) => group.diff("a group", groupOlds, groupNews),
    "create of a group": ({ group }) => group.create(groupNews),
    "read of a group": ({ group }) => group.read("a group", groupOlds),
    "update of a group": ({ group }) => group.update("a group", groupOlds, groupNews),
    "delete of a group": ({ group }) => group.delete("a group", groupOlds),
};

const ofUs = ["Work phone", "Work codes", "Old phone", "Key"];

describe("whatever a tenant answers", () => {
    for (const [name, call] of Object.entries(calls)) {
        it(`${name} ends, with a result that the engine can carry or a message that says what to do`, async () => {
            await holds(
                200,
                fc.asyncProperty(scripts, fc.boolean(), async (script, again) => {
                    const tenant = new ScriptedTenant(script);
                    const driven = new Driven(tenant);
                    await driven.call(() => call(driven).then((result) => result ?? {}));
                    if (again) {
                        await driven.call(() => call(driven).then((result) => result ?? {}));
                    }
                    for (const { path, json } of tenant.patches) {
                        assert.match(
                            path,
                            /\/users\/auth0%7C(ada|bob)\/authentication-methods\/(phone|totp|passkey)%7Cdev_/,
                        );
                        assert.deepEqual(Object.keys(json as object), ["name"]);
                        assert.ok(ofUs.includes(Object.values(json as object)[0]));
                    }
                }),
            );
        });
    }
});
