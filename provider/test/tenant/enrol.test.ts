import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { type Behaviour, readTenant } from "../../src/configuration/configuration";
import { createCancellation } from "../../src/core/cancellation";
import type { Enrolment } from "../../src/core/enrolment";
import { enrol } from "../../src/tenant/enrol";
import { Tenants } from "../../src/tenant/tenant";
import { VirtualClock } from "../support/client";
import { json, startServer, type TestServer } from "../support/server";

const userId = "auth0|ada";
const totp = { type: "totp", name: "Ours", totpSecret: "JBSWY3DPEHPK3PXP" } as const;
const passkey = { type: "passkey", keyId: "a2V5", publicKey: "cHVi" } as const;

const behaviour: Behaviour = {
    livePreview: true,
    requestsPerSecond: undefined,
    requestTimeout: 5_000,
    operationTimeout: 600_000,
};

interface Wire {
    id: string;
    type: string;
    created_at: string;
    name?: string;
    confirmed?: boolean;
    key_id?: string;
    public_key?: string;
}

const wire = (id: string, more: Partial<Wire> = {}): Wire => ({
    id,
    type: id.split("|")[0] ?? "",
    created_at: "2026-01-01T00:00:00.000Z",
    ...more,
});

/** Answers a POST, the first, the second and so on. */
type Poster = (response: ServerResponse) => void;

