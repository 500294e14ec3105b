// What the types of authentication method are worth, in the words of the standards, and how an id tells its type. The types
// are those of Auth0's description of its API (`AuthenticationMethodTypeEnum`) and of its My Account API.

/** What a rule asks of a type. */
export interface MethodType {
    /** Carried by the public switched telephone network: a "restricted authenticator". */
    readonly isRestricted?: boolean;
    /** Bound to the origin that it signs in to, so that nothing can be phished of it. */
    readonly isPhishingResistant?: boolean;
    /** Of the user, but neither an authenticator that counts as a second one nor a stronger one beside a phone. */
    readonly isNoSecondFactor?: boolean;
}

const types: Readonly<Record<string, MethodType>> = {
    phone: { isRestricted: true },
    totp: {},
    push: {},
    "push-notification": {},
    guardian: {},
    "webauthn-roaming": { isPhishingResistant: true },
    "webauthn-platform": { isPhishingResistant: true },
    passkey: { isPhishingResistant: true },
    email: { isNoSecondFactor: true },
    "email-verification": { isNoSecondFactor: true },
    password: { isNoSecondFactor: true },
    // Made once, for the day on which the others are lost.
    "recovery-code": { isNoSecondFactor: true },
};

/** Other names, as they stand in ids of parts of a method and in older APIs. */
const synonyms: Readonly<Record<string, string>> = {
    sms: "phone",
    voice: "phone",
    webauthn_roaming: "webauthn-roaming",
    webauthn_platform: "webauthn-platform",
};

/** The one name of a type; undefined for one that no rule knows. */
export function typeNamed(name: string): string | undefined {
    const type = synonyms[name] ?? name;
    return Object.hasOwn(types, type) ? type : undefined;
}

/** The type that the id of a method begins with, such as `phone|dev_…`; undefined where it begins with none. */
export function typeOfId(id: string): string | undefined {
    const end = id.indexOf("|");
    return end < 1 ? undefined : typeNamed(id.slice(0, end));
}

/** What a type is worth. */
export function worthOf(type: string): MethodType {
    return (Object.hasOwn(types, type) && types[type]) || {};
}
