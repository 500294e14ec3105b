// The provider objects as the engine drives them, over a transport and a clock of the test's own, and what must hold of
// whatever they do.

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { tokenPath } from "../../../src/auth0/paths";
import { type Answer, HttpTransport, type Request, TransportFailure } from "../../../src/auth0/transport";
import { neverCancelled } from "../../../src/core/cancellation";
import { enrolledProvider } from "../../../src/engine/enrolled/enrolledProvider";
import { groupProvider } from "../../../src/engine/group/groupProvider";
import { Runtime } from "../../../src/engine/runtime";
import { settingsProvider } from "../../../src/engine/single/settingsProvider";
import { VirtualClock } from "../../support/client";
import { Playing, type Script } from "./answers";
import { assertFitToPrint, assertTellsWhatToDo } from "./messages";
import { canaries } from "./texts";

// One operation of the engine asks a tenant that often at the most, whatever it answers.
const mostRequests = 5_000;
const mostSleeps = 50_000;
// So many turns of the event loop in which nothing happens, and nothing will.
const idleTurns = 100;

/** A clock that notices when somebody sleeps for ever in small steps. */
class BoundedClock extends VirtualClock {
    override async sleep(milliseconds: number): Promise<void> {
        assert.ok(this.slept.length < mostSleeps, "it sleeps without end");
        assert.ok(milliseconds >= 0 && Number.isFinite(milliseconds), `it sleeps ${milliseconds} ms`);
        await super.sleep(milliseconds);
    }
}

/** A tenant that answers as its script says. */
export class ScriptedTenant {
    readonly requests: Request[] = [];
    readonly clock = new BoundedClock();
    readonly #playing: Playing;

    constructor(script: Script) {
        this.#playing = new Playing(script);
    }

    async send(request: Request, timeout: number): Promise<Answer> {
        assert.ok(timeout > 0, `a request has ${timeout} ms`);
        this.requests.push(request);
        assert.ok(this.requests.length <= mostRequests, "it asks without end");
        const answer = this.#playing.next(request);
        if ("failure" in answer) {
            this.clock.time += answer.failure === "timeout" ? timeout : 1;
            throw new TransportFailure(answer.failure, answer.reason, "proxy.example.com:8080");
        }
        this.clock.time += 1;
        const { status, headers, text } = answer;
        return { status, text, header: (name) => (Object.hasOwn(headers, name) ? headers[name] : undefined) };
    }

    get patches(): Request[] {
        return this.requests.filter(({ method }) => method === "PATCH");
    }

    /** All that could change the tenant. */
    get writes(): Request[] {
        return this.requests.filter(({ method, path }) => method !== "GET" && path !== tokenPath);
    }
}

/** What came of one call. */
export type Outcome = { readonly result: unknown } | { readonly error: Error };

/** The configuration of a stack, as far as it matters here. */
export const configuration: Readonly<Record<string, string>> = {
    "auth0:domain": "tenant.example.com",
    "auth0:clientId": "client",
    "auth0:clientSecret": canaries.clientSecret,
};

/** The provider objects of one process of the engine. */
export class Driven {
    readonly single: ReturnType<typeof settingsProvider>;
    readonly group: ReturnType<typeof groupProvider>;
    readonly enrolled: ReturnType<typeof enrolledProvider>;
    readonly lines: string[] = [];
    readonly #tenant: ScriptedTenant;
    readonly #isDebug: boolean;

    constructor(
        tenant: ScriptedTenant,
        config: Readonly<Record<string, unknown>> = configuration,
        environment: Readonly<Record<string, string>> = {},
    ) {
        this.#tenant = tenant;
        this.#isDebug = "auth0:debug" in config || "AUTH0_DEBUG" in environment;
        const runtime = new Runtime(tenant.clock, environment, "test", neverCancelled());
        runtime.configure({
            get: (key) => (Object.hasOwn(config, key) ? config[key] : undefined) as string | undefined,
        });
        this.single = settingsProvider(runtime);
        this.group = groupProvider(runtime);
        this.enrolled = enrolledProvider(runtime);
    }

