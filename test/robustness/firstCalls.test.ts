import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { DynamicProvider } from "./support";

describe("many first calls at once, before configure has settled", () => {
    let emulator: Emulator;
    let provider: DynamicProvider;
    beforeEach(async () => {
        emulator = await startEmulator({ users: 60, plan: "unlimited" });
        provider = await DynamicProvider.start({
            "auth0:domain": emulator.url,
            "auth0:clientId": emulator.clientId,
            "auth0:clientSecret": emulator.clientSecret,
        });
    });
    afterEach(async () => {
        await provider.stop();
        await emulator.close();
    });

    function methods() {
        return emulator.users.flatMap(({ user_id: userId, authentication_methods: [method] }) =>
            method === undefined ? [] : [{ userId, authenticationMethodId: method.id, name: "Ours" }],
        );
    }

    function sent() {
        const count = (method: string) => emulator.requests.filter((request) => request.method === method).length;
        return { tokens: count("POST"), gets: count("GET"), patches: count("PATCH") };
    }

    it("ask for one token, and all succeed", async () => {
        const all = methods();
        assert.ok(all.length >= 50);
        const created = await Promise.all(all.map((method) => provider.create(method)));
        assert.deepEqual(
            created.map(({ id, outputs }) => [id, outputs["name"]]),
            all.map(({ userId, authenticationMethodId }) => [`${userId}::${authenticationMethodId}`, "Ours"]),
        );
        assert.deepEqual(sent(), { tokens: 1, gets: all.length, patches: all.length });
    });

    it("of several kinds share token and reads", async () => {
        const all = methods();
        const calls = all.flatMap((method) => {
            const id = `${method.userId}::${method.authenticationMethodId}`;
            const state = { ...method, declaredSettings: ["name"], originalSettings: {}, onDelete: "retain" };
            return [
                provider.check(method).then((failures) => assert.deepEqual(failures, [])),
                provider.diff(id, state, method),
                provider.read(id, state).then(({ userId }) => assert.equal(userId, method.userId)),
            ];
        });
        assert.ok(calls.length >= 150);
        await Promise.all(calls);
        assert.deepEqual(sent(), { tokens: 1, gets: all.length, patches: 0 });
    });
});
