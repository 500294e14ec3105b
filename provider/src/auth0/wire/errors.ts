// The bodies of Auth0's errors.

import * as z from "zod";
import { optionalText } from "./fields";

const errorSchema = z.object({
    statusCode: z.number().nullish().catch(undefined),
    error: optionalText,
    message: optionalText,
    errorCode: optionalText,
    error_description: optionalText,
});

// What OpenAPI has the Management API say where something is not there, or there already. Nothing else says it in these words, so
// they do without a code.
const documented: readonly string[] = [
    "the user does not exist",
    "user not found",
    "the authentication method could not be found",
    "authentication method already exists",
];

function isDocumented(message: string): boolean {
    return documented.includes(message.trim().replace(/\.$/, "").toLowerCase());
}

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
            typeof message === "string" &&
            (hasCode || isDocumented(message) || (typeof statusCode === "number" && message !== error)),
    };
}
