import assert from "node:assert/strict";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { type Handler, json, startServer, type TestServer } from "../../provider/test/support/server";
import { type Recorder, startRecorder, tenant } from "../configuration/support";
import { ada, adaPhone } from "../support/scenario";
import { DynamicProvider } from "./support";

describe("a redirect, on the engine: nothing is sent to where it leads", () => {
    let recorder: Recorder;
    let elsewhere: TestServer;
    let api: Handler;
    let token: Handler;
    before(async () => {
        elsewhere = await startServer((_request, response) => json(response, 200, []));
        recorder = await startRecorder(
            (...request) => api(...request),
            (...request) => token(...request),
        );
        recorder.configure({
            "auth0:domain": recorder.url,
            "auth0:clientId": "a client",
            "auth0:clientSecret": "a secret",
        });
    });
    beforeEach(() => {
        api = tenant;
        token = (_request, response) => json(response, 200, { access_token: "a-token" });
        recorder.arrivals();
    });
    after(async () => {
        await recorder.close();
        await elsewhere.close();
    });

    const redirect =
        (status: number): Handler =>
        ({ url }, response) =>
            void response.writeHead(status, { location: `${elsewhere.url}${url}` }).end();

    it("of a read, with 302", async () => {
        api = redirect(302);
        const { ok, output } = await recorder.stack.preview();
        assert.equal(ok, false, output);
        assert.match(
            output,
            /resource 'm' has a problem: Could not read .* the answer is a redirect \(302\), which is not followed, since it would take the token elsewhere\. Check that auth0:domain/,
        );
        assert.deepEqual(elsewhere.arrived, []);
        assert.deepEqual(recorder.arrivals().authorizations, ["Bearer a-token"]);
    });

    it("of the request for a token, with 308", async () => {
        token = redirect(308);
        const { ok, output } = await recorder.stack.preview();
        assert.equal(ok, false, output);
        assert.match(
            output,
            /Could not get an access token .* the answer is a redirect \(308\), which is not followed/,
        );
        assert.deepEqual(elsewhere.arrived, []);
        assert.deepEqual(recorder.arrivals().authorizations, []);
    });

    it("of a PATCH, with 307", async () => {
        api = (request, response, index) =>
            (request.method === "PATCH" ? redirect(307) : tenant)(request, response, index);
        const { ok, output } = await recorder.stack.up();
        assert.equal(ok, false, output);
        assert.match(output, /Could not change authentication method .* the answer is a redirect \(307\)/);
        assert.deepEqual(elsewhere.arrived, []);
    });
});

describe("an id that a URL would take for a step between folders, or for nothing, on the engine: nothing is sent", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await startRecorder();
        recorder.configure({ "auth0:domain": recorder.url, "auth0:apiToken": "a-token" });
    });
    beforeEach(() => {
        recorder.arrivals();
    });
    after(async () => recorder.close());

    const mistaken = (["userId", "authenticationMethodId"] as const).flatMap((name) =>
        ["", ".", ".."].map((id) => ({ name, id })),
    );
    const ids = [`::${adaPhone}`, `.::${adaPhone}`, `..::${adaPhone}`, `${ada}::`, `${ada}::.`, `${ada}::..`];
    const reasonFor = (id: string) =>
        id === "" ? "is empty" : "is not an id: a URL would take it for a step between folders";

    describe("asked of the provider", () => {
        let provider: DynamicProvider;
        before(async () => {
            provider = await DynamicProvider.start({ "auth0:domain": recorder.url, "auth0:apiToken": "a-token" });
        });
        after(async () => provider.stop());

        for (const { name, id } of mistaken) {
            it(`as ${name} ${JSON.stringify(id)}`, async () => {
                const valid = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
                const [failure = "", ...others] = await provider.check({ ...valid, [name]: id });
                assert.ok(failure.startsWith(`${name}: ${name} ${reasonFor(id)}.`), failure);
                assert.deepEqual(others, []);
                assert.equal(recorder.arrivals().all, 0);
            });
        }

        for (const id of ids) {
            it(`as ${id}, asked for with get`, async () => {
                await assert.rejects(provider.read(id, {}), /is not an id/);
                assert.equal(recorder.arrivals().all, 0);
            });
        }
    });

    for (const name of ["userId", "authenticationMethodId"] as const) {
        it(`as ${name}, told by a preview`, async () => {
            recorder.declare({ [name]: ".." });
            const { ok, output } = await recorder.stack.preview();
            assert.equal(ok, false, output);
            const told = `property ${name} value \\{\\.\\.\\} has a problem: ${name} ${reasonFor("..")}\\.`;
            assert.match(output, new RegExp(told));
            assert.equal(recorder.arrivals().all, 0);
        });
    }

    it("asked for with get, told by a preview", async () => {
        recorder.stack.program = async () => {
            AuthenticationMethodSettings.get("m", `..::${adaPhone}`);
            return {};
        };
        const { ok, output } = await recorder.stack.preview();
        assert.equal(ok, false, output);
        assert.match(output, /is not an id/);
        assert.doesNotMatch(output, /\n\s+at /);
        assert.equal(recorder.arrivals().all, 0);
    });
});
