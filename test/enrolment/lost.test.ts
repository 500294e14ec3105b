import assert from "node:assert/strict";
import { saidOf } from "../support/said";
import type { OperationResult } from "../support/stack";
import type { StateResource } from "../support/state";
import {
    Cases,
    deleteRoute,
    listRoute,
    passkey,
    patchRoute,
    personal,
    phone,
    postRoute,
    type Taken,
    totp,
} from "./support";

const refused = { status: 403, body: { statusCode: 403, error: "Forbidden", message: "Insufficient scope" } };
const theirs = {
    id: "passkey|dev_theirs",
    type: "passkey",
    name: "Laptop",
    confirmed: true,
    key_id: passkey.keyId,
    public_key: passkey.publicKey,
    created_at: "2026-01-05T08:00:00.000Z",
};

/** Those that are enrolled in spite of it, by the arguments. */
const enrolled = {
    "lost-totp": { ...totp, name: "Ours" },
    "lost-phone": { ...phone, name: "Ours" },
    "carried-out": totp,
    "not-named": totp,
    "request-lost": totp,
    "no-more-deletion": totp,
};
/** Those whose first up fails. */
const failing = {
    "not-listed": totp,
    theirs: passkey,
    "no-patch": { ...phone, name: "Work phone" },
    "unread-up": { ...totp, name: "Codes" },
    "unread-destroy": { ...totp, name: "Codes" },
    "unread-refresh": { ...totp, name: "Codes" },
    "no-scope": totp,
};
const unread = { up: "unread-up", destroy: "unread-destroy", refresh: "unread-refresh" } as const;
type Name = keyof typeof enrolled | keyof typeof failing;
const names = Object.keys({ ...enrolled, ...failing }) as Name[];

