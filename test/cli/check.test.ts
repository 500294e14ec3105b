import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeScript } from "../support/fakeTools";
import { Ground, repository } from "./support";

const list = "GET /api/v2/users/{id}/authentication-methods";
const needed = ["read:authentication_methods", "update:authentication_methods"];

function version(name: string): string {
    return (require(`${name}/package.json`) as { version: string }).version;
}

interface Finding {
    status: string;
    check: string;
    message: string;
}

describe("check", () => {
    let ground: Ground;
    beforeEach(async () => {
        ground = await Ground.start();
        symlinkSync(path.join(repository, "node_modules"), path.join(ground.folder, "node_modules"));
    });
    afterEach(() => ground.stop());

    /** Runs check with a token of these scopes. */
    async function checkWith(scopes: readonly string[], ...args: string[]) {
        const token = await ground.emulator.issueToken({ scopes });
        return checkIn({ AUTH0_API_TOKEN: token, AUTH0_CLIENT_ID: undefined, AUTH0_CLIENT_SECRET: undefined }, ...args);
    }

    async function checkIn(env: Record<string, string | undefined> = {}, ...args: string[]) {
        const { code, stdout, stderr } = await ground.runHere(["check", "--json", ...args], { env });
        const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
        assert.equal(ok, code === 0, stderr);
        const failed = findings.filter(({ status }) => status === "fail");
        return { code, findings, failed, of: (check: string) => findings.find((finding) => finding.check === check) };
    }

    /** A PATH with a `pulumi` that does what it is told. */
    function withPulumi(script: string): { PATH: string } {
        const bin = path.join(ground.folder, "bin");
        mkdirSync(bin, { recursive: true });
        writeScript(path.join(bin, "pulumi"), script);
        chmodSync(path.join(bin, "pulumi"), 0o755);
        return { PATH: bin };
    }

    it("prints a line for each thing it looks at, and ends with 0 when all is well", async () => {
        const { code, stdout, stderr } = await ground.run(["check"], { env: withPulumi("echo v3.259.0") });
        assert.equal(code, 0, stdout);
        assert.equal(stderr, "");
        const { url } = ground.emulator;
        assert.deepEqual(
            stdout.split("\n").map((line) => line.replace(/ {2,}/g, " | ")),
            [
                `ok | package | pulumi-auth0-authentication-methods ${version("pulumi-auth0-authentication-methods")}`,
                `ok | node | Node.js ${process.versions.node}`,
                "ok | pulumi | the Pulumi CLI is 3.259.0",
                `ok | sdk | the project has @pulumi/pulumi ${version("@pulumi/pulumi")}`,
                `ok | configuration | tenant ${url} (AUTH0_DOMAIN), a client id and its secret (AUTH0_CLIENT_SECRET)`,
                `ok | reachability | ${url} answers`,
                "ok | credentials | the tenant gives an access token",
                "ok | read | the tenant lets authentication methods be read",
                `ok | scopes | AuthenticationMethodSettings and its group: ${needed.join(", ")}`,
                "ok | scopes | AuthenticationMethod: create:authentication_methods, delete:authentication_methods",
                "ok | scopes | users by e-mail address: read:users",
                "ok | rate limit | 50 requests at once, 49 left",
                "ok | clock | this machine's is within 10 s of the tenant's",
                "",
            ],
        );
    });

    it("reads with one request, of a user that nobody is, and writes nothing", async () => {
        await checkIn();
        assert.deepEqual(ground.asked, ["GET /api/v2/users/auth0%7C000000000000000000000000/authentication-methods"]);
        assert.equal(ground.emulator.requests.at(-1)?.status, 404);
    });

    it("asks for no more than the two scopes that settings need", async () => {
        const { code, findings } = await checkWith(needed);
        assert.equal(code, 0);
        assert.equal(findings.filter(({ message }) => message.includes("not granted")).length, 2);
    });

    it("names a missing scope: that to read, as the tenant says it, and that to change, from the token", async () => {
        const without = await checkWith([]);
        assert.equal(without.code, 1);
        assert.match(
            without.of("read")?.message ?? "",
            /403 \(insufficient_scope\).*Grant the scope read:authentication_methods/,
        );
        const readOnly = await checkWith(needed.slice(0, 1));
        assert.equal(readOnly.code, 1);
        assert.deepEqual(
            readOnly.failed.map(({ check }) => check),
            ["scopes"],
        );
        assert.match(
            readOnly.failed[0]?.message ?? "",
            /missing update:authentication_methods\. Grant it to the application/,
        );
    });

    it("says that credentials are wrong: a secret, and an API token", async () => {
        const secret = await checkIn({ AUTH0_CLIENT_SECRET: "wrong-0123456789" });
        assert.deepEqual(
            secret.failed.map(({ check }) => check),
            ["credentials"],
        );
        assert.match(secret.failed[0]?.message ?? "", /401 \(invalid_client\)/);
        assert.equal(secret.of("reachability")?.status, "ok");
        const token = await checkIn({ AUTH0_API_TOKEN: "no-token-of-this-tenant" });
        assert.deepEqual(
            token.failed.map(({ check }) => check),
            ["credentials"],
        );
        assert.equal(token.code, 1);
    });

    it("says that an application may not use the Management API", async () => {
        const body = { error: "access_denied", error_description: "Unauthorized" };
        ground.emulator.fault({ route: "POST /oauth/token", status: 403, body });
        const { failed } = await checkIn();
        assert.deepEqual(
            failed.map(({ check }) => check),
            ["credentials"],
        );
        assert.match(failed[0]?.message ?? "", /Authorize the application for the Auth0 Management API/);
    });

    it("says that a tenant cannot be reached, and looks no further", async () => {
        const nowhere = await checkIn({ AUTH0_DOMAIN: "http://127.0.0.1:9" });
        assert.deepEqual(
            nowhere.failed.map(({ check }) => check),
            ["reachability"],
        );
        assert.match(nowhere.failed[0]?.message ?? "", /the connection failed \(ECONNREFUSED\)/);
        assert.equal(nowhere.of("credentials"), undefined);
    });

    it("says that what answers is no Management API", async () => {
        ground.emulator.fault({ route: list, status: 404, body: "<html>not here</html>" });
        const { code, failed } = await checkIn();
        assert.equal(code, 1);
        assert.deepEqual(
            failed.map(({ check }) => check),
            ["read"],
        );
        assert.match(failed[0]?.message ?? "", /this is not how the Management API answers/);
    });

    it("warns of a clock that is off, and of a rate limit that others use up", async () => {
        const body = {
            statusCode: 404,
            error: "Not Found",
            message: "The user does not exist.",
            errorCode: "inexistent_user",
        };
        const headers = {
            date: "Thu, 05 Feb 2026 09:00:00 GMT",
            "x-ratelimit-limit": "50",
            "x-ratelimit-remaining": "0",
        };
        ground.emulator.fault({ route: list, status: 404, body, headers });
        const { code, of } = await checkIn();
        assert.equal(code, 0);
        assert.equal(of("clock")?.status, "warn");
        assert.match(of("clock")?.message ?? "", /^this machine's is \d+ s before the tenant's/);
        assert.equal(of("rate limit")?.status, "warn");
    });

    it("says where the configuration is incomplete, and still looks at the versions", async () => {
        const { code, failed, of } = await checkIn({ AUTH0_DOMAIN: undefined });
        assert.equal(code, 1);
        assert.deepEqual(
            failed.map(({ check }) => check),
            ["configuration"],
        );
        assert.match(failed[0]?.message ?? "", /^auth0:domain \(or AUTH0_DOMAIN\) is not set/);
        assert.equal(of("node")?.status, "ok");
        assert.deepEqual(ground.emulator.requests, []);
    });

    it("tells the flags from the environment, and an API token from a secret", async () => {
        const env = {
            AUTH0_DOMAIN: "example.eu.auth0.com",
            AUTH0_API_TOKEN: await ground.emulator.issueToken({ scopes: needed }),
        };
        const { of } = await checkIn(env, "--domain", ground.emulator.url);
        assert.equal(
            of("configuration")?.message,
            `tenant ${ground.emulator.url} (--domain), an API token (AUTH0_API_TOKEN)`,
        );
        assert.equal(of("credentials")?.message, "the API token is accepted");
    });

    it("warns where there is no Pulumi CLI, and fails where it is too old", async () => {
        const empty = path.join(ground.folder, "empty");
        mkdirSync(empty);
        const none = await checkIn({ PATH: empty });
        assert.equal(none.of("pulumi")?.status, "warn");
        assert.equal(none.code, 0);
        const old = await checkIn(withPulumi("echo v3.200.0"));
        assert.equal(old.of("pulumi")?.status, "fail");
        assert.equal(old.code, 1);
    });

    it("finds the SDK from the project's folder, and that there are two copies of it", async () => {
        const project = path.join(ground.folder, "project");
        const none = path.join(ground.folder, "none");
        for (const name of [
            "@pulumi/pulumi",
            "pulumi-auth0-authentication-methods",
            "pulumi-auth0-authentication-methods/node_modules/@pulumi/pulumi",
        ]) {
            const folder = path.join(project, "node_modules", name);
            mkdirSync(folder, { recursive: true });
            writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, version: "3.230.0" }));
        }
        const two = await checkIn({}, "--cwd", project);
        assert.match(
            two.of("sdk")?.message ?? "",
            /^the project has @pulumi\/pulumi 3\.230\.0, and this package another copy/,
        );
        assert.equal(two.code, 1);
        assert.match(two.of("package")?.message ?? "", /and the project has 3\.230\.0: run the project's own/);
        mkdirSync(none);
        symlinkSync(path.join(repository, "nowhere"), path.join(none, "node_modules"));
        assert.equal((await ground.runHere(["check", "--json", "--cwd", none])).code, 0);
    });

    it("ends with 2 for a mistake on the command line", async () => {
        const { code, stdout } = await ground.runHere(["check", "--domain", "no host"]);
        assert.deepEqual([code, stdout], [2, ""]);
        assert.deepEqual(ground.emulator.requests, []);
    });
});
