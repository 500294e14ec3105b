// docs/errors.md: each kind of error, when it happens, what to do, and the messages as users read them.

import { read } from "../blocks";
import { argumentTables } from "./arguments";
import type { Met } from "./situation";

/** A class of errors as its source describes it. */
export interface Kind {
    readonly name: string;
    readonly code: string;
    /** When it happens. */
    readonly when: string;
}

/** What to do about each kind; the messages say it for the case at hand. */
const advice: Readonly<Record<string, string>> = {
    ConfigurationError: "Set what the message names. Nothing was sent.",
    InvalidIdError:
        "Give ids as Auth0 has them; take a resource whose state cannot be read out of the state, and adopt its method again.",
    InvalidArgumentsError:
        "Mend the argument that the message names. Where a preview finds nothing wrong, a policy has changed it after that.",
    UserNotFoundError: "Check the user's id and the tenant. A user that was deleted comes out of the program.",
    SeveralUsersError: "Give the connection as well, or the id of the user that is meant.",
    MethodNotFoundError:
        "Declare a method of those that the message lists. Who enrols anew gets a new id: `authenticationMethodType` goes along with that.",
    AmbiguousMethodError: 'Declare the id of the one that is meant, or `pick: "newest"`.',
    SettingNotApplicableError: "Take the preference out, or declare a phone.",
    AlreadyEnrolledError:
        "Adopt the method with `AuthenticationMethodSettings`, which never deletes one; or delete it in Auth0 and run again.",
    EnrolmentInDoubtError:
        "Look in Auth0 whether the user has a method that is newer than those that the message lists; delete it if nobody enrolled it. Then run again.",
    GroupError:
        "Look at the entries that the message lists. What is done is recorded; run again when they are mended, and only they are done.",
    NotTriedError: "Mend what the first failures name: the credentials or the permission.",
    AuthenticationError:
        "Check client id and secret, and whether the secret was rotated: `pulumi destroy` and `pulumi refresh` use the one that the last `pulumi up` saved, unless it stands in the environment.",
    PermissionError: "Grant the scope that the message names to the application.",
    RequestRefusedError: "Mend what Auth0's own words name. Sending the same again would not help.",
    RateLimitError:
        "Run again: what is done is not repeated. Where it happens often, raise `operationTimeout`, or let fewer pipelines run at once.",
    ServerError: "Run again later. What is done is not repeated.",
    NetworkError: "Check the network, the domain and the proxy settings; then run again.",
    TimeoutError: "Check the network; raise `requestTimeout` where the tenant is slow. Then run again.",
    CancelledError: "Run again. What is done is not repeated.",
    InvalidAnswerError: "Check `auth0:domain`, and what stands between here and the tenant.",
};

/** Every kind of error there is, from the source, in its order. */
export function kindsOfErrors(): Kind[] {
    const declaration = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport class (\w+) extends \w+ \{[^}]*?code = "(\w+)"/g;
    return [...read("provider/src/core/errors.ts").matchAll(declaration)].map(
        ([, comment = "", name = "", code = ""]) => {
            // What comes after the first paragraph is for the reference.
            const [when = ""] = comment.split(/\n \*\n/);
            return { name, code, when: when.replaceAll(/(^|\n) \* ?/g, " ").trim() };
        },
    );
}

/** The page. @throws where a kind of error has no advice, or no message. */
export function errorsPage(kinds: readonly Kind[], messages: readonly Met[]): string {
    const sections = kinds.map(({ name, code, when }) => {
        const own = messages.filter(({ error }) => error === name);
        const todo = advice[name];
        if (own.length === 0 || todo === undefined) {
            throw new Error(
                `${name} has no ${todo === undefined ? "advice" : "situation"}: every kind of error has both.`,
            );
        }
        const shown = own.map((met) => `- ${met.when}:\n\n${quoted(met.message)}`).join("\n\n");
        return `## ${name}\n\n${when}\n\n**What to do:** ${todo}\n\n\`code\`: \`${code}\`. Met, for instance, with\n\n${shown}\n`;
    });
    return `${introduction}\n${argumentTables()}\n${sections.join("\n")}`;
}

function quoted(message: string): string {
    return message
        .split("\n")
        .map((line) => `  > ${line}`)
        .join("\n");
}

const introduction = `# Errors

Every kind of error of this package: when it happens, what to do, and messages as they are printed. This page is written by
\`npm run docs:errors\`, which runs into each of them; a test holds it against the code.

A message names the resource's user and method, or the argument, or the key of the configuration; what is wrong, in Auth0's words
where Auth0 said so; and the next step. The engine prints before it which resource it is about, and for what is wrong with an
argument the argument: \`property authenticationMethodId value {phone|dev_gone} has a problem: …\`. No message holds a token, a
secret, a phone number or an e-mail address. With \`auth0:debug\` on, the stack of an error is printed too.

Programs tell kinds apart by \`error.code\`, in look-ups and in the Automation API.

## Arguments

What is wrong with arguments is said at preview, before anything is asked of the tenant: all of it at once.
`;
