// The Management API's own names (snake_case) and shapes: they stand in this file and nowhere else.
// Source of the shapes: Auth0's OpenAPI description of the Management API, schemas `UserAuthenticationMethod`,
// `UpdateUserAuthenticationMethodRequestContent` and `…ResponseContent`.

import * as z from "zod";
import type { SettingName, Settings } from "../core/settings";

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

/** What is wrong with a field, to follow its name: the validator's own words speak of JavaScript. */
function wrongUnless(kind: string) {
    return ({ input }: { readonly input?: unknown }) => (input === undefined ? "missing" : `not ${kind}`);
}

const text = z.string({ error: wrongUnless("a text") });
const count = z.int({ error: wrongUnless("a whole number") });

// What is odd in a field that we do not need must not stand in the way of all of a user's methods.
const optionalText = z.string().nullish().catch(undefined);

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

type Present<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
    [K in keyof T]?: NonNullable<T[K]>;
};

// The engine cannot carry undefined, and Auth0 may send null for what it leaves out elsewhere.
function withoutAbsent<T extends object>(record: T): Present<T> {
    return Object.fromEntries(
        Object.entries(record).filter(([, value]) => value !== undefined && value !== null),
    ) as Present<T>;
}

/** One page of a user's authentication methods, in either of the two forms that Auth0 documents: bare, or in an envelope. */
export const methodsPageSchema = z.preprocess(
    (body) => (Array.isArray(body) ? { authenticators: body as unknown[] } : body),
    z
        .object({
            authenticators: z.array(methodSchema, { error: wrongUnless("a list") }),
            total: count.nonnegative({ error: "below 0" }).nullish(),
            limit: count.positive({ error: "not above 0" }).nullish(),
        })
        .transform(({ authenticators, total, limit }) => ({
            methods: authenticators.map(toMethod),
            total: total ?? undefined,
            limit: limit ?? undefined,
        })),
);

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

const errorSchema = z.object({
    statusCode: z.number().nullish().catch(undefined),
    error: optionalText,
    message: optionalText,
    errorCode: optionalText,
    error_description: optionalText,
});

/** Auth0's own words about a failure. */
export interface ErrorBody {
    readonly message: string;
    readonly errorCode: string | undefined;
    /** Whether it is an error of the Management API, rather than of something that answers in its place. */
    readonly isManagementApi: boolean;
}

/** Reads an error body of the Management API or of the token endpoint; undefined when it is neither. */
export function readErrorBody(body: unknown): ErrorBody | undefined {
    const parsed = errorSchema.safeParse(body);
    if (!parsed.success) {
        return undefined;
    }
    const { statusCode, error, message, errorCode, error_description } = parsed.data;
    const text = message ?? error_description ?? error;
    if (text === undefined || text === null) {
        return undefined;
    }
    const hasCode = typeof errorCode === "string";
    return {
        message: text,
        errorCode: errorCode ?? (typeof error_description === "string" ? (error ?? undefined) : undefined),
        // What has nothing to say but "Not Found" is a route that does not exist, as any API of this form answers it.
        isManagementApi:
            typeof message === "string" && (hasCode || (typeof statusCode === "number" && message !== error)),
    };
}

/** The answer of the token endpoint. */
export const tokenSchema = z.object({
    access_token: text.regex(/^[\x21-\x7e]+$/, { error: "not a text that a header can carry" }),
    expires_in: z
        .number({ error: wrongUnless("a number") })
        .positive({ error: "not above 0, so the token has expired already" })
        .nullish(),
    token_type: text.regex(/^bearer$/i, { error: "not Bearer" }).nullish(),
});

/** The form of a request for a token. Source: https://auth0.com/docs/api/authentication/client-credential-flow/get-token */
export function toTokenForm(
    clientId: string,
    audience: string,
    proof: { readonly clientSecret: string } | { readonly clientAssertion: string },
): Record<string, string> {
    return {
        grant_type: "client_credentials",
        client_id: clientId,
        audience,
        ...("clientSecret" in proof
            ? { client_secret: proof.clientSecret }
            : {
                  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                  client_assertion: proof.clientAssertion,
              }),
    };
}
