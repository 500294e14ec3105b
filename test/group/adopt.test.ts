import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { stopScenario } from "../support/scenario";
import { type GroupScenario, patchRoute, phone, phoneOf, phones, startStaff, stepsOf, totpOf, userOf } from "./support";

describe("a group adopts what users have, on the engine", () => {
    let scenario: GroupScenario;
    afterEach(async () => stopScenario(scenario));

    it("reads each user once and writes only what differs, and a second time nothing", async () => {
        scenario = await startStaff(4);
        scenario.emulator.method(userOf(1), phoneOf(1)).name = "Work phone";
        const settings = [
            phone(0),
            phone(1),
            phone(2, { name: "Old phone", preferredAuthenticationMethod: "voice" }),
            phone(3, { name: "Work phone", preferredAuthenticationMethod: "voice" }),
            { userId: userOf(0), authenticationMethodId: totpOf(0), name: "Codes" },
        ];
        scenario.declareGroup({ settings });
        const preview = await scenario.run("preview");
        assert.equal(stepsOf(preview)["staff"], "create");
        assert.doesNotMatch(preview.output, /settings\[|drift/);
        const previewed = scenario.sent();
        assert.deepEqual([previewed.gets, previewed.patches], [4, 0]);

        await scenario.run("up");
        const sent = scenario.patches();
        assert.equal(scenario.sent().gets, 4);
        assert.deepEqual(
            new Map(sent.map(({ method, body }) => [method, body])),
            new Map<string, unknown>([
                [phoneOf(0), { name: "Work phone" }],
                [phoneOf(2), { preferred_authentication_method: "voice" }],
                [phoneOf(3), { name: "Work phone", preferred_authentication_method: "voice" }],
                [totpOf(0), { name: "Codes" }],
            ]),
        );

        const again = await scenario.run("up");
        assert.deepEqual(Object.keys(again.changes), ["same"], again.output);
        const { gets, patches } = scenario.sent();
        assert.deepEqual([gets, patches], [4, 0]);
        assert.doesNotMatch(again.output, /drift|notes on/);

        const refresh = await scenario.run("refresh");
        assert.deepEqual(Object.keys(refresh.changes), ["same"], refresh.output);
        assert.deepEqual(Object.keys((await scenario.run("up")).changes), ["same"]);

        scenario.declareGroup({ settings: settings.toReversed() });
        assert.deepEqual(Object.keys((await scenario.run("up")).changes), ["same"]);
        assert.equal(scenario.patches().length, 0);
    });

    it("takes entries, values and whole lists that are not known yet, and never writes at preview", async () => {
        scenario = await startStaff(4);
        const { stack } = scenario;
        const first = () =>
            new AuthenticationMethodSettings("first", {
                userId: userOf(0),
                authenticationMethodId: phoneOf(0),
                name: "Work phone",
            });
        const programs: (() => pulumi.Input<pulumi.Input<never>[]>)[] = [
            () => {
                const { type } = first();
                return [
                    phone(1, { name: type.apply((text) => `My ${text}`) }),
                    { ...phone(2), userId: type.apply(() => userOf(2)) },
                    type.apply(() => phone(3)),
                ] as never;
            },
            () => first().type.apply(() => [phone(1), phone(2), phone(3)]) as never,
        ];
        for (const settings of programs) {
            stack.program = async () => {
                new AuthenticationMethodSettingsGroup("staff", { settings: settings() });
            };
            const preview = await scenario.run("preview");
            assert.deepEqual(stepsOf(preview), { first: "create", staff: "create" }, preview.output);
            assert.doesNotMatch(preview.output, /cannot be brought into line/);
        }
        assert.equal(scenario.sent().patches, 0);
        const up = await scenario.run("up");
        assert.deepEqual(stepsOf(up), { first: "create", staff: "create" });
        assert.deepEqual(
            scenario
                .patches()
                .map(({ method }) => method)
                .sort(),
            [phoneOf(0), phoneOf(1), phoneOf(2), phoneOf(3)],
        );
    });

    it("writes to the methods of one user one at a time", async () => {
        const underWay: number[] = [];
        const isUnanswered = ({ method, status }: { method: string; status: number | undefined }) =>
            method === "PATCH" && status === undefined;
        scenario = await startStaff(1, {
            onRequest: ({ method }) => {
                if (method === "PATCH") {
                    underWay.push(scenario.emulator.requests.filter(isUnanswered).length);
                }
            },
        });
        const user = scenario.emulator.user(userOf(0));
        for (let index = 1; index < 6; index += 1) {
            user.authentication_methods.push({
                ...scenario.emulator.method(userOf(0), phoneOf(0)),
                id: phoneOf(index),
            });
        }
        // Time enough for the others to arrive before the first is answered, if they do not wait for it.
        scenario.emulator.fault({ route: patchRoute, delay: 300 });
        scenario.declareGroup({
            settings: [0, 1, 2, 3, 4, 5].map((index) => ({ ...phone(index), userId: userOf(0) })),
        });
        await scenario.run("up");
        assert.deepEqual(underWay, [0, 0, 0, 0, 0, 0]);
        assert.equal(scenario.sent().gets, 1);
    });

    it("takes five hundred methods with one read and one change for each", async () => {
        scenario = await startStaff(500);
        scenario.declareGroup({ settings: phones(500) });
        await scenario.run("up");
        const { gets, patches } = scenario.sent();
        assert.deepEqual([gets, patches], [500, 500]);
        assert.ok(scenario.emulator.users.every((user) => user.authentication_methods[0]?.name === "Work phone"));
        assert.equal((await scenario.recorded())?.settings.length, 500);
        assert.deepEqual(Object.keys((await scenario.run("up")).changes), ["same"]);
    });

    it("takes an empty list, which is a group of nobody", async () => {
        scenario = await startStaff(1);
        scenario.declareGroup({ settings: [] });
        await scenario.run("up");
        await scenario.run("destroy");
        assert.equal(scenario.sent().gets, 0);
    });
});
