// What a program may declare of a method that is to be enrolled, and how it is read. No message holds a secret value.

import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import * as z from "zod";
import { credentialDeviceTypes, type Enrolment, enrolmentTypes } from "../../core/enrolment";
import { InvalidArgumentsError } from "../../core/errors";
import { listed, quote } from "../../core/text";
import {
    firstOf,
    isUnknown,
    methodArguments,
    problemsOf,
    type RawInputs,
    resourceArguments,
    strangersAmong,
    withoutNulls,
} from "../arguments";
import { argumentsOf, type EnrolmentArgument, isSecretArgument, kindOf } from "./kinds";

const choiceOf = (values: readonly string[]) =>
    values
        .map((value) => `"${value}"`)
        .join(", ")
        .replace(/, ([^,]*)$/, " or $1");

/** What to give for an argument, to follow "give". */
const wanted: Readonly<Record<EnrolmentArgument, string>> = {
    name: "the name of the method, as the user sees it",
    preferredAuthenticationMethod: '"voice" or "sms"',
    phoneNumber:
        "the number in E.164 form: + and the country's code, then at most 15 digits in all, and nothing between them",
    email: "one e-mail address, without a name or brackets",
    totpSecret: "the secret in base32, as in an otpauth:// link: 16 to 256 of the letters A to Z and the digits 2 to 7",
    keyId: "the id of the credential, as the authenticator gave it",
    publicKey: "the public key of the credential in base64",
    aaguid: 'the model of the authenticator as a UUID, such as "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"',
    relyingPartyIdentifier: 'the host name that the credential is bound to, such as "login.example.com"',
    credentialDeviceType: choiceOf(credentialDeviceTypes),
    credentialBackedUp: "true or false",
    identityUserId: "the id of the user's identity",
    userAgent: "the user agent of the browser that made the passkey",
    userHandle: "the user handle of the passkey",
    transports: 'a list of texts, such as ["internal", "hybrid"]',
};

function error(name: EnrolmentArgument) {
    return { error: `${name} is not as it must be: give ${wanted[name]}.` };
}

const text = (name: EnrolmentArgument) => z.string(error(name)).min(1, error(name)).optional();

function matching(name: EnrolmentArgument, pattern: RegExp) {
    return z.string(error(name)).regex(pattern, error(name)).optional();
}

const argumentSchemas = {
    userId: methodArguments.userId,
    type: z.enum(enrolmentTypes, {
        error: `type must be ${choiceOf(enrolmentTypes)}: Auth0 takes no other from code.`,
    }),
    name: methodArguments.name,
    preferredAuthenticationMethod: methodArguments.preferredAuthenticationMethod,
    // E.164 is narrower than Auth0's own 2 to 30 characters; a number that is not of that form cannot be called.
    phoneNumber: matching("phoneNumber", /^\+[1-9]\d{1,14}$/),
    email: matching("email", /^(?=.{3,254}$)[^\s@<>,;]+@[^\s@<>,;]+$/),
    // 16 letters are 80 bits, the least that authenticators are given; what is shorter was cut off.
    totpSecret: matching("totpSecret", /^(?=.{16,256}$)[A-Z2-7]+={0,6}$/),
    keyId: text("keyId"),
    publicKey: matching("publicKey", /^[\w+/-]+={0,2}$/),
    aaguid: z.guid(error("aaguid")).optional(),
    relyingPartyIdentifier: z.hostname(error("relyingPartyIdentifier")).optional(),
    credentialDeviceType: z.enum(credentialDeviceTypes, error("credentialDeviceType")).optional(),
    credentialBackedUp: z.boolean(error("credentialBackedUp")).optional(),
    identityUserId: text("identityUserId"),
    userAgent: text("userAgent"),
    userHandle: text("userHandle"),
    transports: z.array(z.string(error("transports")).min(1, error("transports")), error("transports")).optional(),
    tenant: resourceArguments.tenant,
};

/** The names of all arguments, in the order in which messages and states list them. */
export const argumentNames = Object.keys(argumentSchemas) as readonly (keyof typeof argumentSchemas)[];

/** Inputs as the provider works with them. */
export type EnrolledInputs = z.infer<z.ZodObject<typeof argumentSchemas>>;

/** Whether a value, or a part of it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
    return isUnknown(value) || (Array.isArray(value) && value.some(isUnknown));
}

/**
 * Inputs that were checked and are known, as the engine hands them to create and update.
 *
 * @throws InvalidArgumentsError: a policy may have changed them after the check.
 */
export function readInputs(raw: RawInputs): EnrolledInputs {
    const [failure] = checkShape(raw);
    const unknown = Object.keys(raw).filter((name) => hasUnknown(raw[name]));
    if (failure !== undefined || unknown.length > 0) {
        throw new InvalidArgumentsError(
            failure?.reason ?? `${listed(unknown.map(quote))} must be known by now. Run \`pulumi up\` again.`,
        );
    }
    return z.object(argumentSchemas).parse(withoutNulls(raw));
}

/** What is to be enrolled. */
export function enrolmentOf({ userId: _user, tenant: _tenant, ...enrolment }: EnrolledInputs): Enrolment {
    return withoutNulls(enrolment) as unknown as Enrolment;
}

/** Checks the shape of inputs: one failure for each problem, in the user's words. Nothing is read from the tenant. */
export function checkShape(raw: RawInputs): CheckFailure[] {
    const given = withoutNulls(raw);
    const known = Object.fromEntries(Object.entries(given).filter(([, value]) => !hasUnknown(value)));
    const unknown = Object.keys(given).filter((name) => !Object.hasOwn(known, name));
    const problems = problemsOf(known, argumentSchemas).filter(({ name }) => !unknown.includes(name));
    return firstOf([
        ...problems.map(({ name, message }) => failureAbout(name, message, given)),
        ...failuresOfType(given),
        ...strangersAmong(given, argumentNames).map((reason) => ({ property: "", reason })),
    ]);
}

function failuresOfType(given: RawInputs): CheckFailure[] {
    const kind = kindOf(given["type"]);
    if (kind === undefined) {
        return [];
    }
    const type = quote(String(given["type"]));
    const taken = argumentsOf(kind);
    const missing = kind.needs.filter((name) => given[name] === undefined);
    const strange = (Object.keys(wanted) as EnrolmentArgument[]).filter(
        (name) => given[name] !== undefined && !taken.includes(name),
    );
    return [
        ...missing.map((name) =>
            failureAbout(name, `${name} is required for a method of type ${type}: give ${wanted[name]}.`, given),
        ),
        ...strange.map((name) =>
            failureAbout(
                name,
                `${name} does not apply to a method of type ${type}, which takes ${taken.join(", ")}. Take ${name} out, or ` +
                    "declare the type that it belongs to.",
                given,
            ),
        ),
    ];
}

/** The engine prints the value of a named property in the clear: only short texts that are no secret may be named. */
function failureAbout(name: string, reason: string, given: RawInputs): CheckFailure {
    const value = given[name];
    const isShown =
        !isSecretArgument(name) && (value === undefined || (typeof value === "string" && !isUnknown(value)));
    return { property: isShown ? name : "", reason };
}
