// A PostgreSQL server of a test's own, from what the machine has installed: for states that several runners share.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** Where a machine's programs of PostgreSQL are. */
export type FoundServer = { readonly programs: string } | { readonly missing: string };

/** Debian keeps the server's programs off the PATH, one folder for each version. */
export function findPostgres(env: NodeJS.ProcessEnv = process.env): FoundServer {
    const debian = "/usr/lib/postgresql";
    const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
    const folders = [
        ...(env["PATH"] ?? "").split(path.delimiter),
        ...versions.map((version) => path.join(debian, version, "bin")),
    ];
    const programs = folders.find((folder) =>
        ["initdb", "postgres"].every((name) => isProgram(path.join(folder, name))),
    );
    return programs === undefined
        ? { missing: "PostgreSQL is not installed (on Debian: apt-get install postgresql)" }
        : { programs };
}

export class Postgres {
    /** `postgres://…`, as `pulumi login` takes it. */
    readonly url: string;
    /** The password in it, which must be seen nowhere. */
    readonly password: string;
    readonly #folder: string;
    readonly #server: ChildProcess;

    private constructor(folder: string, server: ChildProcess, url: string, password: string) {
        this.#folder = folder;
        this.#server = server;
        this.url = url;
        this.password = password;
    }

    static async start(programs: string): Promise<Postgres> {
        const folder = mkdtempSync(path.join(tmpdir(), "postgres-"));
        const owner = ownerOf();
        const password = `canary-${Math.random().toString(36).slice(2)}`;
        const [data, secret] = [path.join(folder, "data"), path.join(folder, "password")];
        writeFileSync(secret, password);
        for (const file of [folder, secret]) {
            chownSync(file, owner.uid, owner.gid);
        }
        const quick = ["--no-sync", "--no-locale", "--encoding=UTF8", "--auth=scram-sha-256", "--username=pulumi"];
        const made = [...quick, `--pwfile=${secret}`, `--pgdata=${data}`];
        execFileSync(path.join(programs, "initdb"), made, { ...owner, cwd: folder, stdio: "ignore" });
        const port = await freePort();
        const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", `port=${port}`];
        const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
        const server = spawn(path.join(programs, "postgres"), args, {
            ...owner,
            cwd: folder,
            stdio: ["ignore", "ignore", "pipe"],
        });
        await readiness(server);
        const url = `postgres://pulumi:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;
        return new Postgres(folder, server, url, password);
    }

    async stop(): Promise<void> {
        if (this.#server.exitCode === null) {
            // Without waiting for whoever is still connected.
            this.#server.kill("SIGINT");
            await once(this.#server, "close");
        }
        rmSync(this.#folder, { recursive: true, force: true });
    }
}

function isProgram(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

/** Who the server runs as: it refuses to be root. */
function ownerOf(): { uid: number; gid: number } {
    const [uid = 0, gid = 0] = [process.getuid?.(), process.getgid?.()];
    if (uid !== 0) {
        return { uid, gid };
    }
    const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
    return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}

async function readiness(server: ChildProcess): Promise<void> {
    let said = "";
    for await (const text of server.stderr ?? []) {
        said += text;
        if (said.includes("ready to accept connections")) {
            server.stderr?.resume();
            return;
        }
    }
    throw new Error(`PostgreSQL did not start:\n${said}`);
}
