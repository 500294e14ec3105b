// The process that the engine runs dynamic providers in, driven as the engine drives it: for what needs many calls at
// once, or many calls in little time.

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
    ReadRequest,
    type ReadResponse,
    UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

type Properties = Record<string, JavaScriptValue>;
type Callback<T> = (error: ServiceError | null, answer: T) => void;

const providerText =
    'exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").AuthenticationMethodSettings';

function struct(properties: Properties): Struct {
    return Struct.fromJavaScript({ ...properties, __provider: providerText });
}

/** The calls of the engine, each with what the provider is handed. A failure rejects with what the engine is told. */
export class DynamicProvider {
    readonly #child: ChildProcess;
    readonly #client: ResourceProviderClient;
    /** All that the process printed, and so the engine would show. */
    printed = "";

    private constructor(child: ChildProcess, port: string) {
        this.#child = child;
        this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
        for (const stream of [child.stdout, child.stderr]) {
            stream?.on("data", (chunk: Buffer) => {
                this.printed += chunk.toString();
            });
        }
    }

    /** Starts the process and configures it, as the engine does before anything else. */
    static async start(config: Record<string, string>): Promise<DynamicProvider> {
        const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
        const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AUTH0|PULUMI)_/.test(name)));
        const child = spawn(process.execPath, [script, "127.0.0.1:0"], {
            cwd: path.resolve(__dirname, "../.."),
            env,
        });
        const [port] = (await once(child.stdout, "data")) as [Buffer];
        const provider = new DynamicProvider(child, port.toString().trim());
        const request = new ConfigureRequest();
        request.setArgs(Struct.fromJavaScript(config));
        await provider.#call((done) => provider.#client.configure(request, done));
        return provider;
    }

    /** The failures, each as "property: reason". */
    async check(news: Properties): Promise<string[]> {
        const request = new CheckRequest();
        request.setOlds(struct({}));
        request.setNews(struct(news));
        const answer = await this.#call<CheckResponse>((done) => this.#client.check(request, done));
        return answer.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
    }

    async diff(id: string, olds: Properties, news: Properties): Promise<void> {
        const request = new DiffRequest();
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        await this.#call((done) => this.#client.diff(request, done));
    }

    async create(news: Properties): Promise<{ id: string; outputs: Properties }> {
        const request = new CreateRequest();
        request.setProperties(struct(news));
        const answer = await this.#call<CreateResponse>((done) => this.#client.create(request, done));
        return { id: answer.getId(), outputs: (answer.getProperties()?.toJavaScript() ?? {}) as Properties };
    }

    async read(id: string, outputs: Properties): Promise<Properties> {
        const request = new ReadRequest();
        request.setId(id);
        request.setProperties(struct(outputs));
        const answer = await this.#call<ReadResponse>((done) => this.#client.read(request, done));
        return (answer.getProperties()?.toJavaScript() ?? {}) as Properties;
    }

    async update(id: string, olds: Properties, news: Properties): Promise<void> {
        const request = new UpdateRequest();
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        await this.#call((done) => this.#client.update(request, done));
    }

    async delete(id: string, outputs: Properties): Promise<void> {
        const request = new DeleteRequest();
        request.setId(id);
        request.setProperties(struct(outputs));
        await this.#call((done) => this.#client.delete(request, done));
    }

    async stop(): Promise<void> {
        this.#client.close();
        const ended = once(this.#child, "exit");
        this.#child.kill();
        await ended;
    }

    #call<T>(send: (done: Callback<T>) => unknown): Promise<T> {
        return new Promise((resolve, reject) => {
            send((error, answer) => (error === null ? resolve(answer) : reject(error)));
        });
    }
}
