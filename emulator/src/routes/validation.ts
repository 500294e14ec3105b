// What requests may hold, in the words of the Management API when they hold something else.

import * as z from "zod";
import { refusals } from "../errors";
import { creatableTypes, settableTypes } from "../wire";

const preference = z.enum(["voice", "sms"]);
const phoneNumber = z.string().min(2).max(30);

/** The body of PATCH. */
export const patchSchema = z.strictObject({
    name: z.string().optional(),
    preferred_authentication_method: preference.optional(),
});

/** The body of POST. */
export const createSchema = z.strictObject({
    type: z.enum(creatableTypes),
    name: z.string().optional(),
    totp_secret: z.string().optional(),
    phone_number: phoneNumber.optional(),
    email: z.string().optional(),
    preferred_authentication_method: preference.optional(),
    key_id: z.string().optional(),
    public_key: z.string().optional(),
    aaguid: z.guid().optional(),
    relying_party_identifier: z.hostname().optional(),
    credential_device_type: z.enum(["single_device", "multi_device"]).optional(),
    credential_backed_up: z.boolean().optional(),
    identity_user_id: z.string().optional(),
    user_agent: z.string().optional(),
    user_handle: z.string().optional(),
    transports: z.array(z.string()).optional(),
});

/** The body of PUT. */
export const replaceSchema = z.array(
    z.strictObject({
        type: z.enum(settableTypes),
        preferred_authentication_method: preference.optional(),
        name: z.string().min(1).max(20).optional(),
        phone_number: phoneNumber.optional(),
        email: z.string().min(1).optional(),
        totp_secret: z.string().min(1).optional(),
    }),
);

// Beyond what a number holds without loss there are no pages either.
const wholeNumber = z
    .string()
    .regex(/^\d+$/, "no whole number")
    .transform((digits) => Math.min(Number(digits), Number.MAX_SAFE_INTEGER));
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** The query of the list of a user's methods. */
export const pageQuerySchema = z.object({
    page: wholeNumber.optional(),
    per_page: wholeNumber.pipe(z.number().max(100)).optional(),
    include_totals: flag.optional(),
});

/** The query of reads of users. */
export const fieldsQuerySchema = z.object({
    fields: z
        .string()
        .transform((fields) => fields.split(",").filter((field) => field !== ""))
        .optional(),
    include_fields: flag.optional(),
});

/** The query of the look-up by e-mail address. */
export const emailQuerySchema = fieldsQuerySchema.extend({ email: z.string() });

/** A body as this schema has it. @throws Refusal */
export function validBody<T>(body: unknown, schema: z.ZodType<T>, isForm = false): T {
    if (typeof body === "string") {
        throw refusals.malformedBody();
    }
    const given = body === undefined ? {} : body;
    return valid(isForm ? readForm(given, schema) : given, schema, refusals.invalidBody);
}

/** A form's texts as what the schema has in their places: booleans, and lists of one. */
function readForm(form: unknown, schema: z.ZodType): unknown {
    if (!(schema instanceof z.ZodObject) || typeof form !== "object" || form === null) {
        return form;
    }
    const fields: Readonly<Record<string, z.ZodType>> = schema.shape;
    return Object.fromEntries(Object.entries(form).map(([key, text]) => [key, readText(text, fields[key])]));
}

function readText(text: unknown, field: z.ZodType | undefined): unknown {
    const readings = [text, ...(text === "true" || text === "false" ? [text === "true"] : []), [text]];
    return readings.find((reading) => field?.safeParse(reading).success) ?? text;
}

/** A query as this schema has it; parameters that it does not know pass. @throws Refusal */
export function validQuery<T>(query: Readonly<Record<string, string>>, schema: z.ZodType<T>): T {
    return valid(query, schema, refusals.invalidQuery);
}

function valid<T>(value: unknown, schema: z.ZodType<T>, refuse: (problem: string) => Error): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) {
        return parsed.data;
    }
    const issue = parsed.error.issues[0];
    if (issue?.code === "unrecognized_keys") {
        throw refuse(`'Additional properties not allowed: ${issue.keys.join(", ")}'`);
    }
    const where = issue?.path.map(String).join(".") ?? "";
    throw refuse(where === "" ? `'${issue?.message}'` : `'${issue?.message}' on property ${where}`);
}
