// `npm run docs:demo`: runs the demonstration, and writes down what it printed and when (docs/demo.cast) and the picture of it
// (docs/demo.svg). With --check it writes nothing, and fails where the demonstration no longer prints what the recording has.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lasting, type Printed, readCast, toCast } from "./cast";
import { toPicture } from "./picture";

const repository = path.resolve(__dirname, "../..");
const docs = path.join(repository, "docs");
const cast = path.join(docs, "demo.cast");

/** Runs it as everybody does. What comes before its first step is of this machine. */
async function run(): Promise<{ printed: Printed[]; code: number }> {
    const child = spawn("npm", ["run", "--silent", "demo"], {
        cwd: repository,
        stdio: ["ignore", "pipe", "inherit"],
        shell: process.platform === "win32",
    });
    const printed: Printed[] = [];
    let start: number | undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        process.stdout.write(text);
        start ??= text.includes("== 1. ") ? Date.now() : undefined;
        if (start !== undefined) {
            printed.push({ at: (Date.now() - start) / 1_000, text });
        }
    });
    const code = await new Promise<number>((resolve, reject) => {
        child.on("error", reject).on("close", (status) => resolve(status ?? 1));
    });
    return { printed, code };
}

function textOf(printed: readonly Printed[]): string {
    const text = printed.map((one) => one.text).join("");
    return text.slice(text.indexOf("== 1. "));
}

async function main(): Promise<void> {
    const { printed, code } = await run();
    if (code !== 0) {
        process.exitCode = code;
        return;
    }
    if (!process.argv.includes("--check")) {
        const text = toCast(printed);
        writeFileSync(cast, text);
        writeFileSync(path.join(docs, "demo.svg"), toPicture(readCast(text)));
        process.stderr.write("Written to docs/demo.cast and docs/demo.svg.\n");
        return;
    }
    const [now, then] = [textOf(printed), textOf(readCast(readFileSync(cast, "utf8")))].map(lasting);
    const different = now?.find((line, index) => line !== then?.[index]) ?? then?.slice(now?.length)[0];
    if (different !== undefined) {
        process.stderr.write(`docs/demo.cast is not what is printed now: run npm run docs:demo. First: ${different}\n`);
        process.exitCode = 1;
    }
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
});
