// The main job, seen from outside: the quickstart's program on the real engine against an emulated tenant. Every step says
// what is expected of it, and the demonstration fails when that is not what happened.

import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { createStack, disposeAll, type OperationResult, type TestStack } from "../../test/support/stack";
import { tableOf } from "./table";

const quickstart = path.resolve(__dirname, "../../examples/quickstart/index.ts");
const ada = "auth0|507f1f77bcf86cd799439020";
const phone = "phone|dev_kXVq4drj3Mw6uCF5";
const totp = "totp|dev_F9T7cy0hM0IgHjwP";
const key = "webauthn-roaming|dev_nTfxQhX9mWk2PzLc";

/** What a step is expected to have done. */
interface Expected {
    /** Whether the command succeeds. */
    readonly ok: boolean;
    /** How many resources it creates, updates and so on. */
    readonly changes?: Readonly<Record<string, number>>;
    readonly get: number;
    readonly patch: number;
    /** What its output says. */
    readonly says?: RegExp;
}

let step = 0;
const failures: string[] = [];

function print(text = ""): void {
    process.stdout.write(`${text}\n`);
}

function heading(text: string): void {
    step += 1;
    print(`\n== ${step}. ${text}`);
}

function indented(text: string, margin: string): string {
    return text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => `${margin}${line.trimEnd()}`)
        .join("\n");
}

/** Runs a command of the engine, shows it as a user would see it, and holds it against what is expected. */
async function command(
    emulator: Emulator,
    typed: string,
    operation: () => Promise<OperationResult>,
    expected: Expected,
): Promise<void> {
    print(`\n   $ ${typed}\n`);
    const before = emulator.requests.length;
    const { ok, output, changes } = await operation();
    print(indented(output, "   | "));
    const sent = emulator.requests.slice(before).map(({ method }) => method);
    const get = sent.filter((method) => method === "GET").length;
    const patch = sent.filter((method) => method === "PATCH").length;
    print(`\n   Requests to the tenant: ${get} GET, ${patch} PATCH.`);
    const problems = [
        ...(ok === expected.ok ? [] : [ok ? "it succeeded, and should not have" : "it failed"]),
        ...(get === expected.get ? [] : [`${expected.get} GET were expected`]),
        ...(patch === expected.patch ? [] : [`${expected.patch} PATCH were expected`]),
        ...(expected.says === undefined || expected.says.test(output) ? [] : [`it does not say ${expected.says}`]),
        ...Object.entries(expected.changes ?? {})
            .filter(([kind, count]) => changes[kind as keyof typeof changes] !== count)
            .map(([kind, count]) => `${count} resources to ${kind} were expected`),
    ];
    judge(problems);
}

function judge(problems: readonly string[]): void {
    print(problems.length === 0 ? "   As expected." : `   NOT AS EXPECTED: ${problems.join("; ")}.`);
    failures.push(...problems.map((problem) => `step ${step}: ${problem}`));
}

/** The quickstart's own file, run anew for each command. */
async function runQuickstart(): Promise<Record<string, unknown>> {
    delete require.cache[quickstart];
    return require(quickstart) as Record<string, unknown>;
}

/** The mistake comes last: how far the engine gets with what is right when something is wrong is a matter of luck. */
async function runWithMistake(): Promise<Record<string, unknown>> {
    const outputs = await runQuickstart();
    await new Promise((resolve) => {
        pulumi.all(Object.values(outputs)).apply(resolve);
    });
    new AuthenticationMethodSettings("ada-totp", {
        userId: ada,
        authenticationMethodId: totp,
        preferredAuthenticationMethod: "voice",
    });
    return outputs;
}

async function demonstrate(emulator: Emulator, stack: TestStack): Promise<void> {
    const table = () => indented(tableOf(emulator.users, [phone, key]), "   ");
    const original = table();

    heading("A tenant, and a program that declares settings of two of its users' methods");
    print(`\n   The tenant is an emulator at ${emulator.url}, the program is examples/quickstart/index.ts.\n`);
    print(original);

    heading("A preview reads the tenant, and writes nothing");
    const preview = () => stack.preview();
    const up = () => stack.up();
    await command(emulator, "pulumi preview", preview, { ok: true, changes: { create: 3 }, get: 2, patch: 0 });

    heading("An up adopts the two methods: one PATCH each, with what differs");
    await command(emulator, "pulumi up", up, { ok: true, changes: { create: 3 }, get: 2, patch: 2 });
    print(`\n${table()}`);

    heading("Somebody renames the phone in the tenant, behind Pulumi's back");
    emulator.method(ada, phone).name = "My phone";
    print(`\n${table()}`);

    heading("The next preview says so");
    const drift = /drift: .*name is "My phone", declared is "Work phone"/;
    await command(emulator, "pulumi preview", preview, {
        ok: true,
        changes: { update: 1, same: 2 },
        get: 2,
        patch: 0,
        says: drift,
    });

    heading("A plain up heals it with one PATCH");
    await command(emulator, "pulumi up", up, {
        ok: true,
        changes: { update: 1, same: 2 },
        get: 2,
        patch: 1,
        says: drift,
    });
    print(`\n${table()}`);

    heading("An up with nothing to do changes nothing");
    await command(emulator, "pulumi up", up, { ok: true, changes: { same: 3 }, get: 2, patch: 0 });

    heading("A mistake, on purpose: a preference for calls on a TOTP method");
    stack.program = runWithMistake;
    await command(emulator, "pulumi preview", preview, {
        ok: false,
        get: 2,
        patch: 0,
        says: /preferredAuthenticationMethod applies to phone methods alone.*Take preferredAuthenticationMethod out/,
    });
    stack.program = runQuickstart;

    heading('Destroying the stack puts back what was there: both resources say onDelete: "restore"');
    await command(emulator, "pulumi destroy", () => stack.destroy(), {
        ok: true,
        changes: { delete: 3 },
        get: 2,
        patch: 2,
    });
    print(`\n${table()}\n`);
    judge(table() === original ? [] : ["the tenant is not as it was"]);
}

async function main(): Promise<void> {
    const started = Date.now();
    const emulator = await startEmulator({ users: 8 });
    try {
        const stack = await createStack({
            secrets: "passphrase",
            program: runQuickstart,
            projectName: "auth0-quickstart",
            config: {
                "auth0:domain": emulator.url,
                "auth0:clientId": emulator.clientId,
                "auth0:clientSecret": { value: emulator.clientSecret, secret: true },
            },
        });
        await demonstrate(emulator, stack);
    } finally {
        disposeAll();
        await emulator.close();
    }
    const seconds = Math.round((Date.now() - started) / 1_000);
    if (failures.length > 0) {
        print(`\nNot as expected:\n${indented(failures.join("\n"), "  - ")}`);
        process.exitCode = 1;
        return;
    }
    print(
        `\nAll ${step} steps went as expected, in ${seconds} s. Nothing of your own was touched: the stack was temporary.`,
    );
    print("Next, against your own tenant: see README.md.");
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
});
