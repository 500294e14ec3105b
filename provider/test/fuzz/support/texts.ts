// Texts that programs stumble over, and those that nobody may get to read.

import fc from "fast-check";

/** What an answer may hold and no message may. */
export const canaries = {
    clientSecret: "canary-client-secret-0123456789abcdefghijklmnop",
    token: "canary.access.token-0123456789/abcdefghijklmnop",
    phone: "+442079460958",
    email: "ada.canary@example.com",
    totpSecret: "CANARYJBSWY3DPEHPK3PXPCANARY2345",
} as const;

/** What stands for a whole value that is not known at preview. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Keys that every object seems to have. */
export const prototypeKeys = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then", "toJSON"];

const megabyte = "megabyte ".repeat(116_509);
const odd = [
    "",
    " ",
    "\u0000",
    "\u001b[2J\u001b]0;title\u0007",
    "\u202eright to left\u2066",
    "line\r\nSet-Cookie: forged=1\r\n\r\n",
    "\ud83d",
    "\udc4d half",
    "👍🏽 whole",
    "%2e%2e%2f",
    "../../../etc/passwd",
    "a/b?c#d",
    "::",
    "%00",
    "\u2028\u2029",
    "é\u0301",
    unknownValue,
    "x".repeat(10_000),
];

// One for all: what the library prepares for it takes a while.
const text = fc.oneof(
    { weight: 100, arbitrary: fc.string({ maxLength: 30 }) },
    { weight: 50, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
    { weight: 75, arbitrary: fc.constantFrom(...odd, ...prototypeKeys) },
    { weight: 1, arbitrary: fc.constant(megabyte) },
);

/** Any text, with a bias to the odd; of a megabyte now and then. */
export function anyText(): fc.Arbitrary<string> {
    return text;
}

/** A text of a tenant: any, or with what must not be shown in it. */
export function tenantText(): fc.Arbitrary<string> {
    const { totpSecret, ...others } = canaries;
    return withCanaries(Object.values(others));
}

/** The same in the words of an error, where also a TOTP secret is recognised: a user's own name may look like one. */
export function errorText(): fc.Arbitrary<string> {
    return withCanaries(Object.values(canaries));
}

function withCanaries(hidden: readonly string[]): fc.Arbitrary<string> {
    const canary = fc.constantFrom(...hidden);
    return fc.oneof(
        { weight: 4, arbitrary: anyText() },
        { weight: 1, arbitrary: canary },
        { weight: 1, arbitrary: fc.tuple(anyText(), canary).map(([text, secret]) => `${text} ${secret} ${text}`) },
    );
}

/** Any JSON value, prototype's keys, unknowns and what stands for secrets among it. */
export function anyJson(): fc.Arbitrary<unknown> {
    const special: readonly unknown[] = [
        null,
        unknownValue,
        [unknownValue],
        { value: unknownValue },
        { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "a secret" },
        Number.MAX_VALUE,
        -0,
        1e21,
        [],
        {},
        nested(500),
        ...prototypeKeys.map((key) => withOwn({}, key, { userId: "auth0|forged" })),
    ];
    return fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...special) },
        { weight: 3, arbitrary: anyText() },
        { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3, noUnicodeString: false } as fc.JsonSharedConstraints) },
    );
}

/** The same as the engine's protocol carries it: JSON of its own, in text that UTF-8 can write. */
export function carried<T>(value: T): T {
    return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
        typeof part === "string" ? part.replace(/\p{Cs}/gu, "?") : part,
    ) as T;
}

/** Lists in lists, so deep. */
export function nested(depth: number): unknown {
    return JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
}

/** The object with a property of its own, also where its name is `__proto__`. */
export function withOwn<T extends object>(object: T, key: string, value: unknown): T {
    return Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
