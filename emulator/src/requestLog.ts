// What was asked of the tenant, for tests to count and to look at.

/** A request as it arrived, and how it was answered. */
export interface LoggedRequest {
    /** The method in capitals, such as `PATCH`. */
    readonly method: string;
    /** Path and query as they were sent, still encoded. */
    readonly path: string;
    /** The answer's status; undefined while there is none, and when the connection was reset instead. */
    status: number | undefined;
    /** The body: parsed where it is JSON or a form, else the text; credentials are left out, as is a text with any. */
    readonly body: unknown;
    /** When it arrived, in milliseconds since the epoch. */
    readonly at: number;
}

const credentials = ["client_secret", "client_assertion"];
const leftOut = "[left out]";

/** A body as the log keeps it. */
export function loggedBody(text: string, contentType: string | undefined): unknown {
    const body = parseBody(text, contentType);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) {
        return Object.fromEntries(
            Object.entries(body).map(([key, value]) => [key, credentials.includes(key) ? leftOut : value]),
        );
    }
    return credentials.some((name) => text.includes(name)) ? leftOut : body;
}

/** Whether a body of this type is a form: texts alone, whatever they stand for. */
export function isForm(contentType: string | undefined): boolean {
    return contentType?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;
}

/** The value of a body; the text itself where it is neither JSON nor a form, undefined where it is empty. */
export function parseBody(text: string, contentType: string | undefined): unknown {
    if (text === "") {
        return undefined;
    }
    if (isForm(contentType)) {
        return parseForm(new URLSearchParams(text));
    }
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
}

/** What stands in a form more than once is a list. */
function parseForm(form: URLSearchParams): Record<string, string | string[]> {
    return Object.fromEntries(
        [...new Set(form.keys())].map((key) => {
            const values = form.getAll(key);
            return [key, values.length > 1 ? values : (values[0] ?? "")];
        }),
    );
}
