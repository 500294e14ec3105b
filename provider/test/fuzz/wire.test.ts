import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import fc from "fast-check";
import { createClient } from "../support/client";
import { Playing, type Script, scripts, type WireAnswer } from "./support/answers";
import { ids } from "./support/bodies";
import { assertFitToPrint, assertTellsWhatToDo } from "./support/messages";
import { holds } from "./support/runs";

/** A server that writes what it is told, whether that is HTTP or not. */
class RawServer {
    #playing: Playing | undefined;
    #spoil: (bytes: Buffer) => Buffer = (bytes) => bytes;
    readonly #server = createServer((socket) => this.#serve(socket));

    async start(): Promise<string> {
        await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        await new Promise((resolve) => this.#server.close(resolve));
    }

    play(script: Script, spoil: (bytes: Buffer) => Buffer): void {
        this.#playing = new Playing(script);
        this.#spoil = spoil;
    }

    #serve(socket: Socket): void {
        let received = "";
        socket.on("error", () => socket.destroy());
        socket.on("data", (chunk) => {
            received += chunk.toString("latin1");
            const head = received.indexOf("\r\n\r\n");
            const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
            if (head >= 0 && received.length >= head + 4 + length) {
                const [method = "", path = ""] = received.split(" ", 2);
                this.#answer(socket, this.#playing?.next({ method, path }));
            }
        });
    }

    #answer(socket: Socket, answer: WireAnswer | undefined): void {
        if (answer === undefined || "failure" in answer) {
            socket.resetAndDestroy();
            return;
        }
        const { status, headers, text } = answer;
        const body = Buffer.from(text);
        const fields = Object.entries({ ...headers, "content-length": body.length, connection: "close" });
        const head = `HTTP/1.1 ${status} of a fuzz\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
        socket.end(this.#spoil(Buffer.concat([Buffer.from(head), body])));
    }
}

describe("whatever a tenant sends over a socket", () => {
    const server = new RawServer();
    let url: string;
    before(async () => {
        url = await server.start();
    });
    after(async () => server.stop());

    /** Bytes as they are, cut off, or with others among them. */
    const spoil = fc.oneof(
        { weight: 4, arbitrary: fc.constant((bytes: Buffer) => bytes) },
        { weight: 1, arbitrary: fc.nat().map((at) => (bytes: Buffer) => bytes.subarray(0, at % bytes.length)) },
        {
            weight: 1,
            arbitrary: fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 20 })).map(([at, others]) => (bytes: Buffer) => {
                const place = at % bytes.length;
                return Buffer.concat([bytes.subarray(0, place), others, bytes.subarray(place)]);
            }),
        },
    );

    it("the client has methods, settings, or a message that says what to do", async () => {
        await holds(
            150,
            fc.asyncProperty(scripts, spoil, fc.boolean(), async (script, spoilBytes, isWrite) => {
                server.play(script, spoilBytes);
                const { client, operation, log } = createClient(url);
                const method = { userId: ids.user, authenticationMethodId: ids.phone };
                try {
                    const result = isWrite
                        ? await client.patchMethod(method, { name: "Work phone" }, operation)
                        : await client.listMethods(ids.user, operation);
                    if (result instanceof Error) {
                        assertTellsWhatToDo(result.message);
                    }
                } catch (error) {
                    assert.match((error as { code?: string }).code ?? String(error), /^authentication_methods_/);
                    assertTellsWhatToDo((error as Error).message);
                }
                for (const line of log.lines) {
                    assertFitToPrint(line);
                }
            }),
        );
    });
});
