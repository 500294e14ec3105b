// What scripts/engine finds, builds and says, on machines that have and lack this and that.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { Engine, EngineMaker } from "../scripts/engine/setup.mjs" with { "resolution-mode": "import" };
import { FakeMachine, writeScript } from "./support/fakeTools";

const scripts = path.resolve(__dirname, "../scripts/engine");

describe("the setup of the Pulumi engine", () => {
    let machine: FakeMachine;
    let lines: string[];

    beforeEach(function () {
        if (process.platform === "win32") {
            this.skip(); // the stand-ins are shell scripts
        }
        machine = new FakeMachine();
        lines = [];
    });

    afterEach(() => machine?.remove());

    /** With Go as the only way to make an engine, unless told otherwise: these tests ask nothing of the network. */
    async function setUp(makers?: readonly EngineMaker[]): Promise<Engine> {
        const { findOrBuildEngine, engineMakers } = await import("../scripts/engine/setup.mjs");
        return findOrBuildEngine({
            env: machine.env,
            log: (line) => lines.push(line),
            makers: makers ?? engineMakers.filter(({ source }) => source === "build"),
        });
    }

    /** The same in a process of its own. */
    function setUpInProcess() {
        const program = `
            import { engineMakers, findOrBuildEngine } from ${JSON.stringify(pathToFileURL(`${scripts}/setup.mjs`).href)};
            const makers = engineMakers.filter(({ source }) => source === "build");
            process.stdout.write((await findOrBuildEngine({ makers })).source);`;
        const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
            env: machine.env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        let stdout = "";
        child.stdout.on("data", (chunk) => {
            stdout += chunk;
        });
        const stderr: string[] = [];
        const reader = createInterface({ input: child.stderr }).on("line", (line) => stderr.push(line));
        return {
            child,
            ended: once(child, "close").then(([code, signal]) => ({ code, signal, stdout, stderr })),
            async says(text: string) {
                while (!stderr.some((line) => line.includes(text))) {
                    await once(reader, "line");
                }
            },
        };
    }

    /** Makes `go build` wait until the returned function is called. */
    function holdBuilds(): () => void {
        const gate = path.join(machine.folder, "gate");
        execFileSync("mkfifo", [gate]);
        machine.installGo({ beforeBuild: `read line < "${gate}"` });
        return () => createWriteStream(gate).end("go on\n");
    }

    function cacheEntries(): string[] {
        return readdirSync(path.join(machine.cache, "pulumi-auth0-authentication-methods"));
    }

    it("takes pulumi from PATH when it is new enough, and makes nothing", async () => {
        machine.installPulumi("3.216.0");
        machine.installGo();
        const engine = await setUp();
        assert.equal(engine.source, "path");
        assert.equal(engine.version, "3.216.0");
        assert.equal(engine.command, path.join(machine.bin, "pulumi"));
        assert.equal(engine.root, machine.folder);
        assert.deepEqual(readdirSync(machine.cache), []);
        assert.equal(machine.buildCount, 0);
    });

    it("passes over a pulumi that is too old or does not run", async () => {
        machine.installPulumi("3.215.9");
        machine.installGo();
        assert.equal((await setUp()).source, "build");
        writeScript(path.join(machine.bin, "pulumi"), "exit 1");
        assert.equal((await setUp()).source, "cache");
    });

    it("builds with Go where there is no engine, puts the companions beside it and says that it takes a while", async () => {
        machine.installGo();
        const engine = await setUp();
        assert.equal(engine.source, "build");
        assert.equal(engine.version, "3.259.0");
        assert.deepEqual(readdirSync(path.join(engine.root, "bin")).sort(), [
            "pulumi",
            "pulumi-analyzer-policy-nodejs",
            "pulumi-resource-pulumi-nodejs",
        ]);
        assert.deepEqual(cacheEntries(), [path.basename(engine.root)]);
        assert.match(lines.join("\n"), /Building the Pulumi engine v[\d.]+ .*done once and takes about six minutes/);
    });

    it("builds once and then takes the engine from the cache without a word", async () => {
        machine.installGo();
        await setUp();
        lines = [];
        assert.equal((await setUp()).source, "cache");
        assert.equal(machine.buildCount, 1);
        assert.deepEqual(lines, []);
    });

    it("prefers the download to a build", async () => {
        machine.installGo();
        const { engineMakers } = await import("../scripts/engine/setup.mjs");
        const download: EngineMaker = {
            source: "download",
            make: async (root) => {
                writeScript(path.join(root, "bin", "pulumi"), "echo v3.259.0");
                return undefined;
            },
        };
        assert.deepEqual(
            engineMakers.map(({ source }) => source),
            ["download", "build"],
        );
        assert.equal((await setUp([download, ...engineMakers.slice(1)])).source, "download");
        assert.equal(machine.buildCount, 0);
    });

    it("replaces an engine in the cache that does not run, and what killed processes left there", async () => {
        machine.installGo();
        const { root, command } = await setUp();
        writeFileSync(command, "damaged");
        mkdirSync(`${root}.new-AbCdEf`);
        const engine = await setUp();
        assert.equal(engine.source, "build");
        assert.equal(engine.version, "3.259.0");
        assert.equal(machine.buildCount, 2);
        assert.deepEqual(cacheEntries(), [path.basename(root)]);
    });

    it("puts back a companion that is missing", async () => {
        machine.installGo();
        const { root } = await setUp();
        const companion = path.join(root, "bin", "pulumi-resource-pulumi-nodejs");
        rmSync(companion);
        assert.equal((await setUp()).source, "cache");
        assert.ok(existsSync(companion));
    });

    it("builds once when two processes start at the same time, and the second says that it waits", async () => {
        const release = holdBuilds();
        const first = setUpInProcess();
        await first.says("Building the Pulumi engine");
        const second = setUpInProcess();
        await second.says(`Another process (${first.child.pid}) is preparing the Pulumi engine; waiting for it.`);
        release();
        assert.equal((await first.ended).stdout, "build");
        assert.equal((await second.ended).stdout, "cache");
        assert.equal(machine.buildCount, 1);
        assert.equal(cacheEntries().length, 1);
    });

    it("takes over the lock of a process that is gone", async () => {
        machine.installGo();
        const { root } = await setUp();
        rmSync(root, { recursive: true });
        const gone = spawn(process.execPath, ["--version"], { stdio: "ignore" });
        await once(gone, "close");
        mkdirSync(`${root}.lock`);
        const { hostname } = await import("node:os");
        const owner = { pid: gone.pid, host: hostname(), since: Date.now() };
        writeFileSync(path.join(`${root}.lock`, "owner.json"), JSON.stringify(owner));
        assert.equal((await setUp()).source, "build");
        assert.deepEqual(cacheEntries(), [path.basename(root)]);
    });

    it("leaves nothing behind when it is interrupted", async () => {
        holdBuilds();
        const process = setUpInProcess();
        await process.says("Building the Pulumi engine");
        process.child.kill("SIGINT");
        assert.equal((await process.ended).signal, "SIGINT");
        assert.deepEqual(cacheEntries(), []);
    });

    it("says what to install where there is neither pulumi nor a network nor Go", async () => {
        const offline: EngineMaker = { source: "download", make: async () => "get.pulumi.com is out of reach" };
        const { engineMakers } = await import("../scripts/engine/setup.mjs");
        await assert.rejects(setUp([offline, ...engineMakers.slice(1)]), {
            name: "EngineError",
            message: [
                "No Pulumi engine was found, and none could be made here:",
                "  - there is no pulumi on PATH",
                "  - get.pulumi.com is out of reach",
                "  - Go is not installed (no go on PATH)",
                "Install one of these two and run this again:",
                "  - the Pulumi CLI, 3.216.0 or newer: https://www.pulumi.com/docs/install/",
                "  - Go, 1.26.0 or newer, with access to a Go module proxy: https://go.dev/dl/",
            ].join("\n"),
        });
        assert.deepEqual(cacheEntries(), []);
    });

    it("names the pulumi and the Go that are too old", async () => {
        machine.installPulumi("3.100.0");
        machine.installGo({ version: "1.25.3" });
        await assert.rejects(setUp(), (error: Error) => {
            assert.match(error.message, /bin\/pulumi is version 3\.100\.0: 3\.216\.0 or newer is needed/);
            assert.match(error.message, /Go 1\.25\.3 is too old: Go 1\.26\.0 or newer is needed/);
            return true;
        });
        assert.equal(machine.buildCount, 0);
    });

    it("trusts an older Go that may fetch the toolchain it needs", async () => {
        machine.installGo({ version: "1.22.1", toolchain: "auto" });
        assert.equal((await setUp()).source, "build");
    });

    it("shows the end of the output of a build that fails, and not the downloads before it", async () => {
        machine.installGo({
            beforeBuild: 'echo "go: downloading a/b v1" >&2; echo "main.go: no such thing" >&2; exit 1',
        });
        await assert.rejects(setUp(), (error: Error) => {
            assert.match(error.message, /go build failed after .*:\n\s+main\.go: no such thing/);
            assert.doesNotMatch(error.message, /downloading/);
            return true;
        });
        assert.deepEqual(cacheEntries(), []);
    });

    it("refuses an engine that was built but does not run", async () => {
        machine.installGo({ builds: "" });
        await assert.rejects(setUp(), /the engine from the build does not run here/);
        assert.deepEqual(cacheEntries(), []);
    });

    it("builds the version that go.mod pins", async () => {
        machine.installGo();
        const { root } = await setUp();
        const pinned = /pulumi\/pkg\/v3 v(\S+)/.exec(readFileSync(path.join(scripts, "go.mod"), "utf8"))?.[1];
        assert.equal(path.basename(root), `engine-v${pinned}-${process.platform}-${process.arch}`);
    });
});

describe("the engine that the tests run on", () => {
    it("answers its version", async function () {
        this.timeout(20 * 60_000); // the first time on a machine it may be built
        const { findOrBuildEngine } = await import("../scripts/engine/setup.mjs");
        const engine = await findOrBuildEngine();
        const answer = execFileSync(engine.command, ["version"], { encoding: "utf8" });
        assert.equal(answer.trim(), `v${engine.version}`);
    });
});