describe("enrolling in a tenant", () => {
    let server: TestServer;
    let methods: Wire[];
    let posters: Poster[];
    /** What answers the next reads in place of the list. */
    let readers: (Poster | undefined)[];
    let lines: string[];

    beforeEach(async () => {
        methods = [wire("totp|old", { name: "Old", confirmed: true })];
        posters = [];
        readers = [];
        lines = [];
        server = await startServer((request, response) => {
            const answer = request.method === "GET" ? readers.shift() : posters.shift();
            if (answer !== undefined) {
                answer(response);
            } else {
                json(response, 200, methods);
            }
        });
    });
    afterEach(async () => server.close());

    const add = (method: Wire) => methods.push(method);
    const ours = () => wire("totp|ours", { name: "Ours", confirmed: true });
    const created: Poster = (response) => {
        add(ours());
        json(response, 201, { id: "totp|ours", type: "totp" });
    };
    const lost: Poster = (response) => response.destroy();
    const appliedAndLost: Poster = (response) => {
        add(ours());
        response.destroy();
    };
    const exists: Poster = (response) =>
        json(response, 409, { statusCode: 409, error: "Conflict", message: "Authentication method already exists." });
    const refused: Poster = (response) => json(response, 403, { statusCode: 403, error: "Forbidden", message: "No." });

    async function run(enrolment: Enrolment = totp, cancelled = createCancellation().signal) {
        const clock = new VirtualClock();
        const config: Record<string, string> = { "auth0:domain": server.url, "auth0:apiToken": "a-token-of-a-test" };
        const opened = new Tenants(clock, "test", cancelled).open(
            readTenant({ get: (key) => config[key] }, {}, undefined),
            behaviour,
        );
        const tenant = { ...opened, log: { info: (line: string) => lines.push(line), debug: () => {} } };
        // As a check reads it, some time before.
        await opened.methods.read(userId, { deadline: clock.now() + 600_000 });
        server.arrived.splice(0);
        return enrol(tenant, userId, enrolment, { deadline: clock.now() + 600_000 });
    }

    const sent = () => server.arrived.map(({ method }) => method).join(" ");
    const idOf = (enrolled: Awaited<ReturnType<typeof run>>) =>
        "method" in enrolled ? enrolled.method.authenticationMethodId : `unread ${enrolled.authenticationMethodId}`;

    it("looks, sends one POST, and reads what came of it", async () => {
        posters = [created];
        assert.equal(idOf(await run()), "totp|ours");
        assert.equal(sent(), "GET POST GET");
        assert.deepEqual(lines, []);
    });

    it("knows the method again when the answer was lost, and sends no second POST", async () => {
        posters = [appliedAndLost];
        assert.equal(idOf(await run()), "totp|ours");
        assert.doesNotMatch(sent(), /POST.*POST/);
        assert.match(
            lines.join(),
            /"totp\|ours" of user "auth0\|ada": the answer to its enrolment was lost; it is known again/,
        );
    });

    it("sends it again when the user's methods show that nothing came of the first", async () => {
        posters = [lost, lost, created];
        assert.equal(idOf(await run()), "totp|ours");
        assert.equal(sent(), "GET POST GET POST GET POST GET");
        assert.deepEqual(lines, []);
    });

    it("says that nothing came of it when all attempts are lost", async () => {
        posters = Array.from({ length: 9 }, () => lost);
        await assert.rejects(run(), { name: "NetworkError", outcomeUnknown: true });
        assert.equal(server.arrived.filter(({ method }) => method === "POST").length, 5);
    });

    it("takes what it is refused after a lost answer for the last word only where nothing came of the first", async () => {
        posters = [
            (response) => {
                response.destroy();
            },
            (response) => {
                add(ours());
                refused(response);
            },
        ];
        assert.equal(idOf(await run()), "totp|ours");
        methods.pop();
        posters = [lost, refused];
        await assert.rejects(run(), { name: "PermissionError" });
    });

    it("says what else came to be when one that was lost was carried out late", async () => {
        posters = [
            lost,
            (response) => {
                add(wire("totp|late", { name: "Ours", confirmed: true }));
                created(response);
            },
        ];
        assert.equal(idOf(await run()), "totp|ours");
        assert.match(
            lines.join(),
            /sent again after an answer was lost, and meanwhile "totp\|late" .* came to be as well/,
        );
    });

    it("tells nothing of what the user enrolled meanwhile, where no answer was lost", async () => {
        posters = [
            (response) => {
                add(wire("totp|theirs", { confirmed: false }));
                created(response);
            },
        ];
        assert.equal(idOf(await run()), "totp|ours");
        assert.deepEqual(lines, []);
    });

    it("is not taken in by what the user enrols meanwhile", async () => {
        posters = [
            (response) => {
                add(wire("totp|theirs", { confirmed: false }));
                appliedAndLost(response);
            },
        ];
        assert.equal(idOf(await run()), "totp|ours");
    });

    it("leaves it in doubt when two may be it, or one that is not as declared came to be: it names them, and those before", async () => {
        for (const other of ["Ours", "Another"]) {
            methods = [wire("totp|old", { name: "Old" })];
            posters = [
                (response) => {
                    add(wire("totp|new", { name: other }));
                    if (other === "Ours") {
                        add(ours());
                    }
                    response.destroy();
                },
            ];
            await assert.rejects(run(), (error: Error) => {
                assert.equal(error.name, "EnrolmentInDoubtError");
                assert.match(
                    error.message,
                    /Could not enrol a method of type "totp" .*no answer tells whether it was done/,
                );
                assert.match(error.message, new RegExp(`meanwhile "totp\\|new" \\("totp", named "${other}"\\)`));
                assert.match(
                    error.message,
                    /Before it, the user had "totp\|old" \("totp", named "Old"\)\. Look for a newer/,
                );
                assert.doesNotMatch(error.message, /JBSWY3DPEHPK3PXP/);
                return true;
            });
            assert.equal(sent().match(/POST/g)?.length, 1);
        }
    });

    it("leaves it in doubt when the methods cannot be read after a lost answer, and sends nothing again", async () => {
        posters = [lost];
        readers = [undefined, undefined, refused, refused];
        await assert.rejects(run(), (error: Error) => {
            assert.equal(error.name, "EnrolmentInDoubtError");
            assert.match(
                error.message,
                /could not be read afterwards: Could not read .*403.*Look for a newer one in Auth0/,
            );
            return true;
        });
        assert.equal(sent(), "GET POST GET GET");
    });

    it("leaves it in doubt when the engine cancels it before the answer", async () => {
        const controller = createCancellation();
        posters = [
            (response) => {
                controller.abort();
                response.destroy();
            },
        ];
        await assert.rejects(run(totp, controller.signal), {
            name: "EnrolmentInDoubtError",
            message: /the operation was cancelled/,
        });
    });

    it("finds the method by the list when the answer does not name it", async () => {
        for (const body of [{ type: "totp" }, "<html>", {}]) {
            methods = [];
            posters = [
                (response) => {
                    add(ours());
                    response.writeHead(201).end(typeof body === "string" ? body : JSON.stringify(body));
                },
            ];
            assert.equal(idOf(await run()), "totp|ours");
            assert.equal(sent(), "GET POST GET");
        }
        methods = [];
        posters = [(response) => json(response, 201, { type: "totp" })];
        await assert.rejects(run(), {
            name: "EnrolmentInDoubtError",
            message: /does not name the method.*do not show it/,
        });
    });

    it("tells the id of what was enrolled when it cannot be read any more, or is not listed", async () => {
        posters = [created];
        readers = [undefined, undefined, refused];
        const enrolled = await run();
        assert.equal(idOf(enrolled), "unread totp|ours");
        assert.match("unread" in enrolled ? enrolled.unread.message : "", /Could not read.*403/);
        posters = [(response) => json(response, 201, { id: "totp|hidden" })];
        const hidden = await run();
        assert.equal(idOf(hidden), "unread totp|hidden");
        assert.match("unread" in hidden ? hidden.unread.message : "", /"totp\|hidden" .*does not list it/);
    });

    it("takes over nothing that the user has already, not even the same key: it names it, and what to do", async () => {
        methods = [
            wire("passkey|1", { name: "Laptop", key_id: "a2V5", public_key: "cHVi" }),
            wire("passkey|2", { key_id: "b3RoZXI", public_key: "cHVi" }),
        ];
        posters = [exists];
        await assert.rejects(run(passkey), (error: Error) => {
            assert.equal(error.name, "AlreadyEnrolledError");
            assert.match(
                error.message,
                /already has the method of type "passkey".*409\)\. It may be "passkey\|1" \("passkey", named "Laptop"\)\. /,
            );
            assert.match(error.message, /AuthenticationMethodSettings.*delete it in Auth0.*deleteBeforeReplace/);
            assert.doesNotMatch(error.message, /passkey\|2|a2V5|cHVi/);
            return true;
        });
        assert.equal(sent(), "GET POST GET");
    });

    it("knows its own when the 409 is the answer to a second POST: its own, or that of a proxy", async () => {
        posters = [lost, exists];
        methods = [];
        readers = [
            undefined,
            undefined,
            (response) => {
                json(response, 200, []);
                add(ours());
            },
        ];
        assert.equal(idOf(await run()), "totp|ours");
        methods = [];
        posters = [
            (response) => {
                add(ours());
                exists(response);
            },
        ];
        assert.equal(idOf(await run()), "totp|ours");
    });

    it("says that a user is gone, before and after", async () => {
        const gone: Poster = (response) =>
            json(response, 404, { statusCode: 404, message: "The user does not exist.", errorCode: "inexistent_user" });
        readers = [undefined, gone];
        await assert.rejects(run(), { name: "UserNotFoundError" });
        assert.equal(sent(), "GET");
        posters = [gone];
        readers = [undefined, undefined, gone];
        await assert.rejects(run(), { name: "UserNotFoundError" });
        posters = [gone];
        await assert.rejects(run(), /RequestRefusedError.*404/);
    });
});
