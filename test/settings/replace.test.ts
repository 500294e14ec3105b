import assert from "node:assert/strict";
import type { AuthenticationMethodSettingsArgs } from "pulumi-auth0-authentication-methods";
import { adaPhone, adaTotp, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { type Asked, type Cases, startCases, stepsOf, userOf } from "./support";

type Args = Partial<AuthenticationMethodSettingsArgs>;

/** The phone of a case's user, with a name. */
const adopted = (name: string, more: Args = {}): Args => ({
    userId: userOf(name),
    authenticationMethodId: adaPhone,
    name: "Work phone",
    ...more,
});

const identities: Readonly<Record<string, Args>> = {
    userId: { userId: userOf("bob") },
    authenticationMethodId: { authenticationMethodId: adaTotp },
    tenant: { tenant: "main" },
};
const others: Readonly<Record<string, Args>> = {
    "another-name": { name: "Another" },
    "another-deletion": { onDelete: "restore" },
    "a-preference": { preferredAuthenticationMethod: "voice" },
    "a-preference-alone": { name: undefined, preferredAuthenticationMethod: "sms" },
};
const restore = { onDelete: "restore" } as const;
const kept = {
    named: adopted("named", restore),
    retained: adopted("retained"),
    restored: adopted("restored", restore),
    codes: { userId: userOf("codes"), authenticationMethodId: adaTotp, name: "Authenticator", ...restore },
};
const gone = ["retain", "restore"] as const;
const goneOf = (onDelete: "retain" | "restore") => ["method", "user"].map((what) => `${onDelete}-${what}-gone`);
const vanishing = Object.fromEntries(
    gone.flatMap((onDelete) => goneOf(onDelete).map((name) => [name, adopted(name, { onDelete })])),
);

describe("replacing and deleting, on the engine", () => {
    let scenario: Cases;
    let [change, destroy]: [OperationResult?, OperationResult?] = [];
    let [changed, destroyed]: [Asked?, Asked?] = [];
    const phoneOf = (name: string) => scenario.emulator.method(userOf(name), adaPhone);

    before(async () => {
        const changing = [...Object.keys(identities), ...Object.keys(others)];
        const unchanging = [...Object.keys(kept), ...Object.keys(vanishing)];
        scenario = await startCases([...changing, ...unchanging, "taken-out", "bob"]);
        const { url: domain, clientId, clientSecret } = scenario.emulator;
        await scenario.stack.setConfig({
            "auth0-authentication-methods:tenants": {
                value: JSON.stringify({ main: { domain, clientId, clientSecret } }),
                secret: true,
            },
        });
        scenario.declareAll({
            ...Object.fromEntries(changing.map((name) => [name, adopted(name)])),
            ...kept,
            ...vanishing,
            "taken-out": adopted("taken-out", { ...restore, preferredAuthenticationMethod: "voice" }),
        });
        await scenario.run("up");
        scenario.asked();

        scenario.declareAll({
            ...Object.fromEntries(
                Object.entries({ ...identities, ...others }).map(([name, args]) => [name, adopted(name, args)]),
            ),
            ...kept,
            ...vanishing,
            named: adopted("named", { ...restore, tenant: "main" }),
            restored: adopted("restored", { ...restore, name: "Work phone 2" }),
        });
        change = await scenario.run("up");
        changed = scenario.asked();
        assert.equal(phoneOf("named").name, "Work phone");

        phoneOf("restored").preferred_authentication_method = "voice";
        for (const name of Object.keys(vanishing)) {
            const user = scenario.emulator.user(userOf(name));
            if (name.includes("method")) {
                user.authentication_methods.splice(0, 1);
            } else {
                scenario.emulator.users.splice(scenario.emulator.users.indexOf(user), 1);
            }
        }
        destroy = await scenario.run("destroy");
        destroyed = scenario.asked();
    });
    after(async () => stopScenario(scenario));

    /** What happened to a resource, step by step. */
    const stepsOfOne = (name: string) =>
        change?.events.flatMap(({ resourcePreEvent }) => {
            const { urn = "", op = "" } = resourcePreEvent?.metadata ?? {};
            return urn.endsWith(`::${name}`) ? [op as string] : [];
        });

    for (const what of Object.keys(identities)) {
        it(`replaces when ${what} changes`, () => {
            assert.deepEqual(stepsOfOne(what), ["create-replacement", "replace", "delete-replaced"]);
        });
    }

    it("replaces for nothing else", () => {
        for (const name of Object.keys(others)) {
            assert.deepEqual(stepsOfOne(name), ["update"], name);
        }
    });

    it("keeps the original settings when the tenant gets a name, so that restore still finds them", () => {
        assert.deepEqual(stepsOfOne("named"), ["delete-replaced", "replace", "create-replacement"]);
        assert.equal(phoneOf("named").name, "Old phone");
    });

    it("sends no request at all on retain", () => {
        assert.deepEqual(destroyed?.of("retained"), { gets: 0, bodies: [] });
        assert.equal(phoneOf("retained").name, "Work phone");
    });

    it("puts the declared settings back on restore, and no others", () => {
        assert.deepEqual(changed?.of("restored").bodies, [{ name: "Work phone 2" }]);
        assert.deepEqual(destroyed?.of("restored").bodies, [{ name: "Old phone" }]);
        assert.equal(phoneOf("restored").preferred_authentication_method, "voice");
    });

    it("restores when the resource is taken out of the program", () => {
        assert.deepEqual(changed?.of("taken-out").bodies, [
            { name: "Old phone", preferred_authentication_method: "sms" },
        ]);
    });

    it("says what it cannot put back, since Auth0 cannot unset it", () => {
        assert.match(
            destroy?.output ?? "",
            /name was not set when the method was adopted, and Auth0 cannot unset it: it stays "Authenticator"/,
        );
        assert.deepEqual(destroyed?.of("codes").bodies, []);
    });

    for (const onDelete of gone) {
        it(`succeeds on ${onDelete} when the method is gone, and when the user is`, async () => {
            for (const name of goneOf(onDelete)) {
                assert.equal(destroy && stepsOf(destroy)[name], "delete");
                assert.equal(await scenario.stack.resource(name), undefined);
                assert.deepEqual(destroyed?.of(name).bodies, []);
            }
        });
    }
});
