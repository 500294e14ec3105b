// What each operation shows of a method and of a user. GET, POST and PATCH mask, PUT does not, as recorded.

import { createdFields, readFields, type WireMethod, type WireUser, writtenFields } from "../wire";
import { maskEmail, maskPhoneNumber } from "./masking";

/** A method in the body of an answer. */
export type MethodView = Partial<WireMethod>;

/** In the answers of GET. */
export function readView(method: WireMethod): MethodView {
    return masked(pick(method, readFields));
}

/** In the answer of POST. */
export function createdView(method: WireMethod, secret: { readonly echoTotpSecret: boolean }): MethodView {
    return withSecret(masked(pick(method, createdFields)), method, secret);
}

/** In the answer of PUT: in the clear. */
export function replacedView(method: WireMethod): MethodView {
    return pick(method, writtenFields);
}

/** In the answer of PATCH. */
export function patchedView(method: WireMethod, secret: { readonly echoTotpSecret: boolean }): MethodView {
    return withSecret(masked(pick(method, writtenFields)), method, secret);
}

function withSecret(
    view: MethodView,
    { totp_secret: secret }: WireMethod,
    { echoTotpSecret }: { readonly echoTotpSecret: boolean },
): MethodView {
    return echoTotpSecret && secret !== undefined ? { ...view, totp_secret: secret } : view;
}

/** A user's profile, made up where the tenant's data does not say. */
export function userView(user: WireUser): Record<string, unknown> {
    const separator = user.user_id.indexOf("|");
    const provider = user.user_id.slice(0, Math.max(0, separator));
    const { authentication_methods: _, ...profile } = user;
    return {
        created_at: "2026-01-05T08:00:00.000Z",
        email_verified: true,
        identities: [
            {
                user_id: user.user_id.slice(separator + 1),
                provider,
                connection: connections[provider] ?? provider,
                isSocial: provider === "google-oauth2" || provider === "windowslive",
            },
        ],
        name: user.email,
        nickname: user.email.split("@")[0],
        updated_at: "2026-01-05T08:00:00.000Z",
        ...profile,
    };
}

const connections: Record<string, string> = {
    auth0: "Username-Password-Authentication",
    oauth2: "siwe",
};

/** The fields asked for, or all but those. */
export function selectFields(
    view: Record<string, unknown>,
    fields: readonly string[] | undefined,
    include: boolean,
): Record<string, unknown> {
    if (fields === undefined) {
        return view;
    }
    return Object.fromEntries(Object.entries(view).filter(([field]) => fields.includes(field) === include));
}

function pick(method: WireMethod, fields: readonly (keyof WireMethod)[]): MethodView {
    const present = fields.filter((field) => method[field] !== undefined);
    return Object.fromEntries(present.map((field) => [field, method[field]]));
}

function masked(view: MethodView): MethodView {
    return {
        ...view,
        ...(view.phone_number !== undefined && { phone_number: maskPhoneNumber(view.phone_number) }),
        ...(view.email !== undefined && { email: maskEmail(view.email) }),
    };
}
