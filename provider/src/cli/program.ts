// The command line: which commands there are, what they take, and how they end.

import { Command, CommanderError, Option } from "commander";
import { version } from "../version";
import { type CheckFlags, check } from "./check/check";
import { emulate } from "./emulate";
import { exitCodeOf, exitCodes } from "./exitCodes";
import { type GenerateFlags, generate } from "./generate/generate";
import { type ListFlags, list } from "./list";
import { messageOf, stackOf } from "./messages";
import { withTenant, withUsers } from "./options";
import { Progress } from "./progress";
import type { Surroundings } from "./surroundings";

const name = "pulumi-auth0-authentication-methods";

const afterHelp = `
Credentials are taken from the stack that --stack names, or from the environment: AUTH0_DOMAIN, AUTH0_CLIENT_ID and
AUTH0_CLIENT_SECRET (or AUTH0_CLIENT_ASSERTION_PRIVATE_KEY, or AUTH0_API_TOKEN). There is no option for a secret.

Exit codes:
  0  all is well
  1  something failed: a user that could not be read, a check; the rest is printed
  2  the command line, or a file that it names, is wrong; nothing was sent
  3  the configuration is incomplete, or the tenant does not accept the credentials or permit the request
  4  emulate alone: the emulator is not installed
`;

const examples = {
    all: `
Examples:
  ${name} check --stack dev
  ${name} list "auth0|507f1f77bcf86cd799439020"
  ${name} generate --file users.txt --out index.ts
`,
    list: `
Examples:
  ${name} list "auth0|507f1f77bcf86cd799439020" grace@example.com
  ${name} list --file users.txt --unconfirmed
  ${name} list --file - --json < users.txt
`,
    generate: `
Examples:
  ${name} generate "auth0|507f1f77bcf86cd799439020" --out index.ts
  ${name} generate --file users.txt --group --by-type --out index.ts
`,
    check: `
Examples:
  ${name} check
  ${name} check --stack dev --tenant eu --json
`,
    emulate: `
Examples:
  ${name} emulate --port 4010 --users 25 --plan free
`,
};

/** Runs a command line. @returns The exit code. Nothing is thrown. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
    const { stderr, clock } = surroundings;
    const progress = new Progress(stderr, clock);
    let code: number = exitCodes.ok;
    const program = createProgram(surroundings, progress, (ended) => {
        code = ended;
    });
    try {
        await program.parseAsync([...args], { from: "user" });
        return code;
    } catch (error) {
        if (error instanceof CommanderError) {
            return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
        }
        progress.line(messageOf(error));
        if (args.includes("--debug")) {
            for (const line of stackOf(error)) {
                progress.line(line);
            }
        }
        return exitCodeOf(error);
    }
}

function createProgram(surroundings: Surroundings, progress: Progress, end: (code: number) => void): Command {
    const program = new Command(name)
        .description(
            "Auth0 users' authentication methods as code: what a tenant has, as a table and as a Pulumi program.",
        )
        .version(version, "--version", "print the version")
        .helpOption("--help", "print this")
        .helpCommand(false)
        .enablePositionalOptions()
        .exitOverride()
        .configureOutput({
            writeOut: (text) => surroundings.stdout.write(text),
            writeErr: (text) => surroundings.stderr.write(text),
            outputError: (text, write) => write(withoutValue(text)),
            // The same text for a terminal and for the documentation.
            getOutHelpWidth: () => 100,
            getErrHelpWidth: () => 100,
            getOutHasColors: () => false,
            getErrHasColors: () => false,
        })
        .showHelpAfterError(`See ${name} --help.`)
        .addHelpText("after", examples.all + afterHelp);

    withUsers(program.command("list").description("print the authentication methods of users"))
        .option("--type <type>", "those of this type alone, such as phone; may be given several times", collect)
        .option("--confirmed", "those whose enrolment is confirmed alone")
        .addOption(new Option("--unconfirmed", "those whose enrolment is not confirmed alone").conflicts("confirmed"))
        .option("--json", "print JSON rather than a table")
        .addHelpText("after", examples.list + afterHelp)
        .action(async (users: string[], flags: ListFlags) => end(await list(users, flags, surroundings)));

    withUsers(
        program
            .command("generate")
            .description("write a Pulumi program that declares the authentication methods of users as they are"),
    )
        .option("--group", "declare one group, rather than a resource for each method")
        .option("--by-type", "select a method by its type where its user has one confirmed method of the type")
        .option("--out <file>", "write to this file, rather than to the standard output")
        .option("--force", "overwrite the file though it was not generated")
        .option("--partial", "write the file though some users could not be read")
        .option("--json", "print what is declared and what is left out as JSON")
        .addHelpText("after", examples.generate + afterHelp)
        .action(async (users: string[], flags: GenerateFlags) => end(await generate(users, flags, surroundings)));

    program
        .command("check")
        .description("look at configuration, credentials, scopes, rate limit and versions, and say what to mend")
        .option("--json", "print JSON rather than lines")
        .addHelpText("after", examples.check + afterHelp)
        .action(async (flags: CheckFlags) => end(await check(flags, surroundings)));

    for (const command of program.commands) {
        withTenant(command);
    }

    program
        .command("emulate")
        .description("start the emulator of a tenant, which takes the arguments; --help shows its own help")
        .argument("[args...]", "what the emulator is to be told")
        .helpOption(false)
        .allowUnknownOption()
        .passThroughOptions()
        .addHelpText("after", examples.emulate)
        .action(async (args: string[]) => end(await emulate(args, surroundings, progress)));
    return program;
}

function collect(value: string, before: readonly string[] = []): string[] {
    return [...before, value];
}

/** What is wrong with an option must not repeat its value: it may be a secret. */
function withoutValue(text: string): string {
    return text.replace(/(--[\w-]+)=[^']*/g, "$1");
}
