// `generate`: a program from what a tenant has. Applying it writes nothing, since adopting what is as declared sends no PATCH:
// this is the import of this provider, as the engine cannot import dynamic resources.

import path from "node:path";
import { quote } from "../../core/text";
import { exitCodes, UsageError } from "../exitCodes";
import { counted } from "../format/counted";
import { print, printJson } from "../output";
import type { Surroundings } from "../surroundings";
import { readWork, type UserFlags, type Work } from "../work";
import { type Declared, declare, type LeftOut } from "./declarations";
import { assertMayWrite, writeWhole } from "./file";
import { writeProgram } from "./program";

/** The flags of `generate`. */
export interface GenerateFlags extends UserFlags {
    readonly group?: boolean;
    readonly byType?: boolean;
    readonly out?: string;
    readonly force?: boolean;
    readonly partial?: boolean;
    readonly json?: boolean;
}

/** Runs `generate`. @returns The exit code. */
export async function generate(
    texts: readonly string[],
    flags: GenerateFlags,
    surroundings: Surroundings,
): Promise<number> {
    const { out, force = false, partial = false, group = false, byType = false, tenant } = flags;
    for (const [flag, isGiven] of Object.entries({ "--force": force, "--partial": partial })) {
        if (isGiven && out === undefined) {
            throw new UsageError(`${flag} is of no use without --out.`);
        }
    }
    const file = out === undefined ? undefined : path.resolve(surroundings.cwd, out);
    if (file !== undefined && out !== undefined) {
        assertMayWrite(file, out, force);
    }
    const work = await readWork(texts, flags, surroundings);
    const code = work.tellFailures();
    const entries = declare(work.users, byType);
    const program = writeProgram(entries, { group, tenant });
    // A program without the users that could not be read would have them dropped from the state.
    const isWritten = file !== undefined && (code === exitCodes.ok || partial);
    const said =
        file === undefined || out === undefined
            ? undefined
            : isWritten
              ? `${writeWhole(file, out, program) ? "wrote" : "left as it was, being the same:"} ${quote(out)}`
              : `${quote(out)} is not written, since not all users could be read: mend that, or give --partial`;
    const declared = entries.filter((entry) => entry.kind === "declared");
    const summary = `${counted(work.users.length, "user")}, ${counted(declared.length, "method")} declared, ${entries.length - declared.length} left out`;
    work.progress.line([summary, ...(said === undefined ? [] : [said])].join("; "));
    if (flags.json === true) {
        await printJson(surroundings.stdout, report(work, entries, out, isWritten, program));
    } else if (out === undefined) {
        await print(surroundings.stdout, program);
    }
    return code;
}

function report(
    { tenant, failures }: Work,
    entries: readonly (Declared | LeftOut)[],
    out: string | undefined,
    isWritten: boolean,
    program: string,
) {
    return {
        tenant,
        ...(out === undefined ? { program } : { out, written: isWritten }),
        declared: entries.flatMap((entry) =>
            entry.kind === "left out"
                ? []
                : [{ resource: entry.resource, userId: entry.userId, ...entry.selection, ...entry.settings }],
        ),
        leftOut: entries.flatMap((entry) => {
            if (entry.kind === "declared") {
                return [];
            }
            const { userId, authenticationMethodId, reason } = entry;
            return [{ userId, authenticationMethodId, reason }];
        }),
        failures: failures.map(({ where, message }) => ({ ...(where !== undefined && { where }), message })),
    };
}
