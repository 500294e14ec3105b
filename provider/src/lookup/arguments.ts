// The arguments of the look-ups, and the words for what is wrong with them.

import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { InvalidArgumentsError } from "../core/errors";
import { methodArguments, problemsOf, resourceArguments, strangersAmong, withoutNulls } from "../engine/arguments";

type Given = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, z.ZodType>>;

const text = (name: string, example: string) =>
    z
        .string({ error: `${name} is not a text: give ${example}.` })
        .min(1, { error: `${name} is empty: give ${example}.` });

// What is no address is not repeated: it may be anything.
const email = text("email", 'an e-mail address, such as "ada@example.com"').regex(/^([^\s@]+|"[^"]+")@[^\s@]+$/, {
    error: 'email is not an e-mail address: give one alone, such as "ada@example.com".',
});
const connection = text("connection", "the name of a connection of the tenant").optional();
const type = text("type", 'a type of authentication methods, such as "phone"');
const confirmed = z.boolean({ error: "confirmed must be true or false; leave it out for both." }).optional();
const { userId, authenticationMethodId, pick } = methodArguments;
const { tenant } = resourceArguments;

const schemas = {
    getUser: { email: email.optional(), connection, userId: userId.optional(), tenant },
    getAuthenticationMethods: { userId, type: type.optional(), confirmed, tenant },
    getAuthenticationMethod: {
        userId,
        authenticationMethodId,
        type: type.optional(),
        pick,
        tenant,
    },
} as const satisfies Record<string, Schemas>;

/** The functions that look something up. */
export type LookupName = keyof typeof schemas;

/** What they are asked with: each of one tenant. */
export type LookupArguments<N extends LookupName> = z.infer<z.ZodObject<(typeof schemas)[N]>> & {
    readonly tenant?: string | undefined;
};

/** What must be given in one of two ways, and what goes with the one way alone. */
const choices: Partial<Record<LookupName, { readonly one: string; readonly other: string; readonly with: string }>> = {
    getUser: { other: "userId", one: "email", with: "connection" },
    getAuthenticationMethod: { other: "authenticationMethodId", one: "type", with: "pick" },
};

/**
 * The arguments of a look-up as they were given, without what is absent.
 *
 * @throws InvalidArgumentsError: everything that is wrong with them.
 */
export function checked<N extends LookupName>(name: N, given: unknown): LookupArguments<N> {
    if (typeof given !== "object" || given === null || pulumi.Output.isInstance(given)) {
        throw new InvalidArgumentsError(`${name}: ${hint(name, given)}`);
    }
    const present = withoutNulls(given as Given);
    const problems = Object.entries(present).some(([, value]) => isPending(value))
        ? [pending(name)]
        : [
              ...strangersAmong(present, Object.keys(schemas[name])),
              ...problemsOf(present, schemas[name]).map(({ message }) => message),
              ...problemsOfChoice(name, present),
          ];
    if (problems.length > 0) {
        // What stands after the name of the function begins in lower case; what follows it is a sentence of its own.
        const sentences = problems.map((problem, index) =>
            index === 0 ? problem : problem.replace(/^give /, "Give "),
        );
        throw new InvalidArgumentsError(`${name}: ${sentences.join(" ")}`);
    }
    return present as LookupArguments<N>;
}

function hint(name: LookupName, given: unknown): string {
    return isPending(given)
        ? pending(name)
        : `give its arguments as an object: ${Object.keys(schemas[name]).join(", ")}.`;
}

function pending(name: LookupName): string {
    return `an Output or a Promise is not a value yet. Give it to ${name}Output.`;
}

function isPending(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function problemsOfChoice(name: LookupName, given: Given): string[] {
    const choice = choices[name];
    if (choice === undefined) {
        return [];
    }
    const { one, other, with: addition } = choice;
    if (one in given === other in given) {
        return [one in given ? `give ${one} or ${other}, not both.` : `give ${one} or ${other}.`];
    }
    return addition in given && other in given
        ? [`${addition} goes with ${one}, not with ${other}: leave it out.`]
        : [];
}
