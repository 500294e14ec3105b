import assert from "node:assert/strict";
import { stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import {
    type Entry,
    type GroupScenario,
    livePreview,
    type Patch,
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
const onDelete = "restore";

let scenario: GroupScenario;
const methodsOf = (index: number) => scenario.emulator.users[index]?.authentication_methods ?? [];
const nameOf = (index: number, id = phoneOf(index)) => scenario.emulator.method(userOf(index), id).name;

/** The user has a new phone beside the old one, or in its place. */
function enrol(index: number, { beside = false } = {}): void {
    const method = { id: newPhoneOf(index), type: "phone", name: "New phone", created_at: "2026-03-01T09:30:00.000Z" };
    methodsOf(index).splice(0, beside ? 0 : 1, { ...method, confirmed: true });
}

/** The methods of these users that were written to. */
const written = (patches: readonly Patch[], ...indexes: number[]) =>
    patches
        .filter(({ user }) => indexes.some((index) => user === userOf(index)))
        .map(({ method, body }) => [method, body] as const)
        .sort();
const named = (name: string) => ({ name });

async function assertFollowed(): Promise<void> {
    assert.deepEqual(
        (await scenario.recorded("anew"))?.settings.map(({ authenticationMethodId, adoptedMethodId }) => [
            authenticationMethodId,
            adoptedMethodId,
        ]),
        [
            [newPhoneOf(0), phoneOf(0)],
            [phoneOf(1), undefined],
            [newPhoneOf(2), phoneOf(2)],
        ],
    );
}
const anew = { settings: [anyPhone(0), anyPhone(1), anyPhone(2)] };
const followed = [0, 2].map((index) => [newPhoneOf(index), named("Work phone")]);

function assertSaysReenrolled(output: string): void {
    assert.match(output, /2 of 3 methods of this group were enrolled anew:/);
    assert.match(
        output,
        /re-enrolled: "phone\|dev_new_2" of user "auth0\|staff-0002" has taken the place of "phone\|dev_0002"/,
    );
    assert.doesNotMatch(output, /drift:/);
}

describe("methods of a group that are selected by their type, on the engine", () => {
    // Users 3 and 4 are beside, 5 to 7 fail, 8 is declared twice at once, 9 later, 10 in two ways, 11 is put back.
    const lasting = {
        anew,
        beside: { settings: [anyPhone(3), phone(4)] },
        back: { settings: [anyPhone(11, { name: "Work phone", pick: "newest" })], onDelete },
    };
    let previews: OperationResult[];
    let ups: OperationResult[];
    let patches: (readonly Patch[])[];
    let recordedBeside: unknown;

    before(async () => {
        scenario = await startStaff(12);
        enrol(5, { beside: true });
        methodsOf(6).splice(0, 1);
        [previews, ups, patches] = [[], [], []];
        const step = async (groups: Record<string, Entry>, isToSucceed: boolean, isPreviewed: boolean) => {
            scenario.declareGroups({ ...lasting, ...groups });
            if (isPreviewed) {
                previews.push(await scenario.run("preview"));
                assert.deepEqual(scenario.patches(), []);
            }
            ups.push(await scenario[isToSucceed ? "run" : "fail"]("up", { continueOnError: true }));
            patches.push(scenario.patches());
        };
        await step(
            {
                failing: { settings: [anyPhone(5), anyPhone(6), anyPhone(7)] },
                twice: { settings: [anyPhone(8), phone(8, { name: "Desk" })] },
                again: { settings: [anyPhone(9)], onDelete },
                ways: { settings: [phone(10)], onDelete },
            },
            false,
            true,
        );
        recordedBeside = (await scenario.recorded("beside"))?.settings;
        enrol(0);
        enrol(2);
        enrol(11, { beside: true });
        const mended = { settings: [anyPhone(5, { name: "Work phone", pick: "newest" }), anyPhone(7)] };
        await step(
            {
                failing: mended,
                again: { settings: [anyPhone(9), phone(9)], onDelete },
                ways: { settings: [anyPhone(10)], onDelete },
            },
            false,
            true,
        );
        await step(
            {
                failing: mended,
                again: { settings: [phone(9)], onDelete },
                ways: { settings: [phone(10)], onDelete },
            },
            true,
            false,
        );
    });
    after(async () => stopScenario(scenario));

    it("are adopted beside those of an id, and recorded with both", () => {
        const [first = [], ...later] = patches;
        assert.deepEqual(
            written(first, 3, 4).map(([method]) => method),
            [phoneOf(3), phoneOf(4)],
        );
        const originalSettings = { name: "Old phone", preferredAuthenticationMethod: "sms" };
        assert.deepEqual(recordedBeside, [
            { ...anyPhone(3), authenticationMethodId: phoneOf(3), originalSettings },
            { ...phone(4), originalSettings },
        ]);
        assert.deepEqual(
            ups.slice(1).map((up) => stepsOf(up)["beside"]),
            ["same", "same"],
        );
        assert.deepEqual(written(later.flat(), 3, 4), []);
    });

    it("keep what is declared when users enrol anew: seen by a plain up, one PATCH for each", async () => {
        assertSaysReenrolled(previews[1]?.output ?? "");
        assert.equal(ups[1] && stepsOf(ups[1])["anew"], "update");
        assert.deepEqual(written(patches[1] ?? [], 0, 1, 2), followed);
        await assertFollowed();
        assert.equal(ups[2] && stepsOf(ups[2])["anew"], "same");
        assert.deepEqual(written(patches[2] ?? [], 0, 1, 2), []);
    });

    it("fail alone where the user has several or none, with the candidates, and go on with pick: newest", () => {
        const output = previews[0]?.output ?? "";
        assert.match(output, /2 of 3 entries of settings cannot be brought into line; they stop no other/);
        assert.match(
            output,
            /settings\[0\]: user "auth0\|staff-0005" in tenant .* has 2 confirmed authentication methods of type "phone": "phone\|dev_new_5" \("phone", named "New phone", created 2026-03-01T09:30Z\)/,
        );
        assert.match(
            output,
            /settings\[1\]: user "auth0\|staff-0006" in tenant .* has no confirmed authentication method of type "phone"\. The user has these authentication methods: "totp\|dev_0006"/,
        );
        assert.match(
            ups[0]?.output ?? "",
            /2 of 3 authentication methods of this group could not be brought into line/,
        );
        assert.deepEqual(written(patches[0] ?? [], 5, 6, 7), [[phoneOf(7), named("Work phone")]]);
        assert.deepEqual(written(patches[1] ?? [], 5, 6, 7), [[newPhoneOf(5), named("Work phone")]]);
    });

    it("are told when another entry declares the same method by its id", () => {
        assert.match(
            previews[0]?.output ?? "",
            /settings\[0\]: the method of type "phone" of user "auth0\|staff-0008" is "phone\|dev_0008", which settings\[1\] declares by its id\. Declare it once/,
        );
        assert.match(ups[0]?.output ?? "", /settings\[0\]: the method of type "phone" of user "auth0\|staff-0008"/);
        assert.equal(nameOf(8), "Desk");
    });

    it("stay as declared when one that was declared twice is declared once again", () => {
        assert.match(
            ups[1]?.output ?? "",
            /staff-0009" is "phone\|dev_0009", which settings\[1\] declares by its id\. Declare it once/,
        );
        assert.equal(nameOf(9), "Work phone");
    });

    it("are not written to when an entry selects in another way than before", () => {
        assert.deepEqual(written(patches.slice(1).flat(), 10), []);
        for (const { output } of ups) {
            assert.doesNotMatch(output, /staff-0010.*original settings are not put back/);
        }
    });

    it("are as recorded for a refresh", async () => {
        const { changes } = await scenario.run("refresh");
        assert.deepEqual(Object.keys(changes), ["same"]);
    });

    it("are put back with restore whatever they went through, and those enrolled since stay as they are", async () => {
        assert.deepEqual([nameOf(11), nameOf(11, newPhoneOf(11))], ["Work phone", "Work phone"]);
        const { output } = await scenario.run("destroy");
        assert.match(
            output,
            /"phone\|dev_new_11" of user "auth0\|staff-0011": it was enrolled after the adoption, so it stays/,
        );
        assert.deepEqual([nameOf(11), nameOf(11, newPhoneOf(11))], ["Old phone", "Work phone"]);
        assert.deepEqual([nameOf(9), nameOf(10)], ["Old phone", "Old phone"]);
    });

    it("are told of a wrong way to select, entry by entry", async () => {
        scenario.declareGroup({
            settings: [
                { ...anyPhone(0), authenticationMethodId: phoneOf(0) },
                { userId: userOf(0), name: "None" },
                { ...phone(0), pick: "newest" },
                { userId: userOf(0), authenticationMethodType: "totp", preferredAuthenticationMethod: "sms" },
                { ...phone(0), authenticationMethodId: totpOf(0), pick: "first" },
                anyPhone(1),
                anyPhone(1, { name: "Desk", pick: "newest" }),
            ],
        });
        const { output } = await scenario.fail("preview");
        for (const message of [
            /settings\[0\]: authenticationMethodId and authenticationMethodType are both declared/,
            /settings\[1\]: authenticationMethodId is required: .* Or declare authenticationMethodType/,
            /settings\[2\]: pick says which of several methods of a type is meant/,
            /settings\[3\]: preferredAuthenticationMethod applies to phone methods alone/,
            /settings\[4\]\.pick must be "only"/,
            /settings\[5\] and settings\[6\] are the same method, the method of type "phone" of user "auth0\|staff-0001"\. Declare it once/,
        ]) {
            assert.match(output, message);
        }
    });
});

describe("methods of a group that are selected by their type where previews are not live, on the engine", () => {
    // User 3 enrols anew before an update, 4 and 5 are those that a refresh cannot tell and can tell.
    const declare = (name: string) =>
        scenario.declareGroups({
            anew,
            met: { settings: [anyPhone(3, { name })] },
            unclear: { settings: [anyPhone(4), anyPhone(5)] },
        });
    before(async () => {
        scenario = await startStaff(6, { config: { [livePreview]: "false" } });
        declare("Work phone");
        await scenario.run("up");
        for (const index of [0, 2, 3]) {
            enrol(index);
        }
        enrol(4, { beside: true });
        scenario.patches();
    });
    after(async () => stopScenario(scenario));

    it("say so in an up that meets an enrolment anew without a refresh", async () => {
        declare("Desk");
        const { output } = await scenario.run("up");
        assert.match(
            output,
            /re-enrolled: "phone\|dev_new_3" of user "auth0\|staff-0003" has taken the place of "phone\|dev_0003"/,
        );
        assert.deepEqual(
            scenario.patches().map(({ method, body }) => [method, body]),
            [[newPhoneOf(3), named("Desk")]],
        );
    });

    it("stay recorded at a refresh where they cannot be told any more, which stops no other, and are followed by the up after it", async () => {
        const before = await scenario.recorded("unclear");
        scenario.emulator.method(userOf(5), phoneOf(5)).name = "Private";
        const { output } = await scenario.run("refresh");
        assert.match(output, /1 of 2 methods of this group cannot be told, and stay recorded as they were:/);
        const after = await scenario.recorded("unclear");
        assert.deepEqual(after?.settings[0], before?.settings[0]);
        assert.equal(after?.settings[1]?.["name"], "Private");

        assert.match(output, /2 of 3 methods of this group were enrolled anew:/);
        assert.match(output, /re-enrolled: "phone\|dev_new_2" of user "auth0\|staff-0002"/);
        assert.doesNotMatch(output, /drift: .*staff-000[0-2]/);
        assert.deepEqual(scenario.patches(), []);
    });

    it("keep what is declared when users enrol anew: seen by a refresh and an up, one PATCH for each", async () => {
        scenario.declareGroups({ anew, met: { settings: [anyPhone(3, { name: "Desk" })] } });
        const up = await scenario.run("up");
        assert.equal(stepsOf(up)["anew"], "update");
        assert.deepEqual(written(scenario.patches(), 0, 1, 2), followed);
        await assertFollowed();
    });
});
