import assert from "node:assert/strict";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import {
    type Entry,
    type GroupScenario,
    type Patch,
    patchRoute,
    phone,
    phoneOf,
    startStaff,
    stepsOf,
    totpOf,
    userOf,
} from "./support";

// The users of each case, by their numbers.
const [busy, first] = [4, 5];
const known = [6, 7, 8];
const listed = [9, 10, 11];
const many = Array.from({ length: 500 }, (_, index) => 20 + index);

const staff: Entry[] = [
    phone(0),
    phone(1),
    phone(2, { name: "Old phone", preferredAuthenticationMethod: "voice" }),
    phone(3, { name: "Work phone", preferredAuthenticationMethod: "voice" }),
    { userId: userOf(0), authenticationMethodId: totpOf(0), name: "Codes" },
];

describe("a group adopts what users have, on the engine", () => {
    let scenario: GroupScenario;
    let [preview, up]: [OperationResult?, OperationResult?] = [];
    let [previewed, patches]: [readonly Patch[], readonly Patch[]] = [[], []];
    let [readAtPreview, read]: [string[], string[]] = [[], []];
    // How many PATCHes of the busy user were unanswered when one of them was answered.
    const underWay: number[] = [];

    before(async () => {
        const ofBusy = `/users/${encodeURIComponent(userOf(busy))}/`;
        scenario = await startStaff(20 + many.length, {
            onRequest: ({ method, path }) => {
                if (method === "PATCH" && path.includes(ofBusy)) {
                    const { requests } = scenario.emulator;
                    underWay.push(
                        requests.filter(
                            (one) => one.method === "PATCH" && one.path.includes(ofBusy) && one.status === undefined,
                        ).length,
                    );
                }
            },
        });
        const { emulator } = scenario;
        emulator.method(userOf(1), phoneOf(1)).name = "Work phone";
        for (let index = 1000; index < 1005; index += 1) {
            emulator
                .user(userOf(busy))
                .authentication_methods.push({ ...emulator.method(userOf(busy), phoneOf(busy)), id: phoneOf(index) });
        }
        // Time enough for the others of the user to arrive before one is answered, if they do not wait for it.
        emulator.fault({ route: patchRoute, delay: 20, times: Number.POSITIVE_INFINITY });
        scenario.stack.program = async () => declareAll(staff);
        preview = await scenario.run("preview");
        previewed = scenario.patches();
        readAtPreview = usersRead();
        up = await scenario.run("up");
        patches = scenario.patches();
        read = usersRead();
    });
    after(async () => stopScenario(scenario));

    function declareAll(settings: readonly Entry[]): void {
        const group = (name: string, entries: unknown) =>
            new AuthenticationMethodSettingsGroup(name, { settings: entries as never });
        const { type } = new AuthenticationMethodSettings("first", phone(first) as never);
        const [a = 0, b = 0, c = 0] = known;
        group("staff", settings);
        group(
            "busy",
            [busy, 1000, 1001, 1002, 1003, 1004].map((index) => ({ ...phone(index), userId: userOf(busy) })),
        );
        group("known-later", [
            phone(a, { name: type.apply((text) => `My ${text}`) }),
            { ...phone(b), userId: type.apply(() => userOf(b)) },
            type.apply(() => phone(c)),
        ]);
        group(
            "listed-later",
            type.apply(() => listed.map((index) => phone(index))),
        );
        group(
            "many",
            many.map((index) => phone(index)),
        );
        group("nobody", []);
    }

    /** The users that were read since it was last asked, once for each time. */
    let mark = 0;
    function usersRead(): string[] {
        const requests = scenario.emulator.requests.slice(mark);
        mark = scenario.emulator.requests.length;
        return requests
            .filter(({ method }) => method === "GET")
            .map(({ path }) => decodeURIComponent(/users\/([^/]+)\//.exec(path)?.[1] ?? ""))
            .sort();
    }
    const usersOf = (indexes: readonly number[]) => indexes.map(userOf).sort();
    const patchesOf = (indexes: readonly number[]) => {
        const users = new Set(usersOf(indexes));
        return patches.filter(({ user }) => users.has(user));
    };
    const everybody = [0, 1, 2, 3, busy, first, ...known, ...listed, ...many];

    it("reads each user once and writes only what differs, and a second time nothing", async () => {
        assert.equal(preview && stepsOf(preview)["staff"], "create");
        assert.doesNotMatch(preview?.output ?? "", /settings\[|drift/);
        assert.deepEqual(read, usersOf(everybody));
        assert.deepEqual(
            new Map(patchesOf([0, 1, 2, 3]).map(({ method, body }) => [method, body])),
            new Map<string, unknown>([
                [phoneOf(0), { name: "Work phone" }],
                [phoneOf(2), { preferred_authentication_method: "voice" }],
                [phoneOf(3), { name: "Work phone", preferred_authentication_method: "voice" }],
                [totpOf(0), { name: "Codes" }],
            ]),
        );

        for (const [operation, settings] of [
            ["refresh", staff],
            ["up", staff.toReversed()],
        ] as const) {
            scenario.stack.program = async () => declareAll(settings);
            const { changes, output } = await scenario.run(operation);
            assert.deepEqual(Object.keys(changes), ["same"], output);
            assert.doesNotMatch(output, /drift|notes on/);
            assert.deepEqual(usersRead(), usersOf(everybody));
        }
        assert.equal(scenario.patches().length, 0);
    });

    it("takes entries, values and whole lists that are not known yet, and never writes at preview", () => {
        for (const name of ["known-later", "listed-later"]) {
            assert.equal(preview && stepsOf(preview)[name], "create");
            assert.equal(up && stepsOf(up)[name], "create");
        }
        assert.doesNotMatch(preview?.output ?? "", /cannot be brought into line/);
        assert.deepEqual(previewed, []);
        assert.deepEqual(readAtPreview, [...new Set(readAtPreview)]);
        assert.deepEqual(
            patchesOf([first, ...known, ...listed])
                .map(({ method }) => method)
                .sort(),
            [first, ...known, ...listed].map(phoneOf),
        );
        assert.equal(scenario.emulator.method(userOf(known[0] ?? 0), phoneOf(known[0] ?? 0)).name, "My phone");
    });

    it("writes to the methods of one user one at a time", () => {
        assert.deepEqual(underWay, [0, 0, 0, 0, 0, 0]);
    });

    it("takes five hundred methods with one read and one change for each", async () => {
        assert.equal(patchesOf(many).length, 500);
        assert.ok(many.every((index) => scenario.emulator.method(userOf(index), phoneOf(index)).name === "Work phone"));
        assert.equal((await scenario.recorded("many"))?.settings.length, 500);
    });

    it("takes an empty list, which is a group of nobody", async () => {
        assert.deepEqual((await scenario.recorded("nobody"))?.settings, []);
        usersRead();
        await scenario.run("destroy");
        assert.deepEqual(usersRead(), []);
    });
});
