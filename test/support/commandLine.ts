// The Pulumi CLI as a user types it, in a project's folder, with a language host that starts programs as Pulumi's own does:
// the engine that this repository builds comes without one.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { GetRequiredPluginsResponse, type RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { findEngine } from "./engine";

/** How a command ended, and what it printed. */
export interface CommandResult {
    readonly code: number | null;
    readonly output: string;
}

// With this the SDK says that it has told the user already what is wrong.
const alreadyReported = 32;

export class CommandLine {
    readonly #project: string;
    readonly #env: NodeJS.ProcessEnv;
    readonly #host: Server;
    readonly #command: string;
    readonly #runner: string;
    #hostPort = 0;

    private constructor(project: string, env: NodeJS.ProcessEnv, command: string) {
        this.#project = project;
        this.#env = env;
        this.#command = command;
        // The project's own SDK: for a project of this repository that is the repository's.
        this.#runner = require.resolve("@pulumi/pulumi/cmd/run", { paths: [project] });
        this.#host = new Server();
        this.#host.addService(LanguageRuntimeService as never, {
            getRequiredPlugins: (_: unknown, done: sendUnaryData<unknown>) =>
                done(null, new GetRequiredPluginsResponse()),
            getPluginInfo: (_: unknown, done: sendUnaryData<unknown>) => done(null, new PluginInfo()),
            run: ({ request }: ServerUnaryCall<RunRequest, RunResponse>, done: sendUnaryData<RunResponse>) => {
                this.#runProgram(request).then((response) => done(null, response), done);
            },
        });
    }

    /**
     * A command line in the folder of a project, whose home and state are kept in another folder.
     *
     * @param variables - Of the environment. Nothing else that begins AUTH0_, PULUMI_ or NODE_ is there.
     */
    static async open(project: string, folder: string, variables: NodeJS.ProcessEnv = {}): Promise<CommandLine> {
        const [home, backend] = [path.join(folder, "home"), path.join(folder, "backend")];
        mkdirSync(home);
        mkdirSync(backend);
        const own = Object.entries(process.env).filter(([name]) => !/^(AUTH0|PULUMI|NODE)_/.test(name));
        const env: NodeJS.ProcessEnv = {
            ...Object.fromEntries(own),
            PULUMI_BACKEND_URL: pathToFileURL(backend).href,
            PULUMI_CONFIG_PASSPHRASE: "the passphrase of tests",
            PULUMI_HOME: home,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            ...variables,
        };
        const { command } = await findEngine();
        // Beside the engine stands what starts policy packs, which the engine looks for on PATH.
        const programs = path.isAbsolute(command) ? [path.dirname(command)] : [];
        env["PATH"] = [...programs, process.env["PATH"] ?? ""].join(path.delimiter);
        const opened = new CommandLine(project, env, command);
        opened.#hostPort = await new Promise((resolve, reject) => {
            opened.#host.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
                error === null ? resolve(port) : reject(error),
            );
        });
        return opened;
    }

    /** The engine, what makes it start programs by this language host, and its environment: for who starts it otherwise. */
    get engine(): { readonly command: string; readonly hosting: readonly string[]; readonly env: NodeJS.ProcessEnv } {
        const hosting = [`--client=127.0.0.1:${this.#hostPort}`, "--exec-kind=auto.inline"];
        return { command: this.#command, hosting, env: this.#env };
    }

    /** Runs a line such as `pulumi up`, and says yes where a terminal would be asked. */
    async run(line: string, input = ""): Promise<CommandResult> {
        const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
        const [, operation = ""] = words;
        const runsProgram = ["preview", "up", "destroy"].includes(operation);
        const isAsked = ["up", "destroy"].includes(operation) || line.startsWith("pulumi stack rm");
        const args = [
            ...words.slice(1),
            ...(runsProgram ? this.engine.hosting : []),
            ...(isAsked ? ["--yes"] : []),
            "--color=never",
        ];
        const child = spawn(this.#command, args, { cwd: this.#project, env: this.#env });
        let output = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                output += text;
            });
        }
        child.stdin.end(input);
        const [code] = (await once(child, "close")) as [number | null];
        return { code, output };
    }

    close(): void {
        this.#host.forceShutdown();
    }

    async #runProgram(request: RunRequest): Promise<RunResponse> {
        const [engine = ""] = request.getArgsList();
        // Where Pulumi.yaml says that the program is, else in the project's folder.
        const program = request.getInfo();
        const folder = program?.getProgramDirectory() || this.#project;
        const args = [
            this.#runner,
            `--monitor=${request.getMonitorAddress()}`,
            `--engine=${engine}`,
            `--organization=${request.getOrganization()}`,
            `--project=${request.getProject()}`,
            `--stack=${request.getStack()}`,
            `--pwd=${folder}`,
            `--parallel=${request.getParallel()}`,
            ...(request.getDryrun() ? ["--dry-run"] : []),
            program?.getEntryPoint() || ".",
        ];
        const config = Object.fromEntries(request.getConfigMap().entries() as Iterable<[string, string]>);
        const child = spawn(process.execPath, args, {
            cwd: folder,
            env: {
                // Unless Pulumi.yaml says otherwise, which the engine does not tell this host.
                PULUMI_NODEJS_TYPESCRIPT: "true",
                ...this.#env,
                PULUMI_CONFIG: JSON.stringify(config),
                PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
                // Types are checked once, for all programs, by tsc.
                PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            },
            stdio: "ignore",
        });
        const [code] = (await once(child, "close")) as [number | null];
        const response = new RunResponse();
        response.setBail(code === alreadyReported);
        response.setError(code === 0 || code === alreadyReported ? "" : `The program ended with ${code}.`);
        return response;
    }
}
