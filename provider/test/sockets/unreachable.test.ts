import assert from "node:assert/strict";
import dns from "node:dns";
import { networkInterfaces } from "node:os";
import { answerInstead, pass, reset, startUnreliableProxy } from "../support/unreliableProxy";
import { ada, failureOf, openTenant, type Setting, start } from "./support";

describe("a tenant that is down, over real sockets, is not brought down further", () => {
    const many = 60;
    const everyone = Array.from({ length: many }, (_, index) => `auth0|${index}`);
    const down = answerInstead("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
    let setting: Setting;
    beforeEach(async () => {
        setting = await start({ others: many });
        await setting.read();
    });
    afterEach(async () => setting.close());

    async function requestsOf(task: () => Promise<unknown>): Promise<number> {
        const before = setting.proxy.requests.length;
        await task();
        return setting.proxy.requests.length - before;
    }
    const allFail = async (userIds: readonly string[]) => {
        for (const userId of userIds) {
            assert.equal((await failureOf(setting.read(userId))).name, "ServerError");
        }
    };

    it("with more than a tenth of requests on top, once what it may spend on retries is spent", async () => {
        setting.proxy.always(down);
        const draining = await requestsOf(() => allFail(everyone.slice(0, 10)));
        assert.ok(draining > 10 && draining <= 10 + 20, `${draining}`);
        const drained = await requestsOf(() => allFail(everyone.slice(10)));
        assert.ok(drained <= 1.1 * (many - 10), `${drained}`);
    });

    it("with more than that by many requests at once", async () => {
        setting.proxy.always(down);
        const sent = await requestsOf(() => Promise.all(everyone.map((userId) => failureOf(setting.read(userId)))));
        assert.ok(sent <= many + 20, `${sent}`);
    });

    it("with more than that where it resets every connection", async () => {
        setting.proxy.always(reset);
        const sent = await requestsOf(async () => {
            for (const userId of everyone) {
                assert.equal((await failureOf(setting.read(userId))).name, "NetworkError");
            }
        });
        // The kept connection that was the first to be reset is not counted as a retry.
        assert.ok(sent <= many + 20 + 1, `${sent}`);
    });

    it("and is asked as before when it is up again", async () => {
        setting.proxy.always(down);
        await allFail(everyone.slice(0, 30));
        setting.proxy.always(pass);
        assert.equal(await requestsOf(() => setting.declare("Work phone")), 1);
        assert.equal(setting.name(), "Work phone");
    });
});

describe("a tenant that cannot be reached, over real sockets", () => {
    const { lookup } = dns;
    let looked: number;
    function letLookupFail(code: string): void {
        looked = 0;
        dns.lookup = ((name: string, _options: object, done: (error: Error) => void) => {
            looked += 1;
            done(Object.assign(new Error(`getaddrinfo ${code} ${name}`), { code }));
        }) as unknown as typeof dns.lookup;
    }
    afterEach(() => {
        dns.lookup = lookup;
    });
    const read = () => {
        const tenant = openTenant({ "auth0:domain": "tenant.invalid", "auth0:apiToken": "a-token" });
        return tenant.methods.read(ada, { deadline: Number.MAX_SAFE_INTEGER });
    };

    it("since its name does not exist, is looked up once, and the error says which setting to check", async () => {
        letLookupFail("ENOTFOUND");
        const error = await failureOf(read());
        assert.match(
            String(error),
            /NetworkError: .* in tenant tenant\.invalid: the host is not known \(ENOTFOUND\)\. Check auth0:domain and the name service/,
        );
        assert.equal(looked, 1);
    });

    it("since the name service does not answer, is looked up again a few times, and the error says so", async () => {
        letLookupFail("EAI_AGAIN");
        const error = await failureOf(read());
        assert.match(String(error), /NetworkError: .*the name service of this machine did not answer \(EAI_AGAIN\)/);
        assert.equal(looked, 5);
        assert.equal(error.outcomeUnknown, false);
    });

    it("since nobody listens, is tried again a few times, and the error says so", async () => {
        const nobody = await startUnreliableProxy("http://127.0.0.1:1");
        await nobody.close();
        const tenant = openTenant({ "auth0:domain": nobody.url, "auth0:apiToken": "a-token" });
        const error = await failureOf(tenant.methods.read(ada, { deadline: Number.MAX_SAFE_INTEGER }));
        assert.match(
            String(error),
            /NetworkError: .*the connection failed \(ECONNREFUSED\)\. Check auth0:domain, the network/,
        );
    });
});

describe("a tenant on this machine, over real sockets", () => {
    let setting: Setting | undefined;
    afterEach(async () => setting?.close());

    it("is reached at http://[::1]:PORT", async function () {
        const addresses = Object.values(networkInterfaces()).flat();
        if (!addresses.some((address) => address?.address === "::1")) {
            this.skip();
        }
        setting = await start({ host: "::1" });
        await setting.declare("Work phone");
        assert.match(setting.proxy.url, /^http:\/\/\[::1\]:\d+$/);
        assert.equal(setting.name(), "Work phone");
    });

    it("is reached at http://localhost:PORT, whichever of its addresses it listens at", async () => {
        for (const { address } of await dns.promises.lookup("localhost", { all: true })) {
            setting = await start({ host: address, name: "localhost" });
            await setting.declare("Work phone");
            assert.equal(setting.name(), "Work phone");
            await setting.close();
        }
    });
});