describe("an enrolment that goes wrong, on the engine", () => {
    let cases: Cases<Name>;
    let first: OperationResult;
    const outcome: Partial<Record<Name, Taken & { resource: StateResource | undefined }>> = {};
    before(async () => {
        cases = await Cases.start(names, { config: { "auth0:debug": "true" } });
        await goWrong();
        cases.declare({ ...enrolled, ...failing });
        first = await cases.scenario.stack.up({ continueOnError: true });
        assert.equal(first.ok, false, first.output);
        for (const [name, taken] of Object.entries(cases.take()) as [Name, Taken][]) {
            outcome[name] = { ...taken, resource: await cases.of(name).resource() };
        }
    });
    after(async () => cases.stop());

    async function goWrong(): Promise<void> {
        const emulatorOf = (name: Name) => cases.of(name).emulator;
        for (const name of ["lost-totp", "lost-phone", "not-listed"] as const) {
            emulatorOf(name).fault({ route: postRoute, reset: true, applied: true });
        }
        emulatorOf("carried-out").fault({ route: postRoute, applied: true, status: 500 });
        emulatorOf("not-named").fault({ route: postRoute, applied: true, status: 201, body: { type: "totp" } });
        emulatorOf("request-lost").fault({ route: postRoute, reset: true });
        cases.of("not-listed").onPost = () =>
            emulatorOf("not-listed").fault({ route: listRoute, times: 99, ...refused });
        cases.of("theirs").methods.push(theirs);
        const noPatch = cases.of("no-patch");
        noPatch.onPost = () => {
            delete noPatch.method.name;
        };
        noPatch.emulator.fault({ route: patchRoute, ...refused });
        for (const name of Object.values(unread)) {
            cases.of(name).onPost = () => emulatorOf(name).fault({ route: listRoute, ...refused });
        }
        const scopes = ["read:authentication_methods", "update:authentication_methods"] as const;
        const { url: domain, issueToken } = emulatorOf("no-scope");
        cases.configure("no-scope", { domain, apiToken: await issueToken({ scopes: [...scopes] }) });
    }

    const writesOf = (name: Name) => outcome[name]?.requests.filter((method) => method !== "GET");
    const said = (name: Name) => saidOf(name, first);

    for (const [type, name] of [
        ["totp", "lost-totp"],
        ["phone", "lost-phone"],
    ] as const) {
        it(`makes one method where the answer was lost: it is known again (${type})`, () => {
            const [method] = outcome[name]?.methods ?? [];
            const known = /"(\S+)" of user .*the answer to its enrolment was lost; it is known again/g;
            assert.ok(
                [...first.output.matchAll(known)].some(([, id]) => id === method?.id),
                first.output,
            );
            assert.deepEqual(writesOf(name), ["POST"]);
            assert.equal(outcome[name]?.methods.length, 1);
        });
    }

    it("makes one method where the answer is an error although it was carried out, or does not name the method", () => {
        for (const name of ["carried-out", "not-named"] as const) {
            assert.deepEqual(writesOf(name), ["POST"], name);
            assert.equal(outcome[name]?.methods.length, 1, name);
            assert.equal(said(name), "");
        }
    });

    it("makes one method where the request was lost: it is sent again", () => {
        assert.deepEqual(writesOf("request-lost"), ["POST", "POST"]);
        assert.equal(outcome["request-lost"]?.methods.length, 1);
    });

    it("says what to look for where the answer was lost and the methods cannot be read", () => {
        assert.match(
            said("not-listed"),
            /It may have been enrolled all the same.*Before it, the user had no method of type "totp"\. Look for/,
        );
        assert.deepEqual(writesOf("not-listed"), ["POST"]);
        assert.equal(outcome["not-listed"]?.resource, undefined);
    });

    it("takes over nothing that the user has: it names it and says what to do", () => {
        assert.match(
            said("theirs"),
            /already has the method of type "passkey".*"passkey\|dev_theirs" \("passkey", named "Laptop", created 2026-01-05T08:00Z\)/,
        );
        assert.match(said("theirs"), /Declare it with AuthenticationMethodSettings, which never deletes a method/);
        assert.equal(outcome.theirs?.resource, undefined);
    });

    it("names the scope that is missing", () => {
        assert.match(said("no-scope"), /Grant the scope create:authentication_methods to the application/);
        assert.deepEqual(outcome["no-scope"]?.methods, []);
    });

    describe("and then runs again", () => {
        let up: OperationResult;
        const next: Partial<Record<"up" | "destroy" | "refresh", Taken>> = {};
        let again: Record<Name, Taken>;
        before(async () => {
            for (const operation of ["refresh", "destroy"] as const) {
                const resource = await cases.of(unread[operation]).resource();
                await cases.run(operation, { target: [resource?.urn ?? ""] });
                next[operation] = cases.take()[unread[operation]];
            }
            const { "unread-destroy": _, "not-listed": _1, theirs: _2, "no-scope": _3, ...left } = failing;
            cases.declare({ ...enrolled, ...left });
            up = await cases.run("up");
            again = cases.take();
            next.up = again["unread-up"];
        });

        it("is finished by the next up where the PATCH failed: with an update, and no second POST", async () => {
            assert.match(
                said("no-patch"),
                /"phone\|dev_\w+" of user .* was enrolled, but then: .*403.*goes on from there/,
            );
            const recorded = outcome["no-patch"]?.resource;
            assert.equal(recorded?.outputs["phoneNumber"], personal.phone);
            assert.deepEqual(recorded.secretOutputs, ["phoneNumber"]);
            assert.deepEqual(
                again["no-patch"].requests.filter((method) => method !== "GET"),
                ["PATCH"],
            );
            assert.equal(again["no-patch"].methods[0]?.name, "Work phone");
        });

        for (const operation of ["up", "destroy", "refresh"] as const) {
            const name = unread[operation];
            it(`is not lost where it could not be read any more: ${operation} comes next`, async () => {
                assert.match(said(name), /was enrolled, but then: Could not read/);
                const recorded = outcome[name]?.resource;
                assert.equal(recorded?.outputs["totpSecret"], personal.totp);
                assert.deepEqual(recorded.secretOutputs, ["totpSecret"]);
                const isDestroyed = operation === "destroy";
                const writes = next[operation]?.requests.filter((method) => method !== "GET");
                assert.deepEqual(writes, isDestroyed ? ["DELETE"] : []);
                assert.equal(next[operation]?.methods.length, isDestroyed ? 0 : 1);
                if (!isDestroyed) {
                    assert.deepEqual(again[name].requests, ["GET"]);
                    const resource = await cases.of(name).resource();
                    assert.equal(typeof resource?.outputs["createdAt"], "string");
                    assert.equal(resource?.initErrors, undefined);
                }
            });
        }

        it("changes nothing more where there is nothing to finish", async () => {
            assert.deepEqual(Object.keys(up.changes).sort(), ["same", "update"]);
            for (const name of Object.keys(enrolled) as Name[]) {
                assert.deepEqual(again[name].requests, ["GET"], name);
            }
            assert.deepEqual(Object.keys((await cases.run("up")).changes), ["same"]);
        });

        it("deletes once where the answer to the deletion was lost, and keeps a method whose deletion failed in the state", async () => {
            cases.take();
            cases.of("lost-totp").emulator.fault({ route: deleteRoute, reset: true, applied: true });
            cases.of("no-more-deletion").emulator.fault({ route: deleteRoute, ...refused });
            const destroy = await cases.scenario.stack.destroy({ continueOnError: true });
            assert.equal(destroy.ok, false, destroy.output);
            assert.deepEqual(cases.of("lost-totp").writes(), ["DELETE", "DELETE"]);
            assert.equal(await cases.of("lost-totp").resource(), undefined);
            assert.match(
                saidOf("no-more-deletion", destroy),
                /delete authentication method .*403.*delete:authentication_methods/,
            );
            for (const name of Object.keys({ ...enrolled, ...failing }) as Name[]) {
                const left = { "no-more-deletion": 1, "not-listed": 1, theirs: 1 }[name as string] ?? 0;
                assert.equal(cases.of(name).methods.length, left, name);
            }
            for (const name of ["carried-out", "not-named"] as const) {
                assert.deepEqual(cases.of(name).writes(), ["DELETE"], name);
            }
            await cases.run("destroy");
            assert.deepEqual(cases.of("no-more-deletion").methods, []);
            assert.deepEqual(cases.of("theirs").methods, [theirs]);
        });
    });
});
