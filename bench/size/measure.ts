// How many bytes of the state a resource is: the engine rewrites the whole state at each step, so they are paid often.

import { startEmulator } from "auth0-authentication-methods-emulator";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import type { TestStack } from "../../test/support/stack";
import type { Findings } from "../report/findings";
import type { Table } from "../report/table";
import { assertDone, openStack } from "../stacks";
import { explain as explainRecord } from "./explain";
import { type Subject, subjects, userId } from "./methods";
import { bytesOf, keyMaterialOf, type StateRecord, toCounted } from "./record";

// An e-mail verification has an encrypted address, as a phone has, and the long name of its type in each id: more than the
// limit of the others leaves room for.
const limits = new Map([
    ["phone", 1_900],
    ["email-verification", 1_600],
]);
const otherLimit = 1_500;

/** Without `onDelete`, and with the longer of its two values. */
interface ByOnDelete<T> {
    readonly none: T;
    readonly restore: T;
}

/** What a subject became in the state. */
interface Sized {
    readonly subject: Subject;
    /** By what it says of `onDelete`. */
    readonly records: ByOnDelete<StateRecord>;
    /** Without key material. */
    readonly bytes: ByOnDelete<number>;
    readonly keyMaterial: number;
    readonly limit: number;
}

/**
 * Measures one resource of each type.
 *
 * @param explain - Whether the largest records are broken down to their keys; what is too large always is.
 */
export async function measureSizes({ explain }: { readonly explain: boolean }): Promise<Findings> {
    const emulator = await startEmulator({
        users: [
            {
                user_id: userId,
                email: "ada@example.com",
                authentication_methods: subjects.map(({ method }) => method),
            },
        ],
        plan: "unlimited",
    });
    try {
        const stack = await openStack(emulator, async () => declare({ onDelete: "restore" }));
        assertDone("The up that is sized", await stack.up(), { create: subjects.length + 1 });
        const restore = subjects.map((subject) => recordOf(stack, subject));
        stack.program = async () => declare({});
        assertDone("The second up that is sized", await stack.up(), { update: subjects.length, same: 1 });
        const sizes = subjects.flatMap((subject, index) => {
            const withRestore = restore[index];
            return withRestore === undefined
                ? []
                : [size(subject, { none: recordOf(stack, subject), restore: withRestore })];
        });
        const details = sizes.filter((sized) => isTooLarge(sized) || (explain && isFullest(sized)));
        return { ...findingsOf(sizes), details: details.flatMap(explainSized) };
    } finally {
        await emulator.close();
    }
}

function declare(more: { readonly onDelete?: "restore" }): void {
    for (const { resourceName, method, declared } of subjects) {
        new AuthenticationMethodSettings(resourceName, {
            userId,
            authenticationMethodId: method.id,
            ...declared,
            ...more,
        });
    }
}

/** The record as it stands in the file, with secrets encrypted. */
function recordOf(stack: TestStack, { resourceName }: Subject): StateRecord {
    const state: unknown = JSON.parse(stack.rawState());
    const { resources } = (state as { checkpoint: { latest: { resources: StateRecord[] } } }).checkpoint.latest;
    const found = resources.find(({ urn }) => urn.endsWith(`::${resourceName}`));
    if (found === undefined) {
        throw new Error(`${resourceName} is not in the state.`);
    }
    return toCounted(found);
}

function size(subject: Subject, records: ByOnDelete<StateRecord>): Sized {
    const keyMaterial = keyMaterialOf(records.none);
    const bytes = {
        none: bytesOf(records.none) - keyMaterial,
        restore: bytesOf(records.restore) - keyMaterial,
    };
    const limit = limits.get(subject.method.type) ?? otherLimit;
    return { subject, records, bytes, keyMaterial, limit };
}

function isTooLarge({ bytes, limit }: Sized): boolean {
    return bytes.none > limit;
}

function isFullest({ subject }: Sized): boolean {
    return subject.method.type === "phone";
}

function explainSized({ subject, records }: Sized): Table[] {
    return explainRecord(subject.method.type, records.restore);
}

function findingsOf(sizes: readonly Sized[]): Findings {
    const table: Table = {
        title: "Size of one resource in the state",
        columns: ["type of method", "bytes", "limit", "result", 'with onDelete "restore"', "key material"],
        rows: sizes.map((sized) => [
            sized.subject.method.type,
            String(sized.bytes.none),
            String(sized.limit),
            isTooLarge(sized) ? "too large" : "ok",
            String(sized.bytes.restore),
            sized.keyMaterial === 0 ? "-" : String(sized.keyMaterial),
        ]),
        notes: [
            "Bytes of the resource's record in a state file, as compact JSON, with secrets encrypted as they " +
                "stand there. Left out: source positions and stack traces, which depend on the program, and the " +
                "values of `keyId` and `publicKey` (the column key material), which depend on the authenticator. " +
                "Times are counted with all nine decimals of a second. A phone declares its name and its " +
                "preference, the others a name; each method is as full as Auth0 describes its type.",
        ],
    };
    const problems = sizes
        .filter(isTooLarge)
        .map(
            ({ subject, bytes, limit }) =>
                `a resource of type ${subject.method.type} has ${bytes.none} bytes in the state, and ` +
                `should have ${limit} at most`,
        );
    return { tables: [table], problems };
}