    /** Makes a call, and fails where it crashes, hangs, tells too much or too little. */
    async call(task: () => Promise<unknown>): Promise<Outcome> {
        const outcome = await this.#watched(() => this.#settled(task));
        for (const line of this.lines) {
            assertFitToPrint(line);
        }
        if ("error" in outcome) {
            assertFailure(outcome.error, this.#isDebug);
        } else {
            assertPlain(outcome.result);
            assertFailures(outcome.result);
        }
        return outcome;
    }

    /** With the tenant in place of the network, the lines kept, and nothing rejected unseen. */
    async #watched(task: () => Promise<Outcome>): Promise<Outcome> {
        const { send } = HttpTransport.prototype;
        const { write } = process.stdout;
        const listeners = process.listeners("unhandledRejection");
        const unseen: unknown[] = [];
        process.removeAllListeners("unhandledRejection").on("unhandledRejection", (reason) => unseen.push(reason));
        HttpTransport.prototype.send = (request, timeout) => this.#tenant.send(request, timeout);
        process.stdout.write = (text: unknown) => this.lines.push(...String(text).replace(/\n$/, "").split("\n")) > 0;
        try {
            const outcome = await task();
            await setImmediate();
            assert.deepEqual(unseen, [], "a rejection that nobody handles");
            return outcome;
        } finally {
            HttpTransport.prototype.send = send;
            process.stdout.write = write;
            process.removeAllListeners("unhandledRejection");
            for (const listener of listeners) {
                process.on("unhandledRejection", listener);
            }
        }
    }

    async #settled(task: () => Promise<unknown>): Promise<Outcome> {
        let outcome: Outcome | undefined;
        void task().then(
            (result) => {
                outcome = { result };
            },
            (error: unknown) => {
                assert.ok(error instanceof Error, `it throws ${String(error)}`);
                outcome = { error };
            },
        );
        const { clock, requests } = this.#tenant;
        let seen = -1;
        for (let turns = 0; outcome === undefined; turns += 1) {
            await setImmediate();
            const now = requests.length + clock.slept.length;
            turns = now === seen ? turns : 0;
            seen = now;
            assert.ok(turns < idleTurns, "it hangs: nothing is under way that could end it");
        }
        return outcome;
    }
}

function assertFailure(error: Error, isDebug: boolean): void {
    assertTellsWhatToDo(error.message);
    if (isDebug) {
        assertFitToPrint(error.stack ?? "");
    } else {
        assert.equal(error.stack, "", "the engine prints the stack");
    }
    assert.equal(error.cause, undefined);
    if ("properties" in error) {
        assertPlain(error.properties);
        assert.match(String((error.properties as { __provider?: unknown }).__provider), /^exports\.handler=/);
        assert.ok("id" in error && typeof error.id === "string" && error.id !== "");
    }
}

/** What the engine's protocol can carry: JSON, in text that UTF-8 can write. */
function assertPlain(value: unknown): void {
    const text = JSON.stringify(value);
    assert.deepEqual(value, JSON.parse(text));
    JSON.parse(text, (_key, part: unknown) => {
        assert.ok(
            typeof part !== "string" || !/\p{Cs}/u.test(part),
            "half a character, which the engine's protocol cannot carry",
        );
        return part;
    });
    for (const secret of ["totpSecret", "token", "clientSecret"] as const) {
        assert.ok(!text.includes(canaries[secret]), `the ${secret} is to be recorded`);
    }
}

function assertFailures(result: unknown): void {
    const { failures = [] } = result as { failures?: { property: string; reason: string }[] };
    assert.ok(failures.length <= 21, `${failures.length} failures of one check`);
    for (const { property, reason } of failures) {
        assert.equal(typeof property, "string");
        assertTellsWhatToDo(reason);
    }
}
