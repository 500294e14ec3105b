// Where a generated program is written to. Nothing that a person has written is overwritten unless they say so.

import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { quote } from "../../core/text";
import { FileError, UsageError } from "../exitCodes";
import { generatedMark } from "./program";

/** Fails where a file must not be overwritten: before the tenant is asked for anything. @throws UsageError */
export function assertMayWrite(file: string, shown: string, force: boolean): void {
    const before = readIfThere(file, shown);
    if (!force && before !== undefined && before !== "" && !before.startsWith(generatedMark)) {
        throw new UsageError(
            `${quote(shown)} is there, and its first line does not say that it was generated. Give another --out, or --force ` +
                "to overwrite it.",
        );
    }
}

/** Writes the file whole, or leaves it as it is. @returns Whether it is different now. @throws FileError */
export function writeWhole(file: string, shown: string, text: string): boolean {
    if (readIfThere(file, shown) === text) {
        return false;
    }
    const target = targetOf(file);
    const temporary = `${target}.${process.pid}.tmp`;
    try {
        writeFileSync(temporary, text);
        renameSync(temporary, target);
    } catch (error) {
        rmSync(temporary, { force: true });
        throw new FileError(`Could not write ${quote(shown)}: ${reasonOf(error)}.`);
    }
    return true;
}

/** A link stays one. */
function targetOf(file: string): string {
    try {
        return realpathSync(file);
    } catch {
        return file;
    }
}

function readIfThere(file: string, shown: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return undefined;
        }
        throw new UsageError(`Could not write --out ${quote(shown)}: ${reasonOf(error)}.`);
    }
}

function reasonOf(error: unknown): string {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    switch (code) {
        case "ENOENT":
            return "there is no such folder";
        case "EISDIR":
            return "it is a folder";
        default:
            return `the system says ${code}`;
    }
}
