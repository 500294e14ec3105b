// The provider in a process of its own, which is the SDK's server that the engine starts as well, spoken to by gRPC.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    CheckRequest,
    type CheckResponse,
    ConfigureRequest,
    CreateRequest,
    type CreateResponse,
    DeleteRequest,
    DiffRequest,
    DiffResponse,
    ErrorResourceInitFailed,
    ReadRequest,
    type ReadResponse,
    UpdateRequest,
    type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Values as they cross the border; `__provider` among those of a resource. */
export type Properties = Readonly<Record<string, unknown>>;

/** What diff tells an engine. */
export interface Difference {
    readonly hasChanges: boolean;
    readonly isReplaced: boolean;
    readonly isDeletedFirst: boolean;
}

/** A change that could not be finished, with what the engine is to record all the same. */
export class InitFailure extends Error {
    constructor(
        message: string,
        readonly id: string,
        readonly properties: Properties,
        cause?: unknown,
    ) {
        super(message, { cause });
    }
}

type Callback<T> = (error: ServiceError | null, answer: T) => void;

function struct(properties: Properties): Struct {
    return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Record<string, JavaScriptValue>);
}

function plain(properties: Struct | undefined): Properties {
    return properties?.toJavaScript() ?? {};
}

/** The calls of an engine, each with what the provider is handed. A failure rejects with what the engine is told. */
export class ProviderProcess {
    /** All that the process printed, and so an engine would show. */
    printed = "";
    readonly #child: ChildProcess;
    readonly #client: Promise<ResourceProviderClient>;

    /** Starts the process; it is ready for calls when it is configured. */
    constructor() {
        const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
        const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AUTH0|PULUMI)_/.test(name)));
        this.#child = spawn(process.execPath, [script, "127.0.0.1:0"], {
            cwd: path.resolve(__dirname, "../.."),
            env,
        });
        this.#client = this.#connect();
        this.#client.catch(() => {});
    }

    async configure(config: Readonly<Record<string, string>>): Promise<void> {
        const request = new ConfigureRequest();
        request.setArgs(struct(config));
        await this.#call((client, done) => client.configure(request, done));
    }

    async check(olds: Properties, news: Properties) {
        const request = new CheckRequest();
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const answer = await this.#call<CheckResponse>((client, done) => client.check(request, done));
        return {
            inputs: plain(answer.getInputs()),
            failures: answer.getFailuresList().map((failure) => ({
                property: failure.getProperty(),
                reason: failure.getReason(),
            })),
        };
    }

    async diff(id: string, olds: Properties, news: Properties): Promise<Difference> {
        const request = new DiffRequest();
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const answer = await this.#call<DiffResponse>((client, done) => client.diff(request, done));
        return {
            hasChanges: answer.getChanges() === DiffResponse.DiffChanges.DIFF_SOME,
            isReplaced: answer.getReplacesList().length > 0,
            isDeletedFirst: answer.getDeletebeforereplace(),
        };
    }

    async create(news: Properties) {
        const request = new CreateRequest();
        request.setProperties(struct(news));
        const answer = await this.#call<CreateResponse>((client, done) => client.create(request, done));
        return { id: answer.getId(), outputs: plain(answer.getProperties()) };
    }

    async read(id: string, outputs: Properties) {
        const request = new ReadRequest();
        request.setId(id);
        request.setProperties(struct(outputs));
        const answer = await this.#call<ReadResponse>((client, done) => client.read(request, done));
        return { id: answer.getId(), outputs: plain(answer.getProperties()), inputs: plain(answer.getInputs()) };
    }

    async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
        const request = new UpdateRequest();
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        return plain(
            (await this.#call<UpdateResponse>((client, done) => client.update(request, done))).getProperties(),
        );
    }

    async delete(id: string, outputs: Properties): Promise<void> {
        const request = new DeleteRequest();
        request.setId(id);
        request.setProperties(struct(outputs));
        await this.#call((client, done) => client.delete(request, done));
    }

    kill(): void {
        this.#child.kill("SIGKILL");
    }

    async stop(): Promise<void> {
        const ended = this.#child.exitCode === null && this.#child.signalCode === null && once(this.#child, "exit");
        this.#child.kill("SIGKILL");
        await ended;
        await this.#client.then(
            (client) => client.close(),
            () => {},
        );
    }

    async #connect(): Promise<ResourceProviderClient> {
        const [{ stdout, stderr }, printed] = [this.#child, [] as string[]];
        const port = await new Promise<string>((resolve, reject) => {
            // The first line is the port; what comes after it is what an engine would show.
            stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
            stderr?.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
            this.#child.once("exit", () =>
                reject(new Error(`The provider's process did not start: ${printed.join("")}`)),
            );
        });
        for (const stream of [stdout, stderr]) {
            stream?.on("data", (chunk: Buffer) => {
                this.printed += chunk.toString();
            });
        }
        return new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    }

    async #call<T>(send: (client: ResourceProviderClient, done: Callback<T>) => unknown): Promise<T> {
        const client = await this.#client;
        return new Promise((resolve, reject) => {
            send(client, (error, answer) => (error === null ? resolve(answer) : reject(toFailure(error))));
        });
    }
}

function toFailure(error: ServiceError): Error {
    const [packed] = error.metadata?.get("grpc-status-details-bin") ?? [];
    if (!Buffer.isBuffer(packed)) {
        return new Error(error.details, { cause: error });
    }
    const [detail] = Status.deserializeBinary(packed).getDetailsList();
    const failed = ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
    return new InitFailure(failed.getReasonsList().join("\n"), failed.getId(), plain(failed.getProperties()), error);
}
