// Tests of `AuthenticationMethod`: a tenant and a stack whose every operation is searched for what is enrolled, and what was
// asked of the tenant for it.

import assert from "node:assert/strict";
import { type Emulator, type EmulatorOptions, startEmulator } from "auth0-authentication-methods-emulator";
import { AuthenticationMethod, type AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { maskEmail, maskPhoneNumber } from "../../emulator/src/tenant/masking";
import type { Canaries } from "../support/canaries";
import { ada, type Scenario, type ScenarioOptions, startScenario, stopScenario } from "../support/scenario";
import type { Operation, OperationResult, TestStack } from "../support/stack";

export const listRoute = "GET /api/v2/users/{id}/authentication-methods";
export const postRoute = "POST /api/v2/users/{id}/authentication-methods";
export const patchRoute = "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}";
export const deleteRoute = "DELETE /api/v2/users/{id}/authentication-methods/{authentication_method_id}";

/** What must be seen nowhere, although programs declare it. */
export const personal = {
    phone: "+4930901820042",
    otherPhone: "+4930901820777",
    email: "enrolled.canary@mail.example",
    totp: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    otherTotp: "KRSXG5DTMVRXEZLUKRSXG5DTMVRXEZLU",
};

export const key = { keyId: "a2V5LWlkLW9mLWEtdGVzdA", publicKey: "cHVibGljLWtleS1vZi1hLXRlc3Q=" };

/** Arguments of each type. */
export const phone = { userId: ada, type: "phone", phoneNumber: personal.phone } as const;
export const email = { userId: ada, type: "email", email: personal.email } as const;
export const totp = { userId: ada, type: "totp", totpSecret: personal.totp } as const;
export const securityKey = { userId: ada, type: "webauthn-roaming", ...key } as const;
export const passkey = {
    userId: ada,
    type: "passkey",
    ...key,
    relyingPartyIdentifier: "login.example.com",
    aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
    credentialDeviceType: "multi_device",
    credentialBackedUp: true,
    identityUserId: "507f1f77bcf86cd799439020",
    userAgent: "Mozilla/5.0",
    userHandle: "dXNlci1oYW5kbGU",
    transports: ["internal", "hybrid"],
} as const;

/** Makes the whole program: resources by their names. */
type Declared = Readonly<Record<string, AuthenticationMethodArgs>>;
type Options = NonNullable<ConstructorParameters<typeof AuthenticationMethod>[2]>;

/** One user, whose methods are those that one resource enrols: what was asked for it. */
export class Enrolment {
    #mark = 0;
    /** Called when a POST for the user was answered, or would have been. */
    onPost = () => {};

    constructor(
        readonly emulator: Emulator,
        readonly stack: TestStack,
        /** The name of the resource. */
        readonly name: string,
        readonly userId: string = ada,
    ) {}

    /** What was written since it was last asked: "POST", "PATCH" and so on, in order. */
    writes(): string[] {
        return this.requests().filter((method) => method !== "GET");
    }

    /** The same with the reads; without the requests for tokens. */
    requests(): string[] {
        const requests = this.emulator.requests.slice(this.#mark);
        this.#mark = this.emulator.requests.length;
        return requests.filter(({ path }) => path.startsWith("/api/")).map(({ method }) => method);
    }

    /** The bodies of all requests of a method, but those for tokens. */
    bodies(method: string): unknown[] {
        const { requests } = this.emulator;
        return requests.filter((one) => one.method === method && one.path.startsWith("/api/")).map(({ body }) => body);
    }

    /** What the tenant has of the user; nothing where it has no such user. */
    get methods() {
        return this.emulator.users.find(({ user_id }) => user_id === this.userId)?.authentication_methods ?? [];
    }

    /** The first of them. */
    get method() {
        return this.methods[0] as (typeof this.methods)[number];
    }

    resource() {
        return this.stack.resource(this.name);
    }
}

/** See {@link Cases.take}. */
export interface Taken {
    readonly requests: readonly string[];
    readonly methods: Enrolment["methods"];
}

/** Operations on a stack, and what is said of them. */
class Operations {
    constructor(readonly scenario: Scenario) {}

    async run(operation: Operation, options = {}): Promise<OperationResult> {
        return this.scenario.stack.succeed(operation, options);
    }

    /** The output of an operation that fails. */
    async fail(operation: Operation, options = {}): Promise<string> {
        const { output } = await this.scenario.stack.fail(operation, options);
        return output;
    }
}

/** A tenant with one user whose methods are those that the test enrols, and a program of one resource "m". */
export class Enrolments extends Operations {
    readonly #m: Enrolment;

    private constructor(scenario: Scenario) {
        super(scenario);
        this.#m = new Enrolment(scenario.emulator, scenario.stack, "m");
    }

    static async start(options: ScenarioOptions = {}): Promise<Enrolments> {
        const scenario = await startScenario({ users: newUsers(), credentials: "environment", ...options });
        plantPersonal(scenario.canaries);
        return new Enrolments(scenario);
    }

    async stop(): Promise<void> {
        await stopScenario(this.scenario);
    }

    /** Makes this the program; nothing, where no arguments are given. */
    declare(args?: AuthenticationMethodArgs, options: Options = {}): void {
        declareAll(this.scenario.stack, args === undefined ? {} : { m: args }, options);
    }

    writes(): string[] {
        return this.#m.writes();
    }

    requests(): string[] {
        return this.#m.requests();
    }

    get methods() {
        return this.#m.methods;
    }

    resource() {
        return this.#m.resource();
    }
}

/**
 * Many cases in one stack, for one operation of the engine in the place of many: each is a resource by the case's name, of a
 * user of its own at a tenant by the same name, so that each has its own faults and its own requests. (What is written to one
 * user makes the provider read a user of the same id at other tenants anew.)
 */
export class Cases<Name extends string> extends Operations {
    readonly #cases = new Map<string, Enrolment>();
    readonly #tenants: Record<string, object> = {};

    static async start<Name extends string>(
        names: readonly Name[],
        options: ScenarioOptions = {},
        more: Pick<EmulatorOptions, "users" | "echoTotpSecret"> = {},
    ): Promise<Cases<Name>> {
        const scenario = await startScenario({ users: newUsers(), credentials: "environment", ...options });
        plantPersonal(scenario.canaries);
        const cases = new Cases<Name>(scenario);
        for (const name of names) {
            const emulator = await startEmulator({
                users: newUsers(userOf(name)),
                ...more,
                onRequest: ({ method, path }) => {
                    if (method === "POST" && path.startsWith("/api/")) {
                        cases.of(name).onPost();
                    }
                },
            });
            const { url: domain, clientId, clientSecret } = emulator;
            scenario.canaries.plant("client secret", clientSecret);
            cases.configure(name, { domain, clientId, clientSecret });
            cases.#cases.set(name, new Enrolment(emulator, scenario.stack, name, userOf(name)));
        }
        return cases;
    }

    /** Makes this the block of a case's tenant. */
    configure(name: Name, block: object): void {
        this.#tenants[name] = block;
        this.setVariables({ AUTH0_AUTHENTICATION_METHODS_TENANTS: JSON.stringify(this.#tenants) });
    }

    of(name: Name): Enrolment {
        const found = this.#cases.get(name);
        assert.ok(found, name);
        return found;
    }

    /** Adds to the environment of the operations that come. */
    setVariables(variables: Record<string, string>): void {
        const { stack } = this.scenario;
        stack.env = { ...stack.env, ...variables };
    }

    /** Makes this the program, each resource of its own user, at the tenant by its name where its arguments name none. */
    declare(declared: Declared, options: Options | ((name: string) => Options) = {}): void {
        const entries = Object.entries(declared).map(([name, { tenant = name, ...args }]) => [
            name,
            { ...args, tenant, userId: args.userId === ada ? userOf(String(tenant)) : args.userId },
        ]);
        declareAll(this.scenario.stack, Object.fromEntries(entries), options);
    }

    /** What was asked at each tenant since it was last asked for, and what the user has there. */
    take(): Record<Name, Taken> {
        const entries = [...this.#cases].map(([name, one]): [string, Taken] => [
            name,
            { requests: one.requests(), methods: structuredClone(one.methods) },
        ]);
        return Object.fromEntries(entries) as Record<Name, Taken>;
    }

    async stop(): Promise<void> {
        await stopScenario(this.scenario);
        await Promise.all([...this.#cases.values()].map(({ emulator }) => emulator.close()));
    }
}

const userOf = (name: string) => `auth0|${name}`;

function newUsers(user_id = ada) {
    return [{ user_id, email: "ada@example.com", authentication_methods: [] }];
}

function plantPersonal(canaries: Canaries): void {
    canaries
        .plant("phone number", personal.phone, personal.otherPhone)
        .plant("masked phone number", ...[personal.phone, personal.otherPhone].map(maskPhoneNumber))
        .plant("e-mail address", personal.email)
        .plant("masked e-mail address", maskEmail(personal.email))
        .plant("TOTP secret", personal.totp, personal.otherTotp);
}

function declareAll(stack: TestStack, declared: Declared, options: Options | ((name: string) => Options)): void {
    stack.program = async () => {
        for (const [name, args] of Object.entries(declared)) {
            new AuthenticationMethod(name, args, typeof options === "function" ? options(name) : options);
        }
    };
}
