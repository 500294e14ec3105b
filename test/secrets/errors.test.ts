// Error objects, not only what is printed of them: a program of the Automation API, a debugger or a crash report shows more.

import assert from "node:assert/strict";
import { clientSecret, createClient } from "../../provider/test/support/client";
import { type Handler, json, startServer, type TestServer } from "../../provider/test/support/server";
import { personalTexts, plantEchoes } from "./echo";

const token = "opaque/canary+token-0123456789";
let secret = token;
const repeated = () => [...personalTexts, clientSecret, secret].join(" ");
const body = (status: number) => ({ statusCode: status, error: repeated(), message: repeated(), errorCode: secret });

const failures: Readonly<Record<string, Handler>> = {
    ...Object.fromEntries(
        [301, 400, 401, 403, 404, 408, 407, 409, 418, 429, 500, 503].map((status): [string, Handler] => [
            String(status),
            (_request, response) =>
                json(response, status, body(status), { location: `https://x.example/?t=${secret}` }),
        ]),
    ),
    "a connection that is reset": (_request, response) => response.socket?.resetAndDestroy(),
    "half an answer": (_request, response) => {
        response.writeHead(200, { "content-length": "9999" }).write(repeated());
        setImmediate(() => response.socket?.destroy());
    },
    "a page": (_request, response) =>
        void response.writeHead(200, { "content-type": `text/html; x=${secret}` }).end(repeated()),
    "a list that is not as documented": (_request, response) => json(response, 200, [{ id: repeated(), type: 5 }]),
    "an answer that is too large": (_request, response) => void response.writeHead(200).end(repeated().repeat(2_000)),
};

describe("an error of a request, with all its properties, shown or hidden, and its causes", () => {
    let server: TestServer;
    let failing: "api" | "token";
    let answer: Handler;
    const canaries = plantEchoes().plant("client secret", clientSecret).plant("token in use", token);
    before(async () => {
        server = await startServer(
            (...request) => answer(...request),
            (...request) => (failing === "token" ? answer(...request) : json(request[1], 200, { access_token: token })),
        );
    });
    after(async () => server.close());

    for (failing of ["api", "token"] as const) {
        const who = failing;
        for (const [what, handler] of Object.entries(failures)) {
            it(`holds no secret when the ${who === "api" ? "Management API" : "token endpoint"} answers ${what}`, async () => {
                [failing, answer] = [who, handler];
                // What is sent to the one and to the other.
                secret = who === "api" ? token : clientSecret;
                const { client, log, operation } = createClient(server.url, { behaviour: { operationTimeout: 1_000 } });
                const method = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1" };
                const thrown = await client.patchMethod(method, { name: "x" }, operation).then(
                    (result) => result,
                    (error: unknown) => error,
                );
                assert.ok(thrown instanceof Error, JSON.stringify(thrown));
                assert.match(thrown.name, /Error$/);
                assert.equal(thrown.cause, undefined);
                canaries.assertNoneThrown(thrown, "the error");
                canaries.assertNone(log.lines.join("\n"), "output", "the lines for debugging");
            });
        }
    }

    it("holds no secret when nobody answers", async () => {
        const gone = await startServer(() => {});
        await gone.close();
        const { client, operation } = createClient(gone.url, { behaviour: { operationTimeout: 1_000 } });
        await assert.rejects(client.listMethods("auth0|ada", operation), (error) => {
            canaries.assertNoneThrown(error, "the error");
            return true;
        });
    });
});
