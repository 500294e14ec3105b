import assert from "node:assert/strict";
import { answerInstead, pass, startUnreliableProxy, type UnreliableProxy } from "../support/unreliableProxy";
import { ada, failureOf, openTenant, phone, type Setting, start } from "./support";

describe("a redirect to another host, over real sockets, is not followed: that host sees not even a connection", () => {
    let setting: Setting;
    let elsewhere: UnreliableProxy;
    beforeEach(async () => {
        setting = await start();
        elsewhere = await startUnreliableProxy(setting.emulator.url);
    });
    afterEach(async () => {
        await elsewhere.close();
        await setting.close();
    });

    const tasks: readonly [what: string, method: "GET" | "PATCH" | "POST", task: () => Promise<unknown>][] = [
        ["a request for a token", "POST", () => setting.read()],
        ["a read", "GET", () => setting.read()],
        ["a PATCH", "PATCH", () => setting.declare("Work phone")],
    ];
    for (const status of [301, 302, 303, 307, 308]) {
        for (const [what, method, task] of tasks) {
            it(`with ${status}, as the answer to ${what}`, async () => {
                const location = elsewhere.url.replace("127.0.0.1", "localhost");
                setting.proxy.nextOf(
                    method,
                    answerInstead(`HTTP/1.1 ${status} x\r\nLocation: ${location}/\r\nContent-Length: 0\r\n\r\n`),
                );
                const error = await failureOf(task());
                assert.match(
                    String(error),
                    new RegExp(`InvalidAnswerError: .*the answer is a redirect \\(${status}\\), which is not followed`),
                );
                assert.deepEqual([elsewhere.connections, elsewhere.requests], [0, []]);
                assert.equal(setting.name(), "Old phone");
            });
        }
    }

    it("nor does any other field of an answer lead anywhere", async () => {
        const fields = ["Location", "Content-Location", "Refresh", "Link", "Alt-Svc"].map(
            (name) => `${name}: ${elsewhere.url}/`,
        );
        setting.proxy.nextOf(
            "GET",
            answerInstead(`HTTP/1.1 200 OK\r\n${fields.join("\r\n")}\r\nContent-Length: 2\r\n\r\n[]`),
        );
        assert.deepEqual(await setting.read(), []);
        assert.equal(elsewhere.connections, 0);
    });

    it("and without TLS a tenant elsewhere than on this machine is refused before anything is sent", () => {
        for (const domain of ["http://tenant.example.com", "http://192.0.2.1:80", "http://127.0.0.1.example.com:80"]) {
            assert.throws(() => openTenant({ "auth0:domain": domain, "auth0:apiToken": "a-token" }), {
                name: "ConfigurationError",
            });
        }
    });
});

describe("an id, over real sockets, stays one segment of the path, whatever it holds", () => {
    let setting: Setting;
    beforeEach(async () => {
        setting = await start();
        setting.proxy.always(pass);
    });
    afterEach(async () => setting.close());

    const ids: readonly [what: string, id: string][] = [
        ["steps between folders", "../../clients"],
        ["steps between folders, encoded", "..%2f..%2fclients"],
        ["steps between folders, encoded twice", "%252e%252e%252fclients"],
        ["backslashes", "..\\..\\clients"],
        ["a query", "auth0|x?fields=all"],
        ["a fragment", "auth0|x#y"],
        ["a bar, a slash and an at sign", "oauth2|a/b@c"],
        ["line breaks and a header", "x HTTP/1.1\r\nHost: evil.example\r\n\r\nGET /"],
        ["a null character", "auth0|\0x"],
        ["an address of its own", "http://evil.example/"],
        ["an address without a scheme", "//evil.example/x"],
        ["letters of all the world", "auth0|Ünïçødé-名前-🗝"],
        ["characters that look like a slash", "auth0|a\u2215b\uff0fc"],
        ["ten thousand letters", "x".repeat(10_000)],
    ];
    for (const [what, id] of ids) {
        it(`as a user's, with ${what}`, async () => {
            assert.equal(await setting.read(id), undefined);
            const line = setting.proxy.requests.at(-1) ?? "";
            const segment = /^GET \/api\/v2\/users\/([^/?#\s\\]+)\/authentication-methods\?[\w=&]+$/.exec(line)?.[1];
            assert.equal(decodeURIComponent(segment ?? ""), id);
            assert.equal(setting.proxy.requests.length, 2, "and the one for the token");
        });

        it(`as a method's, with ${what}`, async () => {
            const [method] = (await setting.read()) as [Parameters<typeof setting.tenant.methods.patch>[0]];
            const operation = { deadline: setting.clock.now() + 600_000 };
            const target = { ...method, authenticationMethodId: id };
            await setting.tenant.methods.patch(target, ada, { name: "Work phone" }, operation);
            const line = setting.proxy.requests.at(-1) ?? "";
            const segment = /^PATCH \/api\/v2\/users\/auth0%7Cada\/authentication-methods\/([^/?#\s\\]+)$/.exec(
                line,
            )?.[1];
            assert.equal(decodeURIComponent(segment ?? ""), id);
            assert.equal(setting.name(), "Old phone", `${phone.authenticationMethodId} is another one`);
        });
    }

    for (const id of ["", ".", "..", "auth0|\ud800"]) {
        it(`or nothing is sent, where it is ${JSON.stringify(id)}`, async () => {
            assert.equal((await failureOf(setting.read(id))).name, "InvalidIdError");
            assert.deepEqual(setting.proxy.requests, []);
        });
    }
});
