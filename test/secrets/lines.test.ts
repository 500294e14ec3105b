import assert from "node:assert/strict";
import { type Handler, json, startServer, type TestServer } from "../../provider/test/support/server";
import { DynamicProvider } from "../robustness/support";

// A line of its own, a cleared screen, text that runs backwards, text that cannot be seen, half of a surrogate pair.
const forged = "a\u001b[2J\r\nerror: forged\u0085\u2028\u2029\u202e\u2066\u061cb\u200b\u200f\ufeff\u009b1A\ud800";
// As far as a header can hold it.
const inHeader = "text/\u0085\u009b1Ahtml";
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u;

const phone = {
    id: `phone|${forged}`,
    type: `phone ${forged}`,
    name: forged,
    preferred_authentication_method: forged,
    created_at: forged,
};
const words = { error: forged, message: forged, errorCode: forged };

const answers: Readonly<Record<string, Handler>> = {
    "a list": (_request, response) => json(response, 200, [phone]),
    "an empty list": (_request, response) => json(response, 200, []),
    "a list that is not as documented": (_request, response) => json(response, 200, { [forged]: forged }),
    "a refusal": (_request, response) => json(response, 400, { statusCode: 400, ...words }),
    "want of a scope": (_request, response) =>
        json(response, 403, { statusCode: 403, ...words, message: `Insufficient scope, expected any of: ${forged}` }),
    "a user that is gone": (_request, response) => json(response, 404, { statusCode: 404, ...words }),
    "a redirect": (_request, response) => void response.writeHead(302, { location: inHeader }).end(forged),
    "a page": (_request, response) => void response.writeHead(200, { "content-type": inHeader }).end(forged),
    "a page that says no": (_request, response) =>
        void response.writeHead(503, { "content-type": inHeader }).end(forged),
};

describe("what the provider says in one line stays one line, and drives no terminal", () => {
    let server: TestServer;
    let answer: Handler = () => {};
    let tokenAnswer: Handler | undefined;
    before(async () => {
        server = await startServer(
            (...request) => answer(...request),
            (request, response, index) =>
                tokenAnswer === undefined
                    ? json(response, 200, { access_token: `token-${index}` })
                    : tokenAnswer(request, response, index),
        );
    });
    after(async () => server.close());

    async function withProvider(
        config: Record<string, string>,
        task: (provider: DynamicProvider) => Promise<void>,
    ): Promise<void> {
        const provider = await DynamicProvider.start({
            "auth0:domain": server.url,
            "auth0:clientId": "a client",
            "auth0:clientSecret": "a secret",
            "auth0:debug": "true",
            "auth0-authentication-methods:operationTimeout": "0.3",
            ...config,
        });
        try {
            await task(provider);
        } finally {
            await provider.stop();
        }
    }

    let nextUser = 0;
    /** Every call with texts that would forge a line in all that a program or a state can hold. */
    function everyCall(called: DynamicProvider): Promise<unknown>[] {
        nextUser += 1;
        const inputs = {
            userId: `auth0|${nextUser} ${forged.slice(0, -1)}`,
            authenticationMethodId: "phone|dev_1",
            name: forged,
        };
        const state = {
            ...inputs,
            name: `${forged} as it was`,
            declaredSettings: ["name"],
            originalSettings: { name: forged },
            onDelete: "restore",
        };
        const failing = (news: Parameters<DynamicProvider["check"]>[0]) =>
            called.check(news).then((failures) => {
                throw new Error(failures.join(" / "));
            });
        return [
            failing(inputs),
            failing({ ...inputs, [forged]: forged, onDelete: forged }),
            failing({ ...inputs, userId: forged, authenticationMethodId: `::${forged}` }),
            failing({ ...inputs, tenant: forged }),
            called.diff("an id", state, inputs),
            called.read("an id", state),
            called.read(forged, {}),
            called.create({ ...inputs, preferredAuthenticationMethod: "sms" }),
            called.update("an id", state, inputs),
            called.delete("an id", state),
        ];
    }

    it("whatever the tenant answers", async () => {
        await withProvider({}, async (provider) => {
            for (answer of Object.values(answers)) {
                await assertLines(provider);
            }
        });
    });

    it("when the token endpoint refuses", async () => {
        tokenAnswer = (_request, response) => json(response, 401, { error: forged, error_description: forged });
        await withProvider({ "auth0:clientId": forged }, assertLines);
    });

    it("when the configuration is wrong", async () => {
        for (const key of ["domain", "debug", "clientAssertionSigningAlg"]) {
            await withProvider({ [`auth0:${key}`]: forged }, assertLines);
        }
    });

    async function assertLines(called: DynamicProvider): Promise<void> {
        const messages = (await Promise.allSettled(everyCall(called))).flatMap((result) =>
            // What the server of the SDK puts before a message and behind it, with auth0:debug the stack, is not ours.
            result.status === "rejected" ? String(result.reason.message).split(/\n {4}at /)[0] : [],
        );
        assert.ok(messages.length >= 4, messages.join("\n"));
        assert.ok(
            messages.some((message) => message?.includes("\\u001b")),
            messages.join("\n"),
        );
        for (const message of messages) {
            assert.doesNotMatch(message ?? "", dangerous);
        }
        for (const line of called.printed.split("\n")) {
            assert.doesNotMatch(line, dangerous);
            assert.doesNotMatch(line, /^error: forged/);
        }
    }
});
