import assert from "node:assert/strict";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";
import { adaPhone, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { type Asked, type Cases, startCases, stepsOf, userOf } from "./support";

type Args = Partial<AuthenticationMethodSettingsArgs>;

const newPhone = "phone|dev_Zz9NewPhone00001";
const livePreview = "auth0-authentication-methods:livePreview";
const original = { name: "Old phone", preferredAuthenticationMethod: "sms" };
const asDeclared = { name: "Work phone", preferred_authentication_method: "voice" };

const phoneOf = (user: string, more: Args = {}): Args => ({
    userId: userOf(user),
    authenticationMethodType: "phone",
    name: "Work phone",
    preferredAuthenticationMethod: "voice",
    ...more,
});
const reenrolled = (user: string) =>
    new RegExp(
        `re-enrolled: "phone\\|dev_Zz9NewPhone00001" of user "auth0\\|${user}" has taken the place of "phone\\|dev_kXVq4drj3Mw6uCF5": what is declared holds for it now`,
    );

let scenario: Cases;
const methodsOf = (user: string) => scenario.emulator.user(userOf(user)).authentication_methods;
const nameOf = (user: string, id: string) => scenario.emulator.method(userOf(user), id).name;
const outputsOf = async (resource: string) => (await scenario.stack.resource(resource))?.outputs ?? {};

/** A user has a new phone beside the old one, or in its place. */
function enrol(
    user: string,
    options: { readonly beside?: boolean; readonly confirmed?: boolean; readonly at?: string } = {},
): void {
    const { beside = false, confirmed = true, at = "2026-03-01T09:30:00.000Z" } = options;
    const methods = methodsOf(user);
    const old = methods.findIndex(({ id }) => id === adaPhone);
    const phone = { id: newPhone, type: "phone", phone_number: "+442079460111" };
    methods.splice(old, beside ? 0 : 1, { ...phone, confirmed, name: "New phone", created_at: at });
}

describe("a method that is selected by its type, on the engine", () => {
    const users = ["anew", "like-it", "newest", "restored", "overtaken", "by-id", "read"];
    const restore = { onDelete: "restore" } as const;
    const declared: Readonly<Record<string, Args>> = {
        anew: phoneOf("anew"),
        "like-it": { userId: userOf("like-it"), authenticationMethodType: "phone", name: "New phone" },
        newest: phoneOf("newest", { pick: "newest" }),
        restored: phoneOf("restored", restore),
        overtaken: phoneOf("overtaken"),
        "by-id": phoneOf("by-id", restore),
    };
    const { authenticationMethodType: _type, ...anyMethod } = phoneOf("by-id", restore);
    const changed = {
        ...declared,
        restored: phoneOf("restored", { ...restore, pick: "newest" }),
        "by-id": { ...anyMethod, authenticationMethodId: adaPhone },
    };
    let [previewed, adopted, followed]: [Asked?, Asked?, Asked?] = [];
    let [again, up]: [OperationResult?, OperationResult?] = [];
    let recorded: Awaited<ReturnType<Cases["stack"]["resource"]>>;
    let overtaken: Record<string, unknown>;
    let read: Record<string, unknown>;

    before(async () => {
        scenario = await startCases(users);
        enrol("newest", { beside: true });
        scenario.declareAll(declared);
        const preview = await scenario.run("preview");
        assert.deepEqual(preview.changes, { create: 7 });
        previewed = scenario.asked();
        scenario.emulator.fault({
            route: "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
            // A fault is asked for its delay when a request meets it: by then all lists are read.
            get delay() {
                if (methodsOf("overtaken").every(({ id }) => id !== newPhone)) {
                    enrol("overtaken");
                }
                return 0;
            },
        });
        await scenario.run("up");
        adopted = scenario.asked();
        recorded = await scenario.stack.resource("anew");
        overtaken = await outputsOf("overtaken");

        enrol("anew");
        enrol("like-it");
        enrol("restored", { beside: true });
        scenario.declareAll(changed);
        again = await scenario.run("preview");
        assert.deepEqual(
            users.map((user) => scenario.asked().of(user).bodies.length),
            users.map(() => 0),
        );
        const declareOthers = scenario.stack.program as () => Promise<void>;
        scenario.stack.program = async () => {
            await declareOthers();
            const { name, authenticationMethodId, authenticationMethodType } = AuthenticationMethodSettings.get(
                "read",
                `${userOf("read")}::type:phone`,
            );
            return { name, authenticationMethodId, authenticationMethodType };
        };
        up = await scenario.run("up");
        read = up.outputs;
        followed = scenario.asked();
    });
    after(async () => stopScenario(scenario));

    it("is adopted, and has the id of its type", () => {
        assert.deepEqual(adopted?.of("anew").bodies, [asDeclared]);
        assert.equal(recorded?.id, `${userOf("anew")}::type:phone`);
        assert.equal(recorded?.outputs["authenticationMethodId"], adaPhone);
        assert.equal(recorded?.outputs["authenticationMethodType"], "phone");
        assert.equal(recorded?.inputs["authenticationMethodId"], undefined);
        assert.deepEqual(recorded?.outputs["originalSettings"], original);
    });

    it("costs one list for each user and operation, like one that is selected by its id", () => {
        assert.deepEqual(previewed?.of("anew"), { gets: 1, bodies: [] });
        assert.equal(adopted?.of("anew").gets, 1);
        assert.equal(followed?.of("anew").gets, 1);
        assert.deepEqual([previewed?.tokens, adopted?.tokens, followed?.tokens], [1, 1, 1]);
    });

    it("keeps what is declared when the user enrols anew: a plain up sends one PATCH, and a line says so", async () => {
        assert.match(again?.output ?? "", reenrolled("anew"));
        assert.equal(up && stepsOf(up)["anew"], "update");
        assert.deepEqual(followed?.of("anew").bodies, [asDeclared]);
        const outputs = await outputsOf("anew");
        assert.equal(outputs["authenticationMethodId"], newPhone);
        assert.equal(outputs["adoptedMethodId"], adaPhone);
    });

    it("is recorded without a PATCH when the new one is as declared already", async () => {
        assert.equal(up && stepsOf(up)["like-it"], "update");
        assert.deepEqual(followed?.of("like-it").bodies, []);
        assert.equal((await outputsOf("like-it"))["authenticationMethodId"], newPhone);
    });

    it('is the newest of several with pick: "newest", and goes on to one that is newer', async () => {
        assert.equal(nameOf("newest", newPhone), "Work phone");
        assert.equal(nameOf("newest", adaPhone), "Old phone");
        assert.equal((await outputsOf("newest"))["pick"], "newest");
        assert.equal(nameOf("restored", newPhone), "Work phone");
    });

    it("is the new one where the user enrols anew just before the PATCH arrives", () => {
        assert.equal(nameOf("overtaken", newPhone), "Work phone");
        assert.equal(overtaken["authenticationMethodId"], newPhone);
        assert.equal(overtaken["adoptedMethodId"], undefined);
        assert.deepEqual(overtaken["originalSettings"], { name: "New phone" });
    });

    it("is replaced when it is selected in another way, and keeps its original settings", async () => {
        assert.equal(up?.changes.replace, 1);
        const resource = await scenario.stack.resource("by-id");
        assert.equal(resource?.id, `${userOf("by-id")}::${adaPhone}`);
        assert.deepEqual(resource.outputs["originalSettings"], original);
    });

    it("is read by get with the id of its type", () => {
        assert.deepEqual(read, {
            name: "Old phone",
            authenticationMethodId: adaPhone,
            authenticationMethodType: "phone",
        });
    });

    it("is left as it is by what follows: an up and a refresh", async () => {
        const { changes } = await scenario.run("up");
        assert.equal(changes.update, undefined);
        assert.equal(changes.same, 7);
        await scenario.run("refresh", { expectNoChanges: true });
        const asked = scenario.asked();
        for (const user of users) {
            assert.deepEqual(asked.of(user).bodies, []);
        }
    });

    it("is an error where the user has several, which lists them with id, type, name and date", async () => {
        // The choice is taken back: now there is one too many.
        scenario.emulator.method(userOf("newest"), newPhone).name = "New phone";
        scenario.declareAll({ newest: phoneOf("newest") });
        const { output } = await scenario.fail("preview");
        assert.match(
            output,
            /authenticationMethodType value \{phone\} has a problem: user "auth0\|newest" in tenant [\w.:/]+ has 2 confirmed authentication methods of type "phone": "phone\|dev_Zz9NewPhone00001" \("phone", named "New phone", created 2026-03-01T09:30Z\), "phone\|dev_kXVq4drj3Mw6uCF5" \("phone", named "Old phone", created 2026-01-05T08:00Z\)\. Declare the authenticationMethodId of the one that is meant, or pick: "newest"/,
        );
    });

    it("is put back with restore, and one that was enrolled since stays as it is", async () => {
        const { output } = await scenario.run("destroy");
        assert.match(
            output,
            /"phone\|dev_Zz9NewPhone00001" of user "auth0\|restored": it was enrolled after the adoption, so it stays/,
        );
        for (const user of ["restored", "by-id"]) {
            const { name, preferred_authentication_method: preference } = scenario.emulator.method(
                userOf(user),
                adaPhone,
            );
            assert.deepEqual({ name, preference }, { name: "Old phone", preference: "sms" });
        }
        assert.equal(nameOf("restored", newPhone), "Work phone");
    });
});

describe("a method that is selected by its type where previews are not live, on the engine", () => {
    let failed: OperationResult;
    const lasting = { anew: phoneOf("anew"), gone: phoneOf("gone"), unclear: phoneOf("unclear") };
    before(async () => {
        scenario = await startCases([...Object.keys(lasting), "several", "none", "equal"], {
            config: { [livePreview]: "false" },
        });
        enrol("several", { beside: true });
        methodsOf("none").splice(0, 1);
        enrol("none", { beside: true, confirmed: false });
        enrol("equal", { beside: true, at: "2026-01-05T08:00:00.000Z" });
        scenario.declareAll({
            ...lasting,
            several: phoneOf("several"),
            none: phoneOf("none"),
            equal: phoneOf("equal", { pick: "newest" }),
        });
        failed = await scenario.fail("up", { continueOnError: true });
    });
    after(async () => stopScenario(scenario));

    it("is an error where the user has several", () => {
        assert.match(
            failed.output,
            /user "auth0\|several" in tenant .* has 2 confirmed authentication methods of type/,
        );
        assert.equal(nameOf("several", adaPhone), "Old phone");
    });

    it("is an error where the user has none that is confirmed, which lists what there is", () => {
        assert.match(
            failed.output,
            /"auth0\|none" .*has no confirmed authentication method of type "phone"\. The user has these.*"phone\|dev_Zz9NewPhone00001" \("phone", named "New phone", not confirmed, created.*Let the user enrol one, or declare another type/,
        );
    });

    it('is an error with pick: "newest" where two are equally new', () => {
        assert.match(failed.output, /"auth0\|equal".*Which of them is the newest cannot be told/);
        assert.equal(nameOf("equal", adaPhone), "Old phone");
    });

    it("keeps what is declared when the user enrols anew: a refresh and an up send one PATCH, and a line says so", async () => {
        enrol("anew");
        const [old] = methodsOf("gone").splice(0, 1);
        scenario.declareAll(lasting);
        scenario.asked();
        const { output } = await scenario.run("refresh");
        assert.match(output, reenrolled("anew"));
        assert.deepEqual(scenario.asked().of("anew").bodies, []);
        // For the next test.
        assert.equal(await scenario.stack.resource("gone"), undefined);
        methodsOf("gone").push({ ...(old as NonNullable<typeof old>), id: newPhone, name: "New phone" });

        const up = await scenario.run("up");
        assert.equal(stepsOf(up)["anew"], "update");
        assert.deepEqual(scenario.asked().of("anew").bodies, [asDeclared]);
        const outputs = await outputsOf("anew");
        assert.equal(outputs["authenticationMethodId"], newPhone);
        assert.equal(outputs["adoptedMethodId"], adaPhone);
    });

    it("is dropped by a refresh when it is gone, and adopted anew when there is another", async () => {
        // Both have just happened.
        assert.equal((await outputsOf("gone"))["authenticationMethodId"], newPhone);
        assert.equal(nameOf("gone", newPhone), "Work phone");
    });

    it("is an error at a refresh too, which leaves the state as it was", async () => {
        enrol("unclear", { beside: true });
        const { output } = await scenario.fail("refresh");
        assert.match(output, /"auth0\|unclear" .*has 2 confirmed authentication methods of type "phone"/);
        assert.equal((await outputsOf("unclear"))["authenticationMethodId"], adaPhone);
    });
});
