// The stacks that are measured: named as a user would name them, each configured for an emulated tenant.

import type { OpMap, PulumiFn } from "@pulumi/pulumi/automation";
import type { Emulator } from "auth0-authentication-methods-emulator";
import { createStack, type OperationResult, type TestStack } from "../test/support/stack";

/** Opens a stack whose configuration leads to the tenant. */
export function openStack(
    emulator: Pick<Emulator, "url" | "clientId" | "clientSecret">,
    program: PulumiFn,
): Promise<TestStack> {
    return createStack({
        secrets: "passphrase",
        program,
        projectName: "auth0-quickstart",
        stackName: "dev",
        config: {
            "auth0:domain": emulator.url,
            "auth0:clientId": emulator.clientId,
            "auth0:clientSecret": { value: emulator.clientSecret, secret: true },
        },
    });
}

/** Switches live previews off or on for the operations to come. */
export function setLivePreview(stack: TestStack, isLive: boolean): void {
    stack.env = isLive ? {} : { AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW: "false" };
}

/** What was measured counts only when it did what it should: anything else ends the command. */
export function assertDone(what: string, { ok, changes, output }: OperationResult, expected: OpMap): void {
    const isExpected = (Object.keys({ ...changes, ...expected }) as (keyof OpMap)[]).every(
        (kind) => (changes[kind] ?? 0) === (expected[kind] ?? 0),
    );
    if (!ok || !isExpected) {
        const [wanted, got] = [JSON.stringify(expected), JSON.stringify(changes)];
        throw new Error(`${what} did not do what it should (${wanted}), but ${ok ? got : "failed"}:\n${output}`);
    }
}
