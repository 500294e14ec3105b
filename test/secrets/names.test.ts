// Names as users and programs give them, with personal data in them, or with what forges a line or drives a terminal: in all
// that is said of them. Each kind of name has a tenant of its own, and one operation shows it for all of them.

import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";
import { patchRoute } from "../group/support";
import {
    adaPhone,
    adaTotp,
    adaWithMethods,
    canaries as personal,
    type Scenario,
    startScenario,
    stopScenario,
} from "../support/scenario";
import type { Operation, OperationResult } from "../support/stack";
import { assertNothingForged, forged, plantEchoes, shownForged } from "./echo";

const shownPersonal = "Call [phone number] or [phone number], or write to [e-mail]";
const names = {
    personal: {
        name: `Call ${personal.phone} or +44 20 7946 0958, or write to ${personal.email}`,
        shown: shownPersonal,
    },
    forged: { name: forged, shown: shownForged },
};
type Kind = keyof typeof names;
const kinds = Object.keys(names) as Kind[];

type Declared = Record<string, AuthenticationMethodSettingsArgs>;
const work = { authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };

describe("names with personal data, and names that would forge a line or drive a terminal, on the engine", () => {
    let scenario: Scenario;
    const emulators = new Map<Kind | "failing", Emulator>();
    const user = (role: string) => `auth0|${role}`;
    const at = (kind: Kind | "failing"): Emulator => emulators.get(kind) as Emulator;
    const nameOf = (kind: Kind, role: string, id = adaPhone) => at(kind).method(user(role), id);

    /** What each operation said, by what it was to show. */
    const said: Record<string, OperationResult> = {};
    let sentOfDeclared: unknown[];

    before(async () => {
        const roles = ["named", "restored", "gone", "declared"];
        const users = () => roles.map((role) => ({ ...adaWithMethods(), user_id: user(role) }));
        scenario = await startScenario({ users: users(), echoTotpSecret: true, credentials: "environment" });
        const { stack, canaries } = scenario;
        emulators.set("personal", scenario.emulator);
        const tenants: Record<string, object> = {};
        for (const kind of ["forged", "failing"] as const) {
            const emulator = await startEmulator({ users: users() });
            const { url: domain, clientId, clientSecret } = emulator;
            tenants[kind] = { domain, clientId, clientSecret };
            canaries.plant("client secret", clientSecret);
            emulators.set(kind, emulator);
        }
        stack.env = { ...stack.env, AUTH0_AUTHENTICATION_METHODS_TENANTS: JSON.stringify(tenants) };
        plantEchoes(canaries);
        const because = "the state keeps names, and the engine's events show resources as the state keeps them";
        for (const what of ["phone number", "e-mail address"]) {
            canaries.allow(what, { in: ["events", "files"], because });
        }
        await runAll();
    });
    after(async () => {
        await stopScenario(scenario);
        await Promise.all([...emulators.values()].map((emulator) => emulator.close()));
    });

    function declare(declared: Declared): void {
        scenario.stack.program = async () => {
            for (const [name, args] of Object.entries(declared)) {
                new AuthenticationMethodSettings(name, args);
            }
        };
    }

    const ofEach = (role: string, args: object): Declared =>
        Object.fromEntries(
            kinds.map((kind) => [
                `${role}-${kind}`,
                { ...work, userId: user(role), ...(kind === "forged" && { tenant: "forged" }), ...args },
            ]),
        );

    async function operate(what: string, operation: Operation, isOk = true) {
        const options = operation === "up" ? { continueOnError: true } : {};
        said[what] = await scenario.stack[isOk ? "succeed" : "fail"](operation, options);
        assertNothingForged(said[what].output);
    }

    const rename = (role: string, nameFor: (kind: Kind) => string, id = adaPhone) => {
        for (const kind of kinds) {
            nameOf(kind, role, id).name = nameFor(kind);
        }
    };

    async function runAll(): Promise<void> {
        const restored = ofEach("restored", { authenticationMethodId: adaTotp });
        const ofProgram = { declared: { ...work, userId: user("declared"), tenant: "forged", name: forged } };
        rename("restored", (kind) => names[kind].name, adaTotp);
        const first: Declared = { ...ofEach("named", {}), ...restored, ...ofProgram };
        declare(first);
        await operate("first", "up");
        sentOfDeclared = at("forged")
            .requests.filter(({ method, path }) => method === "PATCH" && path.includes("declared"))
            .map(({ body }) => body);

        rename("named", (kind) => names[kind].name);
        nameOf("forged", "declared").name = "Private";
        await operate("drift", "preview");

        nameOf("personal", "gone").name = names.personal.name;
        const { authentication_methods: methods } = at("personal").user(user("gone"));
        methods.push({ ...nameOf("personal", "gone"), name: forged, type: forged, id: `phone|${forged}` });
        declare({ ...first, gone: { ...work, userId: user("gone"), authenticationMethodId: "phone|dev_gone" } });
        await operate("list", "preview", false);

        declare(first);
        await operate("coming", "refresh");
        rename("named", () => "Private");
        await operate("going", "refresh");

        // What is as it is declared, is not sent: the only PATCHes are those that the faults are for.
        rename("named", () => "Work phone");
        nameOf("forged", "declared").name = forged;
        for (const kind of kinds) {
            at(kind).fault({ route: patchRoute, body: { id: adaTotp, type: "totp", name: names[kind].name } });
        }
        const message = { message: `m ${forged}`, errorCode: `c ${forged}` };
        const body = { statusCode: 400, error: "Bad Request", ...message };
        at("failing").fault({ route: patchRoute, status: 400, body });
        declare({
            ...ofEach("named", { onDelete: "retain" }),
            ...restored,
            declared: { ...ofProgram.declared, onDelete: "retain" },
            ...renamedKeys(ofEach("named", { authenticationMethodId: adaTotp }), "kept"),
            failing: { ...work, userId: user("named"), tenant: "failing" },
        });
        await operate("another name", "up", false);

        rename("named", (kind) => names[kind].name, adaTotp);
        for (const kind of kinds) {
            at(kind).fault({ route: patchRoute, body: { id: adaTotp, type: "totp", name: "Call" } });
        }
        await operate("restore", "destroy");
    }

    const renamedKeys = (declared: Declared, role: string): Declared =>
        Object.fromEntries(Object.entries(declared).map(([key, args]) => [key.replace("named", role), args]));

    function assertSaid(what: string, text: string): void {
        assert.ok(said[what]?.output.includes(text), said[what]?.output);
    }

    for (const kind of kinds) {
        const { shown } = names[kind];
        const ofPhone = `"phone|dev_kXVq4drj3Mw6uCF5" of user "${user("named")}"`;

        it(`are shown safely in a line about drift: ${kind}`, () => {
            assertSaid("drift", `drift: ${ofPhone}: name is "${shown}", declared is "Work phone"`);
        });

        it(`are shown safely in what refresh says of drift, when they come and when they go: ${kind}`, () => {
            assertSaid("coming", `name is "${shown}", was "Work phone" when Pulumi last saw it`);
            assertSaid("going", `name is "Private", was "${shown}" when Pulumi last saw it`);
        });

        it(`are shown safely where Auth0 keeps another one than was sent, and where a restore leaves one: ${kind}`, () => {
            assertSaid("another name", `Auth0 made "${shown}" of the `);
            assertSaid("restore", `Auth0 cannot unset it: it stays "${shown}"`);
        });

        it(`are shown safely where a restore puts one back and Auth0 keeps another one: ${kind}`, () => {
            assertSaid("restore", `Auth0 made "Call" of the original name "${shown}"`);
        });
    }

    it("are shown safely in the list of a user's methods, as a name, an id and a type", () => {
        assertSaid("list", `"phone|dev_kXVq4drj3Mw6uCF5" ("phone", named "${shownPersonal}", created `);
        assertSaid("list", `"phone|${shownForged}" ("${shownForged}", named "${shownForged}", created `);
    });

    it("are sent as they are where the program declares them, and shown safely", () => {
        assert.deepEqual(sentOfDeclared, [{ name: forged }]);
        assertSaid("drift", `name is "Private", declared is "${shownForged}"`);
        assertSaid("coming", `name is "Private", was "${shownForged}"`);
    });

    it("are shown safely in the tenant's words about a failure", () => {
        const words = shownForged.replaceAll("\\r", "\\u000d").replaceAll("\\n", "\\u000a");
        assertSaid("another name", `Auth0 answered 400 (c ${words}): m ${words}. `);
    });
});
