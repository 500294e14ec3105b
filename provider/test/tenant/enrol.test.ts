import assert from "node:assert/strict";
import { EnrollingTenant, exists, gone, lost, ours, passkey, refused } from "../support/enrollingTenant";
import { json } from "../support/server";
import { wire } from "../support/wire";

describe("enrolling in a tenant", () => {
    let tenant: EnrollingTenant;
    beforeEach(async () => {
        tenant = await EnrollingTenant.start();
    });
    afterEach(async () => tenant.stop());

    it("looks, sends one POST, and reads what came of it", async () => {
        tenant.posts = [tenant.created];
        assert.equal(await tenant.enrolled(), "totp|ours");
        assert.equal(tenant.sent, "GET POST GET");
        assert.deepEqual(tenant.lines, []);
    });

    it("knows the method again when the answer was lost, and sends no second POST", async () => {
        tenant.posts = [tenant.adds([ours()], lost)];
        assert.equal(await tenant.enrolled(), "totp|ours");
        assert.doesNotMatch(tenant.sent, /POST.*POST/);
        assert.match(
            tenant.lines.join(),
            /"totp\|ours" of user "auth0\|ada": the answer to its enrolment was lost; it is known again/,
        );
    });

    it("sends it again when the user's methods show that nothing came of the first", async () => {
        tenant.posts = [lost, lost, tenant.created];
        assert.equal(await tenant.enrolled(), "totp|ours");
        assert.equal(tenant.sent, "GET POST GET POST GET POST GET");
        assert.deepEqual(tenant.lines, []);
    });

    it("says that nothing came of it when all attempts are lost", async () => {
        tenant.posts = Array.from({ length: 9 }, () => lost);
        await assert.rejects(tenant.enrol(), { name: "NetworkError", outcomeUnknown: true });
        assert.equal(tenant.sent.match(/POST/g)?.length, 5);
    });

    it("takes what it is refused after a lost answer for the last word only where nothing came of the first", async () => {
        tenant.posts = [lost, tenant.adds([ours()], refused)];
        assert.equal(await tenant.enrolled(), "totp|ours");
        tenant.methods.pop();
        tenant.posts = [lost, refused];
        await assert.rejects(tenant.enrol(), { name: "PermissionError" });
    });

    it("knows a method that is there already by Auth0's words, though nothing else stands in the answer", async () => {
        tenant.posts = [(response) => json(response, 409, { message: "Authentication method already exists." })];
        await assert.rejects(tenant.enrol(), { name: "AlreadyEnrolledError" });
    });

    it("says what else came to be when one that was lost was carried out late", async () => {
        const late = wire("totp|late", { name: "Ours", confirmed: true });
        tenant.posts = [lost, tenant.adds([late], tenant.created)];
        assert.equal(await tenant.enrolled(), "totp|ours");
        assert.match(
            tenant.lines.join(),
            /sent again after an answer was lost, and meanwhile "totp\|late" .* came to be as well/,
        );
    });

    it("tells nothing of what the user enrolled meanwhile, where no answer was lost", async () => {
        tenant.posts = [tenant.adds([wire("totp|theirs", { confirmed: false })], tenant.created)];
        assert.equal(await tenant.enrolled(), "totp|ours");
        assert.deepEqual(tenant.lines, []);
    });

    it("does not take for its own what the user enrolled since it was last read", async () => {
        tenant.methods.push(wire("totp|theirs", { name: "Ours", confirmed: true }));
        tenant.reads = [(response) => json(response, 200, [])];
        tenant.posts = [lost, tenant.created];
        assert.equal(await tenant.enrolled(), "totp|ours");
    });

    it("is not taken in by what the user enrols meanwhile", async () => {
        tenant.posts = [tenant.adds([wire("totp|theirs", { confirmed: false }), ours()], lost)];
        assert.equal(await tenant.enrolled(), "totp|ours");
    });

    it("finds the method by the list when the answer does not name it", async () => {
        for (const body of [{ type: "totp" }, "<html>", {}]) {
            tenant.methods = [];
            const text = typeof body === "string" ? body : JSON.stringify(body);
            tenant.posts = [tenant.adds([ours()], (response) => void response.writeHead(201).end(text))];
            assert.equal(await tenant.enrolled(), "totp|ours");
            assert.equal(tenant.sent, "GET POST GET");
        }
        assert.match(
            tenant.lines[0] ?? "",
            /"totp\|ours".*: the answer to its enrolment does not name it; it is known again/,
        );
        tenant.methods = [];
        tenant.posts = [(response) => json(response, 201, { type: "totp" })];
        await assert.rejects(tenant.enrol(), {
            name: "EnrolmentInDoubtError",
            message: /does not name the method.*do not show it/,
        });
    });

    it("tells the id of what was enrolled when it cannot be read any more, or is not listed", async () => {
        tenant.posts = [tenant.created];
        tenant.reads = [undefined, undefined, refused];
        const enrolled = await tenant.enrol();
        assert.match("unread" in enrolled ? enrolled.unread.message : "", /Could not read.*403/);
        assert.ok("unread" in enrolled && enrolled.authenticationMethodId === "totp|ours");
        tenant.posts = [(response) => json(response, 201, { id: "totp|hidden" })];
        const hidden = await tenant.enrol();
        assert.match("unread" in hidden ? hidden.unread.message : "", /"totp\|hidden" .*does not list it/);
    });

    it("takes over nothing that the user has already, not even the same key: it names it, and what to do", async () => {
        tenant.methods = [
            wire("passkey|1", { name: "Laptop", key_id: "a2V5", public_key: "cHVi" }),
            wire("passkey|2", { key_id: "b3RoZXI", public_key: "cHVi" }),
        ];
        tenant.posts = [exists];
        await assert.rejects(tenant.enrol(passkey), (error: Error) => {
            assert.equal(error.name, "AlreadyEnrolledError");
            assert.match(
                error.message,
                /already has the method of type "passkey".*409\)\. It may be "passkey\|1" \("passkey", named "Laptop", created 2026-01-01T00:00Z\)\. /,
            );
            assert.match(error.message, /AuthenticationMethodSettings.*delete it in Auth0.*deleteBeforeReplace/);
            assert.doesNotMatch(error.message, /passkey\|2|a2V5|cHVi/);
            return true;
        });
        assert.equal(tenant.sent, "GET POST GET");
    });

    it("names what the user has of the type where nothing is alike, and nothing where there is none", async () => {
        tenant.methods = [wire("passkey|2", { key_id: "b3RoZXI" })];
        tenant.posts = [exists];
        await assert.rejects(tenant.enrol(passkey), /answered 409\)\. It may be "passkey\|2" /);
        tenant.methods = [wire("totp|1")];
        tenant.posts = [exists];
        await assert.rejects(tenant.enrol(passkey), /answered 409\)\. This resource did not enrol it/);
    });

    it("knows its own when the 409 is the answer to a second POST: its own, or that of a proxy", async () => {
        tenant.posts = [lost, exists];
        tenant.methods = [];
        tenant.reads = [
            undefined,
            undefined,
            (response) => {
                json(response, 200, []);
                tenant.methods.push(ours());
            },
        ];
        assert.equal(await tenant.enrolled(), "totp|ours");
        tenant.methods = [];
        tenant.posts = [tenant.adds([ours()], exists)];
        assert.equal(await tenant.enrolled(), "totp|ours");
    });

    it("says that a user is gone, before and after", async () => {
        tenant.reads = [undefined, gone];
        await assert.rejects(tenant.enrol(), { name: "UserNotFoundError" });
        assert.equal(tenant.sent, "GET");
        tenant.posts = [gone];
        tenant.reads = [undefined, undefined, gone];
        await assert.rejects(tenant.enrol(), { name: "UserNotFoundError" });
        tenant.posts = [gone];
        await assert.rejects(tenant.enrol(), /RequestRefusedError.*404/);
    });
});
