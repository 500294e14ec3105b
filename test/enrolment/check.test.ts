import assert from "node:assert/strict";
import { AuthenticationMethod, type AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { ada } from "../support/scenario";
import { Enrolments, passkey, personal, phone, postRoute, totp } from "./support";

// What an operation prints is searched for what is declared by the stack itself.
describe("arguments that are mistaken, on the engine", () => {
    let enrolments: Enrolments;
    before(async () => {
        enrolments = await Enrolments.start();
    });
    after(async () => enrolments.stop());

    const wrong = (args: object) => args as AuthenticationMethodArgs;
    const mistakes: readonly [what: string, args: AuthenticationMethodArgs, messages: readonly RegExp[]][] = [
        [
            "a TOTP secret with spaces",
            { ...totp, totpSecret: personal.totp.replace(/(.{4})/g, "$1 ") },
            [/resource 'm' has a problem: totpSecret is not as it must be: give the secret in base32/],
        ],
        [
            "a phone number without +, and a TOTP secret for a phone",
            { ...phone, phoneNumber: personal.phone.slice(1), totpSecret: personal.totp },
            [
                /resource 'm' has a problem: phoneNumber is not as it must be: give the number in E\.164 form/,
                /resource 'm' has a problem: totpSecret does not apply to a method of type "phone"/,
            ],
        ],
        [
            "an e-mail address for a number, which is missing",
            wrong({ userId: ada, type: "phone", email: personal.email }),
            [
                /phoneNumber is required for a method of type "phone"/,
                /email does not apply to a method of type "phone"/,
            ],
        ],
        [
            "a preference of a TOTP",
            { ...totp, preferredAuthenticationMethod: "sms" },
            [
                /property preferredAuthenticationMethod value \{sms\} has a problem: .* does not apply to a method of type "totp"/,
            ],
        ],
        [
            "a type that cannot be enrolled, and an argument that is none, with a secret in it",
            wrong({ userId: ada, type: "push", totp_secret: personal.totp }),
            [
                /property type value \{push\} has a problem: type must be "phone", "email"/,
                /"totp_secret" is not an argument/,
            ],
        ],
        [
            "values of a passkey",
            { ...passkey, aaguid: "x", relyingPartyIdentifier: "https://example.com", publicKey: "no base64!" },
            [
                /property aaguid value \{x\}/,
                /relyingPartyIdentifier is not as it must be: give the host name/,
                /publicKey is/,
            ],
        ],
        [
            "a user that does not exist",
            { ...totp, userId: "auth0|nobody" },
            [/property userId value \{auth0\|nobody\} has a problem: userId "auth0\|nobody" does not exist in tenant/],
        ],
    ];
    for (const [what, args, messages] of mistakes) {
        it(`fail the preview, which says what is wrong: ${what}`, async () => {
            enrolments.declare(args);
            const output = await enrolments.fail("preview");
            for (const message of messages) {
                assert.match(output, message);
            }
            assert.deepEqual(enrolments.writes(), []);
        });
    }

    it("may be unknown at preview: of what is not known nothing is said", async () => {
        enrolments.scenario.stack.program = async () => {
            const first = new AuthenticationMethod("first", totp);
            const unknown = first.authenticationMethodId;
            new AuthenticationMethod("m", { userId: unknown, type: unknown as never, phoneNumber: unknown });
            new AuthenticationMethod("n", { ...phone, phoneNumber: unknown, name: unknown, tenant: unknown });
        };
        const preview = await enrolments.run("preview");
        assert.equal(preview.changes.create, 4);
        assert.deepEqual(enrolments.writes(), []);
    });
});

describe("what is secret of an enrolment, on the engine", () => {
    let enrolments: Enrolments;
    afterEach(async () => enrolments.stop());

    it("is in no output when every request fails and Auth0 repeats what it was sent, with auth0:debug", async () => {
        enrolments = await Enrolments.start({
            config: { "auth0:debug": "true", "auth0-authentication-methods:operationTimeout": "2" },
        });
        const { emulator } = enrolments.scenario;
        const message = `secret ${personal.totp}, number ${personal.phone}, address ${personal.email}, it is wrong`;
        for (const status of [400, 403, 409, 422, 500]) {
            for (const args of [totp, phone]) {
                emulator.clearFaults();
                const body = { statusCode: status, error: message, message, errorCode: message };
                emulator.fault({ route: postRoute, times: Number.POSITIVE_INFINITY, status, body });
                enrolments.declare(args);
                const output = await enrolments.fail("up");
                assert.ok(output.includes(String(status)), output);
            }
        }
    });

    it("is in no debug line and no diff of a program that changes it", async () => {
        enrolments = await Enrolments.start({ config: { "auth0:debug": "true" }, echoTotpSecret: true });
        enrolments.declare(totp);
        await enrolments.run("up");
        enrolments.declare({ ...totp, totpSecret: personal.otherTotp });
        await enrolments.run("preview", { diff: true });
        const { output } = await enrolments.run("up", { diff: true });
        assert.match(output, /POST \/api\/v2\/users\/.*\/authentication-methods: 201 in \d+ ms/);
        enrolments.declare({ ...totp, totpSecret: personal.totp, name: "Codes" });
        await enrolments.run("up", { refresh: true, diff: true });
        await enrolments.run("destroy");
    });
});
