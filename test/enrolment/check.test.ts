import assert from "node:assert/strict";
import { AuthenticationMethod, type AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { DynamicProvider } from "../robustness/support";
import { saidOf } from "../support/said";
import { ada } from "../support/scenario";
import { Cases, Enrolments, passkey, personal, phone, postRoute, totp } from "./support";

// What an operation prints is searched for what is declared by the stack itself.
describe("arguments that are mistaken, on the engine", () => {
    let enrolments: Enrolments;
    let provider: DynamicProvider;
    before(async () => {
        enrolments = await Enrolments.start();
        const { emulator } = enrolments.scenario;
        const config = { "auth0:domain": emulator.url, "auth0:apiToken": await emulator.issueToken({}) };
        provider = await DynamicProvider.start(config, "AuthenticationMethod");
    });
    after(async () => {
        await provider.stop();
        await enrolments.stop();
    });

    const wrong = (args: object) => args as AuthenticationMethodArgs;
    const mistakes: readonly [what: string, args: AuthenticationMethodArgs, messages: readonly RegExp[]][] = [
        [
            "a TOTP secret with spaces",
            { ...totp, totpSecret: personal.totp.replace(/(.{4})/g, "$1 ") },
            [/^: totpSecret is not as it must be: give the secret in base32/],
        ],
        [
            "a phone number without +, and a TOTP secret for a phone",
            { ...phone, phoneNumber: personal.phone.slice(1), totpSecret: personal.totp },
            [
                /^: phoneNumber is not as it must be: give the number in E\.164 form/,
                /^: totpSecret does not apply to a method of type "phone"/,
            ],
        ],
        [
            "an e-mail address for a number, which is missing",
            wrong({ userId: ada, type: "phone", email: personal.email }),
            [
                /^: phoneNumber is required for a method of type "phone"/,
                /^: email does not apply to a method of type "phone"/,
            ],
        ],
        [
            "a preference of a TOTP",
            { ...totp, preferredAuthenticationMethod: "sms" },
            [/^preferredAuthenticationMethod: .* does not apply to a method of type "totp"/],
        ],
        [
            "a type that cannot be enrolled, and an argument that is none, with a secret in it",
            wrong({ userId: ada, type: "push", totp_secret: personal.totp }),
            [/^type: type must be "phone", "email"/, /^: "totp_secret" is not an argument/],
        ],
        [
            "values of a passkey",
            { ...passkey, aaguid: "x", relyingPartyIdentifier: "https://example.com", publicKey: "no base64!" },
            [
                /^aaguid: /,
                /^relyingPartyIdentifier: relyingPartyIdentifier is not as it must be: give the host name/,
                /^publicKey: publicKey is/,
            ],
        ],
        [
            "a user that does not exist",
            { ...totp, userId: "auth0|nobody" },
            [/^userId: userId "auth0\|nobody" does not exist in tenant/],
        ],
    ];
    for (const [what, args, messages] of mistakes) {
        it(`are said by the provider in words without their values: ${what}`, async () => {
            const failures = await provider.check({ ...args });
            for (const message of messages) {
                assert.ok(
                    failures.some((failure) => message.test(failure)),
                    failures.join("\n"),
                );
            }
            for (const failure of failures) {
                enrolments.scenario.canaries.assertNone(failure, "output", what);
                // What the engine prints beside a failure that names a property.
                const value = (args as object as Record<string, unknown>)[failure.split(":")[0] ?? ""];
                enrolments.scenario.canaries.assertNone(JSON.stringify([value]), "output", what);
            }
            assert.deepEqual(enrolments.writes(), []);
        });
    }

    it("fail the preview, which says all that is wrong", async () => {
        const [, spaced] = mistakes[0] as (typeof mistakes)[number];
        enrolments.declare({ ...spaced, preferredAuthenticationMethod: "sms", phoneNumber: personal.phone.slice(1) });
        const output = await enrolments.fail("preview");
        for (const message of [
            /resource 'm' has a problem: totpSecret is not as it must be: give the secret in base32/,
            /resource 'm' has a problem: phoneNumber does not apply to a method of type "totp"/,
            /property preferredAuthenticationMethod value \{sms\} has a problem: .* does not apply to a method of type "totp"/,
        ]) {
            assert.match(output, message);
        }
        assert.deepEqual(enrolments.writes(), []);
    });

    it("may be unknown at preview: of what is not known nothing is said", async () => {
        enrolments.scenario.stack.program = async () => {
            const first = new AuthenticationMethod("first", totp);
            const unknown = first.authenticationMethodId;
            new AuthenticationMethod("m", { userId: unknown, type: unknown as never, phoneNumber: unknown });
            new AuthenticationMethod("n", { ...phone, phoneNumber: unknown, name: unknown, tenant: unknown });
        };
        const { changes } = await enrolments.run("preview");
        assert.equal(changes.create, 4);
        assert.deepEqual(enrolments.writes(), []);
    });
});

describe("what is secret of an enrolment, on the engine", () => {
    it("is in no output when every request fails and Auth0 repeats what it was sent, with auth0:debug", async () => {
        const refusals = [400, 403, 409, 422, 500].flatMap((status) => [
            { name: `totp-${status}`, args: totp, status },
            { name: `phone-${status}`, args: phone, status },
        ]);
        const names = refusals.map(({ name }) => name);
        const config = { "auth0:debug": "true", "auth0-authentication-methods:operationTimeout": "4" };
        const cases = await Cases.start(names, { config });
        try {
            const message = `secret ${personal.totp}, number ${personal.phone}, address ${personal.email}, it is wrong`;
            for (const { name, status } of refusals) {
                const body = { statusCode: status, error: message, message, errorCode: message };
                cases.of(name).emulator.fault({ route: postRoute, times: Number.POSITIVE_INFINITY, status, body });
            }
            cases.declare(Object.fromEntries(refusals.map(({ name, args }) => [name, args])));
            const up = await cases.scenario.stack.up({ continueOnError: true });
            assert.equal(up.ok, false, up.output);
            for (const { name, status } of refusals) {
                assert.match(saidOf(name, up), new RegExp(`Auth0 answered ${status}`), up.output);
            }
        } finally {
            await cases.stop();
        }
    });

    it("is in no debug line and no diff of a program that changes it", async () => {
        const enrolments = await Enrolments.start({ config: { "auth0:debug": "true" }, echoTotpSecret: true });
        try {
            enrolments.declare(totp);
            await enrolments.run("up");
            enrolments.declare({ ...totp, totpSecret: personal.otherTotp, name: "Codes" });
            await enrolments.run("preview", { diff: true });
            const { output } = await enrolments.run("up", { refresh: true, diff: true });
            assert.match(output, /POST \/api\/v2\/users\/.*\/authentication-methods: 201 in \d+ ms/);
            await enrolments.run("destroy");
        } finally {
            await enrolments.stop();
        }
    });
});
