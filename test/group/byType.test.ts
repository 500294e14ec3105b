import assert from "node:assert/strict";
import { stopScenario } from "../support/scenario";
import {
    type Entry,
    type GroupScenario,
    livePreview,
    phone,
    phoneOf,
    startStaff,
    stepsOf,
    totpOf,
    userOf,
} from "./support";

/** The phone of a user, whichever it is. */
function anyPhone(index: number, declared: Entry = { name: "Work phone" }): Entry {
    return { userId: userOf(index), authenticationMethodType: "phone", ...declared };
}

const newPhoneOf = (index: number) => `phone|dev_new_${index}`;

describe("methods of a group that are selected by their type, on the engine", () => {
    let scenario: GroupScenario;
    afterEach(async () => stopScenario(scenario));

    const methodsOf = (index: number) => scenario.emulator.users[index]?.authentication_methods ?? [];
    const nameOf = (index: number, id = phoneOf(index)) => scenario.emulator.method(userOf(index), id).name;

    /** The user has a new phone beside the old one, or in its place. */
    function enrol(index: number, { beside = false } = {}): void {
        const method = {
            id: newPhoneOf(index),
            type: "phone",
            name: "New phone",
            created_at: "2026-03-01T09:30:00.000Z",
        };
        methodsOf(index).splice(0, beside ? 0 : 1, { ...method, confirmed: true });
    }

    it("are adopted beside those of an id, and recorded with both", async () => {
        scenario = await startStaff(2);
        scenario.declareGroup({ settings: [anyPhone(0), phone(1)] });
        await scenario.run("preview");
        assert.deepEqual(scenario.patches(), []);
        await scenario.run("up");
        assert.deepEqual(
            scenario
                .patches()
                .map(({ method }) => method)
                .sort(),
            [phoneOf(0), phoneOf(1)],
        );
        const originalSettings = { name: "Old phone", preferredAuthenticationMethod: "sms" };
        assert.deepEqual((await scenario.recorded())?.settings, [
            { ...anyPhone(0), authenticationMethodId: phoneOf(0), originalSettings },
            { ...phone(1), originalSettings },
        ]);
        assert.deepEqual(stepsOf(await scenario.run("up")), { staff: "same" });
        assert.deepEqual(stepsOf(await scenario.run("refresh")), { staff: "refresh" });
        assert.deepEqual(stepsOf(await scenario.run("up")), { staff: "same" });
        assert.deepEqual(scenario.patches(), []);
    });

    for (const isLive of [true, false]) {
        const how = isLive ? "by a plain up" : "by a refresh and an up, where previews are not live";

        it(`keep what is declared when users enrol anew: seen ${how}, one PATCH for each`, async () => {
            scenario = await startStaff(3);
            await scenario.stack.setConfig({ [livePreview]: String(isLive) });
            scenario.declareGroup({ settings: [anyPhone(0), anyPhone(1), anyPhone(2)] });
            await scenario.run("up");
            enrol(0);
            enrol(2);
            scenario.patches();
            const { output } = await scenario.run(isLive ? "preview" : "refresh");
            assert.match(output, /2 of 3 methods of this group were enrolled anew:/);
            assert.match(
                output,
                /re-enrolled: "phone\|dev_new_2" of user "auth0\|staff-0002" has taken the place of "phone\|dev_0002"/,
            );
            assert.doesNotMatch(output, /drift:/);
            assert.deepEqual(scenario.patches(), []);
            assert.deepEqual(stepsOf(await scenario.run("up")), { staff: "update" });
            assert.deepEqual(
                scenario
                    .patches()
                    .map(({ method, body }) => [method, body])
                    .sort(),
                [0, 2].map((index) => [newPhoneOf(index), { name: "Work phone" }]),
            );
            const recorded = (await scenario.recorded())?.settings;
            assert.deepEqual(
                recorded?.map(({ authenticationMethodId, adoptedMethodId }) => [
                    authenticationMethodId,
                    adoptedMethodId,
                ]),
                [
                    [newPhoneOf(0), phoneOf(0)],
                    [phoneOf(1), undefined],
                    [newPhoneOf(2), phoneOf(2)],
                ],
            );
            assert.deepEqual(stepsOf(await scenario.run("up")), { staff: "same" });
            assert.deepEqual(scenario.patches(), []);
        });
    }

    it("say so in an up that meets an enrolment anew without a refresh, where previews are not live", async () => {
        scenario = await startStaff(1);
        await scenario.stack.setConfig({ [livePreview]: "false" });
        scenario.declareGroup({ settings: [anyPhone(0)] });
        await scenario.run("up");
        enrol(0);
        scenario.declareGroup({ settings: [anyPhone(0, { name: "Desk" })] });
        const { output } = await scenario.run("up");
        assert.match(
            output,
            /re-enrolled: "phone\|dev_new_0" of user "auth0\|staff-0000" has taken the place of "phone\|dev_0000"/,
        );
        assert.equal(nameOf(0, newPhoneOf(0)), "Desk");
    });

    it("fail alone where the user has several or none, with the candidates, and go on with pick: newest", async () => {
        scenario = await startStaff(3);
        enrol(0, { beside: true });
        methodsOf(1).splice(0, 1);
        scenario.declareGroup({ settings: [anyPhone(0), anyPhone(1), anyPhone(2)] });
        const preview = await scenario.run("preview");
        assert.match(preview.output, /2 of 3 entries of settings cannot be brought into line; they stop no other/);
        assert.match(
            preview.output,
            /settings\[0\]: user "auth0\|staff-0000" in tenant .* has 2 confirmed authentication methods of type "phone": "phone\|dev_new_0" \("phone", named "New phone", created 2026-03-01T09:30Z\)/,
        );
        assert.match(
            preview.output,
            /settings\[1\]: user "auth0\|staff-0001" in tenant .* has no confirmed authentication method of type "phone"\. The user has these authentication methods: "totp\|dev_0001"/,
        );
        const { output } = await scenario.fail("up");
        assert.match(output, /2 of 3 authentication methods of this group could not be brought into line/);
        assert.deepEqual([nameOf(0), nameOf(0, newPhoneOf(0)), nameOf(2)], ["Old phone", "New phone", "Work phone"]);
        scenario.declareGroup({ settings: [anyPhone(0, { name: "Work phone", pick: "newest" }), anyPhone(2)] });
        await scenario.run("up");
        assert.deepEqual([nameOf(0), nameOf(0, newPhoneOf(0))], ["Old phone", "Work phone"]);
    });

    it("stay recorded at a refresh where they cannot be told any more, which stops no other", async () => {
        scenario = await startStaff(2);
        scenario.declareGroup({ settings: [anyPhone(0), anyPhone(1)] });
        await scenario.run("up");
        const before = await scenario.recorded();
        enrol(0, { beside: true });
        const { name: _name, ...nameless } = methodsOf(1)[0] as { name?: string };
        methodsOf(1)[0] = { ...nameless, name: "Private" } as never;
        const { output } = await scenario.run("refresh");
        assert.match(output, /1 of 2 methods of this group cannot be told, and stay recorded as they were:/);
        const after = await scenario.recorded();
        assert.deepEqual(after?.settings[0], before?.settings[0]);
        assert.equal(after?.settings[1]?.["name"], "Private");
    });

    it("are told when another entry declares the same method by its id, or the same type once more", async () => {
        scenario = await startStaff(1);
        scenario.declareGroup({ settings: [anyPhone(0), phone(0, { name: "Desk" })] });
        assert.match(
            (await scenario.run("preview")).output,
            /settings\[0\]: the method of type "phone" of user "auth0\|staff-0000" is "phone\|dev_0000", which settings\[1\] declares by its id\. Declare it once/,
        );
        assert.match((await scenario.fail("up")).output, /settings\[0\]: the method of type "phone"/);
        assert.equal(nameOf(0), "Desk");
        scenario.declareGroup({ settings: [anyPhone(0), anyPhone(0, { name: "Desk", pick: "newest" })] });
        assert.match(
            (await scenario.fail("up")).output,
            /settings\[0\] and settings\[1\] are the same method, the method of type "phone" of user "auth0\|staff-0000"\. Declare it once/,
        );
    });

    it("stay as declared, with their original settings, when one that was declared twice is declared once again", async () => {
        scenario = await startStaff(1);
        const declare = (...settings: Entry[]) => scenario.declareGroup({ settings, onDelete: "restore" });
        declare(anyPhone(0));
        await scenario.run("up");
        declare(anyPhone(0), phone(0));
        assert.match((await scenario.fail("up")).output, /which settings\[1\] declares by its id\. Declare it once/);
        declare(phone(0));
        await scenario.run("up");
        assert.equal(nameOf(0), "Work phone");
        await scenario.run("destroy");
        assert.equal(nameOf(0), "Old phone");
    });

    it("keep their original settings when an entry selects in another way than before, with restore", async () => {
        scenario = await startStaff(1);
        const declare = (entry: Entry) => scenario.declareGroup({ settings: [entry], onDelete: "restore" });
        declare(phone(0));
        await scenario.run("up");
        scenario.patches();
        declare(anyPhone(0));
        const { output } = await scenario.run("up");
        assert.doesNotMatch(output, /original settings are not put back/);
        declare(phone(0));
        await scenario.run("up");
        assert.deepEqual(scenario.patches(), []);
        await scenario.run("destroy");
        assert.equal(nameOf(0), "Old phone");
    });

    it("are put back with restore, and those enrolled since stay as they are", async () => {
        scenario = await startStaff(1);
        scenario.declareGroup({ settings: [anyPhone(0, { name: "Work phone", pick: "newest" })], onDelete: "restore" });
        await scenario.run("up");
        enrol(0, { beside: true });
        await scenario.run("up");
        assert.deepEqual([nameOf(0), nameOf(0, newPhoneOf(0))], ["Work phone", "Work phone"]);
        const { output } = await scenario.run("destroy");
        assert.match(
            output,
            /"phone\|dev_new_0" of user "auth0\|staff-0000": it was enrolled after the adoption, so it stays/,
        );
        assert.deepEqual([nameOf(0), nameOf(0, newPhoneOf(0))], ["Old phone", "Work phone"]);
    });

    it("are told of a wrong way to select, entry by entry", async () => {
        scenario = await startStaff(1);
        scenario.declareGroup({
            settings: [
                { ...anyPhone(0), authenticationMethodId: phoneOf(0) },
                { userId: userOf(0), name: "None" },
                { ...phone(0), pick: "newest" },
                { userId: userOf(0), authenticationMethodType: "totp", preferredAuthenticationMethod: "sms" },
                { ...phone(0), authenticationMethodId: totpOf(0), pick: "first" },
            ],
        });
        const { output } = await scenario.fail("preview");
        assert.match(output, /settings\[0\]: authenticationMethodId and authenticationMethodType are both declared/);
        assert.match(
            output,
            /settings\[1\]: authenticationMethodId is required: .* Or declare authenticationMethodType/,
        );
        assert.match(output, /settings\[2\]: pick says which of several methods of a type is meant/);
        assert.match(output, /settings\[3\]: preferredAuthenticationMethod applies to phone methods alone/);
        assert.match(output, /settings\[4\]\.pick must be "only"/);
    });
});
