// The Management API's own names (snake_case) and shapes of authentication methods: they stand in this room and nowhere else.
// Source of the shapes: Auth0's OpenAPI description of the Management API, schemas `UserAuthenticationMethod`,
// `UpdateUserAuthenticationMethodRequestContent` and `…ResponseContent`.

import * as z from "zod";
import type { SettingName, Settings } from "../../core/settings";
import { count, optionalText, text, withoutAbsent, wrongUnless } from "./fields";

/**
 * An authentication method as a read returns it, in the names of our outputs. What changes at every login is left out,
 * and so is what a PATCH may answer beside it: a state must not be able to make a user's codes.
 */
export interface AuthenticationMethod {
    readonly authenticationMethodId: string;
    readonly type: string;
    readonly confirmed?: boolean;
    readonly createdAt: string;
    readonly enrolledAt?: string;
    readonly email?: string;
    readonly phoneNumber?: string;
    readonly keyId?: string;
    readonly publicKey?: string;
    readonly aaguid?: string;
    readonly relyingPartyIdentifier?: string;
    readonly authenticationMethods?: readonly { readonly id?: string; readonly type?: string }[];
    readonly linkId?: string;
    readonly name?: string;
    readonly preferredAuthenticationMethod?: string;
}

// Unknown fields pass and are dropped; a type that did not exist when this was written is a type like any other.
const methodFields = {
    id: text.min(1, { error: "empty" }),
    type: text.min(1, { error: "empty" }),
    created_at: text,
    confirmed: z.boolean().nullish().catch(undefined),
    enrolled_at: optionalText,
    email: optionalText,
    phone_number: optionalText,
    key_id: optionalText,
    public_key: optionalText,
    aaguid: optionalText,
    relying_party_identifier: optionalText,
    authentication_methods: z
        .array(z.object({ id: optionalText, type: optionalText }))
        .nullish()
        .catch(undefined),
    link_id: optionalText,
    name: optionalText,
    preferred_authentication_method: optionalText,
};
const methodSchema = z.object(methodFields, { error: "not an object" });

function toMethod(wire: z.infer<typeof methodSchema>): AuthenticationMethod {
    return withoutAbsent({
        authenticationMethodId: wire.id,
        type: wire.type,
        confirmed: wire.confirmed,
        createdAt: wire.created_at,
        enrolledAt: wire.enrolled_at,
        email: wire.email,
        phoneNumber: wire.phone_number,
        keyId: wire.key_id,
        publicKey: wire.public_key,
        aaguid: wire.aaguid,
        relyingPartyIdentifier: wire.relying_party_identifier,
        authenticationMethods: wire.authentication_methods?.map((part) => withoutAbsent(part)),
        linkId: wire.link_id,
        name: wire.name,
        preferredAuthenticationMethod: wire.preferred_authentication_method,
    });
}

/** One page of a user's authentication methods, in either of the two forms that Auth0 documents: bare, or in an envelope. */
export const methodsPageSchema = z.preprocess(
    (body) => (Array.isArray(body) ? { authenticators: body as unknown[] } : withListOfNone(body)),
    z
        .object({
            authenticators: z.array(methodSchema, { error: wrongUnless("a list") }),
            total: count.nonnegative({ error: "below 0" }).nullish(),
            limit: count.nonnegative({ error: "below 0" }).nullish(),
        })
        .transform(({ authenticators, total, limit }) => ({
            methods: authenticators.map(toMethod),
            total: total ?? undefined,
            // 0 is what a tenant says that means by it how many it sent.
            limit: limit || undefined,
        })),
);

/** The envelope's list is optional. Only one that says itself that there is nothing to list may lack it. */
function withListOfNone(body: unknown): unknown {
    return noneSchema.safeParse(body).success ? { ...(body as object), authenticators: [] } : body;
}

const noneSchema = z.object({ authenticators: z.null().optional(), total: z.literal(0) });

/** See {@link methodsPageSchema}. */
export type MethodsPage = z.infer<typeof methodsPageSchema>;

/** What we keep of the answer to a PATCH: the settings alone. It may hold `totp_secret`, which is dropped here. */
export const patchedSettingsSchema = z
    .object({ type: text, name: optionalText, preferred_authentication_method: optionalText })
    .transform(({ name, preferred_authentication_method }) =>
        withoutAbsent({ name, preferredAuthenticationMethod: preferred_authentication_method }),
    );

const wireNames: Readonly<Record<SettingName, string>> = {
    name: "name",
    preferredAuthenticationMethod: "preferred_authentication_method",
};

/** The body of a PATCH. */
export function toPatchBody(settings: Settings): Record<string, string> {
    return Object.fromEntries(Object.entries(settings).map(([name, value]) => [wireNames[name as SettingName], value]));
}

/** The query of one page of the list, page 0 being the first. 50 is the most that every Auth0 cloud serves. */
export function toPageQuery(page: number): Record<string, string> {
    return { page: String(page), per_page: String(pageSize), include_totals: "true" };
}

/** How many methods a page is asked to hold. */
export const pageSize = 50;
