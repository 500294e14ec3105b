// What is declared of a method that is to be enrolled, and which of a user's methods came of it: a request whose answer was
// lost may have been carried out, and then the list of the user's methods is all there is to tell.

/** The types of method that can be enrolled as code. Source: Auth0's OpenAPI, `CreatedUserAuthenticationMethodTypeEnum`. */
export const enrolmentTypes = ["phone", "email", "totp", "webauthn-roaming", "passkey"] as const;

/** The types of method that can be enrolled as code. Source: Auth0's OpenAPI, `CreatedUserAuthenticationMethodTypeEnum`. */
export type EnrolmentType = (typeof enrolmentTypes)[number];

/** Whether a passkey can leave the device that made it. */
export const credentialDeviceTypes = ["single_device", "multi_device"] as const;

/** What a method is enrolled with. Phone number, e-mail address and TOTP secret are secret: they stand in no message. */
export interface Enrolment {
    readonly type: EnrolmentType;
    readonly name?: string;
    readonly preferredAuthenticationMethod?: string;
    readonly phoneNumber?: string;
    readonly email?: string;
    readonly totpSecret?: string;
    readonly keyId?: string;
    readonly publicKey?: string;
    readonly aaguid?: string;
    readonly relyingPartyIdentifier?: string;
    readonly credentialDeviceType?: (typeof credentialDeviceTypes)[number];
    readonly credentialBackedUp?: boolean;
    readonly identityUserId?: string;
    readonly userAgent?: string;
    readonly userHandle?: string;
    readonly transports?: readonly string[];
}

/** The arguments whose values are secret. */
export const secretArguments = ["phoneNumber", "email", "totpSecret"] as const satisfies readonly (keyof Enrolment)[];

/** The values of an enrolment that must never be shown. */
export function secretsOf(enrolment: Enrolment): string[] {
    return secretArguments.flatMap((name) => enrolment[name] ?? []);
}

/** What a read tells of a method, as far as it helps to know it again. */
export interface EnrolledMethod {
    readonly authenticationMethodId: string;
    readonly type: string;
    readonly confirmed?: boolean;
    readonly name?: string;
    readonly phoneNumber?: string;
    readonly email?: string;
    readonly keyId?: string;
    readonly publicKey?: string;
}

/** What came of an enrolment. */
export interface Outcome<M extends EnrolledMethod> {
    /** The method that can be nothing but the enrolled one. */
    readonly ours?: M;
    /** The methods of its type that have come to be meanwhile, whosever they are. */
    readonly fresh: readonly M[];
}

/**
 * Which of a user's methods came of an enrolment: the one that was not there before and is as declared, if it is one alone.
 *
 * @param before - The ids of the methods that the user had right before it.
 * @param after - The user's methods now.
 */
export function outcomeOf<M extends EnrolledMethod>(
    enrolment: Enrolment,
    before: ReadonlySet<string>,
    after: readonly M[],
): Outcome<M> {
    const fresh = after.filter(({ type, authenticationMethodId: id }) => type === enrolment.type && !before.has(id));
    const [ours, ...others] = fresh.filter((method) => mayBe(enrolment, method));
    return ours === undefined || others.length > 0 ? { fresh } : { ours, fresh };
}

/**
 * Whether nothing that is told of a method contradicts what is declared: addresses may be told masked, keys in either
 * alphabet of base64. A name that is missing is no contradiction, since Auth0 may not have taken it.
 */
export function mayBe(enrolment: Enrolment, method: EnrolledMethod): boolean {
    const { name, phoneNumber, email, keyId, publicKey } = enrolment;
    return (
        method.type === enrolment.type &&
        // What is enrolled by the API is confirmed at once; what a user is about to enrol is not.
        method.confirmed !== false &&
        fits(name, method.name, (declared, told) => declared === told) &&
        fits(phoneNumber, method.phoneNumber, isPhoneNumber) &&
        fits(email, method.email, (declared, told) => isAsShown(declared.toLowerCase(), told.toLowerCase(), "*")) &&
        fits(keyId, method.keyId, isSameKey) &&
        fits(publicKey, method.publicKey, isSameKey)
    );
}

function fits(
    declared: string | undefined,
    told: string | undefined,
    isSame: (declared: string, told: string) => boolean,
): boolean {
    return declared === undefined || told === undefined || isSame(declared, told);
}

function isPhoneNumber(declared: string, told: string): boolean {
    const plain = (number: string) => number.replace(/[\s()+.-]/g, "");
    return isAsShown(plain(declared), plain(told), "X*");
}

/** Whether a text may be what is shown of it: as it is, or with any run of these characters in place of a part. */
function isAsShown(text: string, shown: string, mask: string): boolean {
    const [first = "", ...parts] = shown.split(new RegExp(`[${mask}]+`));
    const last = parts.pop();
    if (last === undefined) {
        return text === shown;
    }
    // Parts are looked for one behind the other, so the time is that of reading the text once.
    let at = text.startsWith(first) ? first.length : -1;
    for (const part of parts) {
        const found = at < 0 ? -1 : text.indexOf(part, at);
        at = found < 0 ? -1 : found + part.length;
    }
    return at >= 0 && text.length - last.length >= at && text.endsWith(last);
}

function isSameKey(declared: string, told: string): boolean {
    return inOneAlphabet(declared) === inOneAlphabet(told);
}

function inOneAlphabet(key: string): string {
    return key.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
}
