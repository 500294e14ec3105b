// The users of a tenant that nobody has put users into: the same each time, and of every kind that a real tenant has.

import { createRandom, type Random } from "../random";
import type { WireMethod, WireUser } from "../wire";
import { partsOf } from "./enrolment";

const enrolled = "2026-01-05T08:00:00.000Z";

// Phone numbers that regulators keep for fiction (Ofcom: 020 7946 0xxx), domains that RFC 2606 keeps for examples.
const people: readonly { readonly userId: string; readonly email: string; readonly types: readonly string[] }[] = [
    {
        userId: "auth0|507f1f77bcf86cd799439020",
        email: "ada@example.com",
        types: ["phone", "totp", "passkey", "recovery-code"],
    },
    { userId: "auth0|507f1f77bcf86cd799439021", email: "grace@example.com", types: ["webauthn-roaming", "email"] },
    // An id with an e-mail address in it, as enterprise connections make them.
    { userId: "adfs|john@example.org", email: "john@example.org", types: ["push", "totp", "webauthn-platform"] },
    // Text that is encoded already (https://github.com/auth0/node-auth0/issues/897).
    {
        userId: "oauth2|siwe|eip155%3A5%3A0x5aAeb6053F",
        email: "siwe@example.net",
        types: ["phone", "email-verification"],
    },
    // A slash and a second bar (https://github.com/auth0/auth0-java/issues/764).
    { userId: "samlp|corp|staff/0042", email: "staff-42@example.org", types: ["guardian", "phone"] },
    { userId: "google-oauth2|103547991597142817347", email: "linus@example.com", types: ["passkey", "passkey"] },
    { userId: "auth0|507f1f77bcf86cd799439026", email: "new@example.com", types: [] },
    { userId: "auth0|507f1f77bcf86cd799439027", email: "margaret@example.com", types: ["password", "phone", "phone"] },
];

// The methods that examples and documentation name.
const knownKeys: Readonly<Record<string, string>> = {
    "ada@example.com phone": "kXVq4drj3Mw6uCF5",
    "ada@example.com totp": "F9T7cy0hM0IgHjwP",
    "grace@example.com webauthn-roaming": "nTfxQhX9mWk2PzLc",
};

const furtherTypes: readonly [string, ...string[]] = ["phone", "totp", "webauthn-roaming", "passkey", "email"];

/**
 * Makes users: the same ones for the same number, and the first ones of a greater number.
 */
export function makeUsers(count: number): WireUser[] {
    return Array.from({ length: count }, (_, index) => {
        const person = people[index];
        const random = createRandom(`user ${index}`);
        return person === undefined
            ? madeUpUser(index, random)
            : makeUser(person.userId, person.email, person.types, random);
    });
}

function madeUpUser(index: number, random: Random): WireUser {
    const userId = `auth0|${random.text(24, "0123456789abcdef")}`;
    const types = Array.from({ length: 1 + random.below(3) }, () => random.pick(furtherTypes));
    return makeUser(userId, `employee-${index}@example.com`, types, random);
}

function makeUser(userId: string, email: string, types: readonly string[], random: Random): WireUser {
    const seen = new Set<string>();
    const methods = types.map((type) => {
        const known = seen.has(type) ? undefined : knownKeys[`${email} ${type}`];
        seen.add(type);
        return makeMethod(type, known ?? random.text(16), email, random);
    });
    link(methods);
    return { user_id: userId, email, authentication_methods: methods };
}

function makeMethod(type: string, key: string, email: string, random: Random): WireMethod {
    const { id, ...details } = detailsOf(type, key, email, random);
    return {
        id: id ?? `${type}|dev_${key}`,
        type,
        confirmed: true,
        created_at: enrolled,
        enrolled_at: enrolled,
        ...partsOf(type, key),
        ...details,
    };
}

function detailsOf(type: string, key: string, email: string, random: Random): Partial<WireMethod> {
    switch (type) {
        case "phone":
            return { name: "Phone", phone_number: `+4420794${60_000 + random.below(1_000)}` };
        case "totp":
            return { totp_secret: random.text(32, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") };
        case "email":
        case "email-verification":
            return { email };
        case "webauthn-roaming":
        case "webauthn-platform":
            return { name: "Security key", ...credential(random), relying_party_identifier: "example.com" };
        case "passkey":
            return {
                name: "Laptop",
                ...credential(random),
                relying_party_identifier: "example.com",
                aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
                credential_device_type: "multi_device",
                credential_backed_up: true,
                user_handle: random.text(22),
                user_agent: "Mozilla/5.0",
                transports: ["internal", "hybrid"],
                last_auth_at: "2026-02-01T09:30:00.000Z",
            };
        case "password":
            return { id: `password|${Buffer.from(key).toString("base64url")}` };
        default:
            return {};
    }
}

function credential(random: Random): Partial<WireMethod> {
    return {
        key_id: random.text(43),
        // An uncompressed P-256 point in base64 is 91 bytes of SPKI, so 124 characters.
        public_key: `${random.text(123)}=`,
    };
}

/** A push enrolment and its one-time codes belong to one device, and go together. */
function link(methods: WireMethod[]): void {
    const push = methods.find(({ type }) => type === "push");
    const totp = methods.find(({ type }) => type === "totp");
    if (push !== undefined && totp !== undefined) {
        push.link_id = totp.id;
        totp.link_id = push.id;
    }
}
