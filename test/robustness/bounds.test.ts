import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { type Handler, startServer, type TestServer } from "../../provider/test/support/server";
import { type Recorder, startRecorder, tenant } from "../configuration/support";
import { saidOf } from "../support/said";
import { ada, adaPhone } from "../support/scenario";
import { DynamicProvider } from "./support";

const megabyte = 1024 * 1024;
const html = "<html><body>Sign in to the Wi-Fi</body></html>";

function answer(response: ServerResponse, status: number, type: string, body: string | Buffer, headers = {}): void {
    response.writeHead(status, { "content-type": type, ...headers }).end(body);
}

/** Sends a piece again and again, each when the one before it has left. */
function sendWithoutEnd(response: ServerResponse, piece: string): void {
    response.writeHead(200, { "content-type": "application/json" });
    const send = () => {
        while (!response.destroyed && response.write(piece)) {}
    };
    response.on("drain", send);
    send();
}

type Rubbish = readonly [what: string, handler: Handler, message: RegExp];

const whatever: readonly Rubbish[] = [
    ["never answers", () => {}, /no answer within 2 s\. Check the network between here and the tenant/],
    [
        "begins an answer and never ends it",
        (_request, response) => {
            response.writeHead(200, { "content-type": "application/json" }).write("[");
        },
        /no answer within 2 s\. Check the network/,
    ],
    [
        "closes the connection in the middle of an answer",
        (_request, response) => {
            response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
            response.write("[", () => response.destroy());
        },
        /the connection failed \(.+\)\. Check the network/,
    ],
    [
        "closes the connection instead of an answer",
        (_request, response) => void response.socket?.destroy(),
        /the connection failed \(.+\)\. Check the network/,
    ],
    [
        "answers HTML",
        (_request, response) => answer(response, 200, "text/html", html),
        /the answer \(200, text\/html\) is not JSON of the Management API\. Check that auth0:domain is the tenant's own domain/,
    ],
    [
        "answers half of a JSON",
        (_request, response) => answer(response, 200, "application/json", '{"access_token": "abc'),
        /the answer \(200, application\/json\) is not JSON of the Management API\. Check that auth0:domain/,
    ],
    [
        "answers nothing",
        (_request, response) => answer(response, 200, "application/json", ""),
        /the answer \(200, application\/json\) is not JSON of the Management API/,
    ],
    [
        "answers a JSON of another API",
        (_request, response) => answer(response, 200, "application/json", '{"authenticators": "none", "x": 1}'),
        /the answer of the Management API is not as documented: (authenticators|access_token): .*\. Check that auth0:domain/,
    ],
    [
        "answers 5 MB",
        (_request, response) => answer(response, 200, "application/json", `[${" ".repeat(5 * megabyte)}]`),
        /the answer is more than 2 MB\. Check that auth0:domain/,
    ],
    [
        "answers 5 MB, compressed to a few kB",
        (_request, response) =>
            answer(response, 200, "application/json", gzipSync(`[${" ".repeat(5 * megabyte)}]`), {
                "content-encoding": "gzip",
            }),
        /the answer is more than 2 MB/,
    ],
    [
        "answers without end",
        (_request, response) => sendWithoutEnd(response, " ".repeat(64 * 1024)),
        /the answer is more than 2 MB/,
    ],
    [
        "refuses with 5 MB of HTML",
        (_request, response) => answer(response, 403, "text/html", html.repeat(120_000)),
        /the answer is more than 2 MB/,
    ],
];

/** The row of {@link whatever}. */
function rubbish(what: string): Rubbish {
    const found = whatever.find(([one]) => one === what);
    assert.ok(found, what);
    return found;
}

// What ends within its time ends long before this; what does not would wait for the defaults, 30 s and 600 s.
const atMost = 25_000;

let api: Handler = tenant;
let token: Handler | undefined;
const answerApi: Handler = (...request) => api(...request);
const answerToken: Handler = (request, response, index) =>
    token === undefined
        ? answer(response, 200, "application/json", '{"access_token":"a-token"}')
        : token(request, response, index);

const impatient = (url: string) => ({
    "auth0:domain": url,
    "auth0:clientId": "a client",
    "auth0:clientSecret": "a secret",
    "auth0-authentication-methods:requestTimeout": "2",
    "auth0-authentication-methods:operationTimeout": "5",
});

const reading = /Could not read the authentication methods of user "auth0\|\S+" in tenant http/;
const gettingToken = /Could not get an access token in tenant http/;

