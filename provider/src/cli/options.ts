// The options that commands have in common, and those that there must not be.

import { type Command, Option } from "commander";
import { UsageError } from "./exitCodes";

/** A command of its own whose options are those of the tenant. */
export function withTenant(command: Command): Command {
    const options = [
        new Option(
            "--stack <name>",
            "take the configuration of this stack, by `pulumi config`; else the environment's",
        ),
        new Option("--cwd <folder>", "the folder of the Pulumi project (default: this one)"),
        new Option(
            "--tenant <name>",
            "a block of auth0-authentication-methods:tenants (default: the tenant of auth0:domain)",
        ),
        new Option("--domain <domain>", "the tenant's domain, rather than auth0:domain or AUTH0_DOMAIN"),
        new Option("--client-id <id>", "the application's client id, rather than auth0:clientId or AUTH0_CLIENT_ID"),
        new Option("--audience <audience>", "rather than auth0:audience or AUTH0_AUDIENCE"),
        new Option("--requests-per-second <number>", "send no more than this (default: what the tenant allows)"),
        new Option("--debug", "show each request, and where a failure was thrown"),
        ...secretFlags(),
    ];
    for (const option of options) {
        command.addOption(option);
    }
    return command;
}

/** The options that name users, beside the arguments. */
export function withUsers(command: Command): Command {
    return command
        .argument("[users...]", "users by id or e-mail address")
        .option("--file <file>", "a file with one user id or e-mail address on each line; - is the standard input")
        .option("--connection <name>", "of the users with an e-mail address, those of this connection alone");
}

/** Every user of a machine can read the command lines of all, and shells keep them. */
function secretFlags(): Option[] {
    const variables = {
        "--client-secret": "AUTH0_CLIENT_SECRET",
        "--client-assertion-private-key": "AUTH0_CLIENT_ASSERTION_PRIVATE_KEY",
        "--api-token": "AUTH0_API_TOKEN",
    };
    return Object.entries(variables).map(([flag, variable]) =>
        new Option(`${flag} [value]`).hideHelp().argParser(() => {
            throw new UsageError(
                `${flag} is no option, since the list of processes shows what stands in a command line. Put it into the ` +
                    `environment variable ${variable}, or into the configuration of a stack (--stack). What you have typed is ` +
                    "in your shell's history now.",
            );
        }),
    );
}
