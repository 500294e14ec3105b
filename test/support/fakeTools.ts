// Stand-ins for `pulumi` and `go` on a PATH of their own, so that the setup of the engine can be tested in every
// situation a machine may be in. They are the only fakes of these two: everything else runs the real engine.

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface FakeGo {
    /** What `go version` answers. */
    version?: string;
    /** What `go env GOTOOLCHAIN` answers. */
    toolchain?: string;
    /** Shell lines that `go build` runs before it writes the engine. */
    beforeBuild?: string;
    /** What the engine that it builds answers as its version; "" for one that does not run. */
    builds?: string;
}

/** A machine with nothing on PATH and an empty cache, in a temporary folder. */
export class FakeMachine {
    readonly folder = mkdtempSync(path.join(tmpdir(), "engine-setup-"));
    readonly bin = path.join(this.folder, "bin");
    readonly cache = path.join(this.folder, "cache");
    readonly env: NodeJS.ProcessEnv = { PATH: this.bin, HOME: this.folder, XDG_CACHE_HOME: this.cache };

    constructor() {
        mkdirSync(this.bin);
        mkdirSync(this.cache);
    }

    installPulumi(version: string): void {
        writeScript(path.join(this.bin, "pulumi"), `echo "v${version}"`);
    }

    installGo({ version = "1.26.8", toolchain = "local", beforeBuild = "", builds = "3.259.0" }: FakeGo = {}): void {
        const engine = builds === "" ? "exit 1" : `echo v${builds}`;
        writeScript(
            path.join(this.bin, "go"),
            `PATH=/usr/bin:/bin
case "$1" in
version) echo "go version go${version} linux/amd64" ;;
env) echo "${toolchain}" ;;
build)
    echo build >> "${this.builds}"
    ${beforeBuild}
    while [ "$1" != "-o" ]; do shift; done
    printf '#!/bin/sh\\n${engine}\\n' > "$2"
    chmod 755 "$2"
    ;;
esac`,
        );
    }

    /** How often `go build` was run. */
    get buildCount(): number {
        return existsSync(this.builds) ? readFileSync(this.builds, "utf8").trim().split("\n").length : 0;
    }

    private get builds(): string {
        return path.join(this.folder, "builds");
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** Puts a `/bin/sh` script in the place of a program. */
export function writeScript(file: string, body: string): void {
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
}