describe("a tenant that answers rubbish: a clear error, in time", function () {
    this.timeout(atMost);
    let server: TestServer;
    before(async () => {
        server = await startServer(answerApi, answerToken);
    });
    beforeEach(() => {
        api = tenant;
        token = undefined;
        server.apiRequests.length = 0;
    });
    after(async () => server.close());

    let users = 0;
    async function assertFails(provider: DynamicProvider, ...messages: RegExp[]): Promise<void> {
        users += 1;
        const userId = `auth0|${users}`;
        const failures = await provider.check({ userId, authenticationMethodId: adaPhone, name: "Work phone" });
        assert.equal(failures.length, 1);
        const [failure = ""] = failures;
        for (const message of [/^: /, ...messages]) {
            assert.match(failure, message);
        }
        assert.doesNotMatch(`${failure}${provider.printed}`, /\n\s+at |Wi-Fi/);
    }

    const places: readonly [where: string, answerWith: (handler: Handler) => void, message: RegExp][] = [
        [
            "the Management API",
            (handler) => {
                api = handler;
            },
            reading,
        ],
        [
            "the token endpoint",
            (handler) => {
                token = handler;
            },
            gettingToken,
        ],
    ];
    for (const [where, answerWith, about] of places) {
        describe(`when ${where}`, () => {
            let provider: DynamicProvider;
            before(async () => {
                provider = await DynamicProvider.start(impatient(server.url));
            });
            after(async () => provider.stop());

            for (const [what, handler, message] of whatever) {
                it(what, async () => {
                    answerWith(handler);
                    await assertFails(provider, about, message);
                    assert.equal(server.apiRequests.length > 0, about === reading);
                });
            }
        });
    }

    it("when a list of methods never comes to an end", async () => {
        let pages = 0;
        api = (_request, response) => {
            pages += 1;
            const authenticators = Array.from({ length: 50 }, (_, index) => ({
                id: `phone|dev_${pages}_${index}`,
                type: "phone",
                created_at: "2026-01-05T08:00:00.000Z",
            }));
            answer(response, 200, "application/json", JSON.stringify({ authenticators, total: 1e9, limit: 50 }));
        };
        const provider = await DynamicProvider.start({ "auth0:domain": server.url, "auth0:apiToken": "a-token" });
        const [failure = ""] = await provider
            .check({ userId: ada, authenticationMethodId: adaPhone, name: "x" })
            .finally(() => provider.stop());
        assert.match(failure, /does not exist for user .* and 4980 more\./);
        assert.equal(pages, 100);
    });
});

describe("a tenant that answers rubbish, on the engine: a clear error, in time", function () {
    this.timeout(atMost);
    let recorder: Recorder;
    before(async () => {
        recorder = await startRecorder(answerApi, answerToken);
    });
    beforeEach(() => {
        api = tenant;
        token = undefined;
        recorder.declare({});
        recorder.configure(impatient(recorder.url));
    });
    after(async () => recorder.close());

    it("when the Management API never answers", async () => {
        const [, handler, message] = rubbish("never answers");
        api = handler;
        const { ok, output } = await recorder.stack.preview();
        assert.equal(ok, false, output);
        const [, problem = ""] = /resource 'm' has a problem: (.*)/.exec(output) ?? [];
        assert.match(problem, reading);
        assert.match(problem, message);
        assert.doesNotMatch(output, /\n\s+at /);
    });

    it("when the whole operation has less time than one request, which it then says", async () => {
        recorder.configure({
            "auth0:domain": recorder.url,
            "auth0:apiToken": "a-token",
            "auth0-authentication-methods:operationTimeout": "0.6",
        });
        api = () => {};
        const { ok, output } = await recorder.stack.preview();
        assert.equal(ok, false, output);
        assert.match(output, /0\.6 s/);
        assert.match(output, /auth0-authentication-methods:operationTimeout/);
        assert.doesNotMatch(output, /no answer within 30 s/);
    });

    describe("to resources that exist", () => {
        const answers = ["never answers", "answers HTML", "answers 5 MB"].map(rubbish);
        /** One for each answer, of a user of its own. */
        const declareNamed = (name: string) =>
            recorder.declare(...answers.map((_, index) => ({ userId: `auth0|${index}`, name })));
        const nameOf = (index: number) => (index === 0 ? "m" : `m${index}`);
        before(async () => {
            api = tenant;
            declareNamed("Work phone");
            const up = await recorder.stack.up();
            assert.ok(up.ok, up.output);
        });
        beforeEach(() => declareNamed("Work phone"));

        it("refresh keeps them when something else than the Management API says 404", async () => {
            for (const [type, body] of [
                ["text/html", html],
                ["application/json", '{"statusCode":404,"error":"Not Found","message":"Not Found"}'],
            ] as const) {
                api = (_request, response) => answer(response, 404, type, body);
                const { ok, output } = await recorder.stack.refresh();
                assert.equal(ok, false, output);
                assert.match(output, /Auth0 answered 404.* Check that auth0:domain is the tenant's own domain/);
                for (const [index] of answers.entries()) {
                    assert.notEqual(await recorder.stack.resource(nameOf(index)), undefined);
                }
            }
        });

        it("up fails when the PATCH is never answered, or with HTML, or with 5 MB; the next up does it", async () => {
            declareNamed("Another name");
            api = (request, response, nth) => {
                const [, index = ""] = /users\/auth0%7C(\d)\//.exec(request.url) ?? [];
                const handler = request.method === "PATCH" ? answers[Number(index)]?.[1] : tenant;
                handler?.(request, response, nth);
            };
            const failed = await recorder.stack.up({ continueOnError: true });
            assert.equal(failed.ok, false, failed.output);
            for (const [index, [, , message]] of answers.entries()) {
                const said = saidOf(nameOf(index), failed);
                const method = `"phone\\|dev_kXVq4drj3Mw6uCF5" of user "auth0\\|${index}"`;
                assert.match(said, new RegExp(`Could not change authentication method ${method}`), failed.output);
                assert.match(said, message);
            }

            api = tenant;
            const again = await recorder.stack.up();
            assert.ok(again.ok, again.output);
            for (const [index] of answers.entries()) {
                assert.equal((await recorder.stack.resource(nameOf(index)))?.outputs["name"], "Another name");
            }
        });
    });
});
