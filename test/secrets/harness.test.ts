// That the search for canaries finds them: in every spelling, and in whatever an operation on the engine prints, throws and
// writes. A search that finds nothing is worth as much as these tests.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { startEmulator } from "auth0-authentication-methods-emulator";
import fc from "fast-check";
import { Canaries, Leak } from "../support/canaries";
import { adaWithMethods, canariesOf, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("the search for canaries", () => {
    const secret = "s3cr3t/with+signs & spaces|0123456789";
    const spelled: readonly [what: string, spell: (text: string) => string][] = [
        ["as it is", (text) => text],
        ["in JSON", (text) => JSON.stringify({ text: `"${text}"` })],
        ["in a URL", encodeURIComponent],
        ["in a form", (text) => new URLSearchParams({ text }).toString()],
        ["with every byte percent-encoded", (text) => Buffer.from(text).toString("hex").replaceAll(/../g, "%$&")],
        ["in upper-case hexadecimal", (text) => Buffer.from(text).toString("hex").toUpperCase()],
        ["in base64", (text) => Buffer.from(text).toString("base64")],
        ["in base64url", (text) => Buffer.from(text).toString("base64url")],
        ["cut at its end", (text) => text.slice(0, 20)],
        ["cut at its beginning", (text) => text.slice(-20)],
    ];
    for (const [what, spell] of spelled) {
        it(`finds one ${what}`, () => {
            const canaries = new Canaries().plant("secret", secret);
            assert.throws(() => canaries.assertNone(`x ${spell(secret)} y`, "output", "a text"), Leak);
            assert.equal(canaries.find(`x ${spell("something else, also long enough")} y`), undefined);
        });
    }

    it("finds one in the middle of what is encoded, wherever that begins", () => {
        const canaries = new Canaries().plant("secret", secret);
        fc.assert(
            fc.property(
                fc.string(),
                fc.string(),
                fc.constantFrom(...spelled.slice(0, 8)),
                (before, after, [, spell]) => {
                    assert.ok(canaries.find(spell(`${before}${secret}${after}`)));
                },
            ),
        );
    });

    it("finds a phone number and an e-mail address as people write them, and a line of a key, and a part of a token", async () => {
        const emulator = await startEmulator({ users: [adaWithMethods()] });
        const token = await emulator.issueToken();
        const canaries = canariesOf(emulator).plant("fixed token", token);
        await emulator.close();
        const found = (text: string) => canaries.find(text)?.what;
        for (const phone of ["+44 20 7946 0958", "(020) 7946-0958", "tel:+44-20-7946-0958", "%2B442079460958"]) {
            assert.equal(found(`call ${phone} now`), "phone number");
        }
        for (const email of ["Canary.Ada@Example.com", "canary.ada%40example.com", "canary%2Eada%40example.com"]) {
            assert.equal(found(`write to ${email} now`), "e-mail address");
        }
        assert.equal(found("number XXXXXXXXX0958"), "masked phone number");
        assert.equal(found(emulator.clientAssertionPrivateKey.split("\n").slice(3, 4).join()), "assertion key");
        assert.equal(found(JSON.stringify(emulator.clientAssertionPrivateKey)), "assertion key");
        assert.equal(found(token.split(".").slice(2).join()), "fixed token");
        assert.equal(found(`Bearer ${(await emulator.issueToken()).slice(0, 30)}`), "access token");
    });

    it("finds one in whatever way an error may be printed, and in what caused it", () => {
        const canaries = new Canaries().plant("secret", secret);
        const hidden = Object.defineProperty(new Error("x"), "request", {
            value: { header: secret },
            enumerable: false,
        });
        const inJson = Object.assign(new Error("x"), { toJSON: () => ({ config: secret }) });
        const stack = Object.assign(new Error("x"), { stack: `at ${secret}` });
        for (const thrown of [
            new Error(secret),
            new Error("x", { cause: new Error("y", { cause: secret }) }),
            new AggregateError([new Error(secret)], "x"),
            hidden,
            inJson,
            stack,
            secret,
        ]) {
            assert.throws(() => canaries.assertNoneThrown(thrown, "an error"), Leak);
        }
        canaries.assertNoneThrown(new Error("x", { cause: new Error("y") }), "an error");
        canaries.assertNoneThrown(undefined, "an error");
    });

    it("does not take ciphertext for a token", () => {
        const canaries = canariesOf({ clientSecret: secret, clientAssertionPrivateKey: secret, users: [] });
        assert.equal(canaries.find('"ciphertext": "v1:V0ZB/eyJhbGciOi:eyJhbGciOi+a="'), undefined);
        assert.equal(
            canaries.find('"ciphertext": "v1:V0ZB/eyJhbGciOi:a=", "token": "eyJhbGciOi"')?.what,
            "access token",
        );
    });

    it("refuses a value that would be found by chance", () => {
        assert.throws(() => new Canaries().plant("secret", "short"), /too short/);
    });
});

describe("the search of an operation on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    it("fails it for a secret in a line, unless the test allows to show it", async () => {
        const { stack, emulator, canaries } = scenario;
        stack.program = async () => {
            await pulumi.log.info(`signed in with ${emulator.clientSecret.slice(0, 30)}`);
        };
        await assert.rejects(stack.preview(), /the client secret is in the output of preview: .*signed in with/s);
        canaries.allow("client secret", { in: ["output", "events"], because: "this test shows what allowing does" });
        const { ok, output } = await stack.preview();
        assert.ok(ok && output.includes(emulator.clientSecret.slice(0, 30)), output);
    });

    it("fails it for a secret in what an operation threw, and in its events", async () => {
        const { stack, emulator } = scenario;
        stack.program = async () => {
            throw new Error(Buffer.from(emulator.clientSecret).toString("base64"));
        };
        await assert.rejects(stack.up(), /the client secret is in /);
    });

    it("fails it for a secret in the state, and for one in a backup or a history file", async () => {
        const { stack, emulator } = scenario;
        scenario.declare();
        assert.ok((await stack.up()).ok);
        const backups = path.join(stack.folder, "backend", ".pulumi", "backups");
        mkdirSync(backups, { recursive: true });
        writeFileSync(path.join(backups, "old.json"), JSON.stringify({ secret: emulator.clientSecret }));
        await assert.rejects(stack.preview(), /the client secret is in \S*old\.json/);
        stack.program = async () => ({ phone: "+44 20 7946 0958" });
        // The engine shows outputs of the stack, so the output is what is found first.
        await assert.rejects(stack.up(), /the phone number is in the output of up/);
        assert.throws(
            () => scenario.canaries.assertNone(stack.rawState(), "files", "the state"),
            /phone number is in the state/,
        );
    });
});
