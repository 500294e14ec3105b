// The users that a command is to look at: from its arguments, a file or the standard input.

import { readFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { printable, quote } from "../../core/text";
import { UsageError } from "../exitCodes";
import type { Surroundings } from "../surroundings";
import { type NamedUser, readArguments, readLines } from "./named";

const mostMistakes = 20;

/** Reads which users are meant, each once. @throws UsageError */
export async function readNames(
    texts: readonly string[],
    file: string | undefined,
    surroundings: Surroundings,
): Promise<NamedUser[]> {
    const fromFile = file === undefined ? undefined : readLines(await contentOf(file, surroundings), shownName(file));
    const given = [readArguments(texts), ...(fromFile === undefined ? [] : [fromFile])];
    const mistakes = given.flatMap((named) => named.mistakes);
    if (mistakes.length > 0) {
        throw new UsageError(tellMistakes(mistakes));
    }
    const users = new Map(given.flatMap((named) => named.users).map((user) => [user.text, user]));
    if (users.size === 0) {
        throw new UsageError(
            file === undefined
                ? "No users are named. Name them by id or e-mail address, as arguments or with --file: no request of Auth0 " +
                      "lists the authentication methods of a whole tenant."
                : `${shownName(file)} names no users. Write one user id or e-mail address on each line.`,
        );
    }
    return [...users.values()];
}

function shownName(file: string): string {
    return file === "-" ? "stdin" : printable(file);
}

function tellMistakes(mistakes: readonly string[]): string {
    const shown = mistakes.slice(0, mostMistakes);
    const more = mistakes.length - shown.length;
    return [...shown, ...(more > 0 ? [`and ${more} more.`] : [])].join("\n");
}

async function contentOf(file: string, { stdin, cwd }: Surroundings): Promise<string> {
    if (file === "-") {
        return readAll(stdin);
    }
    try {
        return readFileSync(path.resolve(cwd, file), "utf8");
    } catch (error) {
        const { code = "unknown" } = error as NodeJS.ErrnoException;
        const reason =
            code === "ENOENT"
                ? "there is no such file"
                : code === "EISDIR"
                  ? "it is a folder"
                  : `the system says ${code}`;
        throw new UsageError(`Could not read --file ${quote(file)}: ${reason}.`);
    }
}

async function readAll(stream: Readable): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
}
