// That the tests which the FAQ names exist, and those of its answers that no other test gives.

import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { canariesOf } from "../support/scenario";
import { createStack, type TestStack } from "../support/stack";
import { read } from "./blocks";
import { missingTests, namedTests } from "./namedTests";

const page = "docs/faq.md";
const userId = "auth0|507f1f77bcf86cd799439020";
const authenticationMethodId = "phone|dev_kXVq4drj3Mw6uCF5";

describe("the FAQ", () => {
    const answers = read(page).split(/^### /m).slice(1);

    it("names tests that exist and run", () => {
        assert.ok(namedTests(read(page)).length > 25);
        assert.deepEqual(missingTests(read(page)), []);
    });

    it("answers each question with a test, a measurement or the words that it was not tried, and most with the threads", () => {
        assert.ok(answers.length > 15);
        for (const answer of answers) {
            const isShown = namedTests(answer).length > 0 || /performance\.md|not tried/.test(answer);
            assert.ok(isShown || answer.startsWith("Can a program in Python"), answer);
        }
        const threads = new Set(read(page).match(/https:\/\/github\.com\/(?:pulumi|auth0)\/[\w-]+\/issues\/\d+/g));
        assert.ok(threads.size > 25);
    });
});

describe("answers of the FAQ, on the engine", () => {
    let emulator: Emulator;
    let stack: TestStack;
    let name = "Work phone";
    let options: pulumi.CustomResourceOptions = {};
    before(async () => {
        emulator = await startEmulator({ users: 25, plan: "unlimited" });
        const { url, clientId, clientSecret } = emulator;
        stack = await createStack({
            program: async () => {
                new AuthenticationMethodSettings("ada-phone", { userId, authenticationMethodId, name }, options);
            },
            env: { AUTH0_DOMAIN: url, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret },
            canaries: canariesOf(emulator),
        });
    });
    after(async () => {
        stack.dispose();
        await emulator.close();
    });

    it("the option import fails, and nothing is sent", async () => {
        options = { import: `${userId}::${authenticationMethodId}` };
        const { ok, output } = await stack.preview();
        assert.equal(ok, false);
        // In one version's words or another's.
        assert.match(output, /ada-phone import[\s\S]*error: Preview failed: /);
        assert.deepEqual(emulator.requests, []);
    });

    it("the option ignoreChanges keeps what was declared, and does not ignore drift", async () => {
        options = {};
        assert.ok((await stack.up()).ok);
        const phone = emulator.method(userId, authenticationMethodId);
        phone.name = "Private";
        [name, options] = ["Another name", { ignoreChanges: ["name"] }];
        assert.deepEqual((await stack.up()).changes, { same: 1, update: 1 });
        assert.equal(phone.name, "Work phone");
    });
});
