// Tests of `AuthenticationMethod`: a tenant and a stack whose every operation is searched for what is enrolled, and what was
// asked of the tenant for it.

import assert from "node:assert/strict";
import { AuthenticationMethod, type AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { maskEmail, maskPhoneNumber } from "../../emulator/src/tenant/masking";
import { ada, type Scenario, type ScenarioOptions, startScenario, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";

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

type Operation = "up" | "preview" | "refresh" | "destroy";

/** A user whose methods are those that the test enrols, and a program of one resource "m". */
export class Enrolments {
    #mark = 0;

    private constructor(readonly scenario: Scenario) {}

    static async start(options: ScenarioOptions = {}): Promise<Enrolments> {
        const users = [{ user_id: ada, email: "ada@example.com", authentication_methods: [] }];
        const scenario = await startScenario({ users, credentials: "environment", ...options });
        scenario.canaries
            .plant("phone number", personal.phone, personal.otherPhone)
            .plant("masked phone number", ...[personal.phone, personal.otherPhone].map(maskPhoneNumber))
            .plant("e-mail address", personal.email)
            .plant("masked e-mail address", maskEmail(personal.email))
            .plant("TOTP secret", personal.totp, personal.otherTotp);
        return new Enrolments(scenario);
    }

    async stop(): Promise<void> {
        await stopScenario(this.scenario);
    }

    /** Makes this the program; nothing, where no arguments are given. */
    declare(
        args?: AuthenticationMethodArgs,
        options: ConstructorParameters<typeof AuthenticationMethod>[2] = {},
    ): void {
        this.scenario.stack.program = async () => {
            if (args !== undefined) {
                new AuthenticationMethod("m", args, options);
            }
        };
    }

    async run(operation: Operation, options = {}): Promise<OperationResult> {
        const result = await this.scenario.stack[operation](options);
        assert.ok(result.ok, result.output);
        return result;
    }

    /** The output of an operation that fails. */
    async fail(operation: Operation, options = {}): Promise<string> {
        const result = await this.scenario.stack[operation](options);
        assert.equal(result.ok, false, result.output);
        return result.output;
    }

    /** What was written since it was last asked: "POST", "PATCH" and so on, in order. */
    writes(): string[] {
        return this.requests().filter((method) => method !== "GET");
    }

    /** The same with the reads; without the requests for tokens. */
    requests(): string[] {
        const requests = this.scenario.emulator.requests.slice(this.#mark);
        this.#mark = this.scenario.emulator.requests.length;
        return requests.filter(({ path }) => path.startsWith("/api/")).map(({ method }) => method);
    }

    /** The bodies of all requests of a method, but those for tokens. */
    bodies(method: string): unknown[] {
        const { requests } = this.scenario.emulator;
        return requests.filter((one) => one.method === method && one.path.startsWith("/api/")).map(({ body }) => body);
    }

    /** What the tenant has of the user. */
    get methods() {
        return this.scenario.emulator.user(ada).authentication_methods;
    }

    resource() {
        return this.scenario.stack.resource("m");
    }
}
