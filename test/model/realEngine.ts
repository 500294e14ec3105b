// The real engine, through the Automation API.

import { randomUUID } from "node:crypto";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { ended, findFamily } from "../support/processes";
import { createStack, type TestStack } from "../support/stack";
import { type Checkpoint, nameOf, type StateResource, typePrefix } from "./state";
import { argumentsOf, type EngineUnderTest, type Ran } from "./underTest";
import type { Operation, Resource } from "./world";

export class RealEngine implements EngineUnderTest {
    readonly #stack: TestStack;
    #killed: readonly number[] = [];
    #isLocked = false;

    private constructor(stack: TestStack) {
        this.#stack = stack;
    }

    static async start(config: Record<string, string>): Promise<RealEngine> {
        // A name of its own, by which its engine is found among those of other stacks.
        const stackName = `stack-${randomUUID()}`;
        return new RealEngine(await createStack({ program: async () => ({}), config, stackName }));
    }

    async run(operation: Operation, program: Readonly<Record<string, Resource>>): Promise<Ran> {
        this.#stack.program = async () => {
            for (const [name, resource] of Object.entries(program)) {
                const aliases = resource.formerNames.map((former) => ({ name: former }));
                const Class =
                    resource.kind === "single" ? AuthenticationMethodSettings : AuthenticationMethodSettingsGroup;
                new Class(name, argumentsOf(resource) as never, { aliases });
            }
        };
        const { ok, output, events } = await this.#stack[operation](
            // What a run that was killed left pending has to be cleared by somebody, and this is the way without a terminal.
            operation === "refresh" ? { clearPendingCreates: true } : {},
        );
        const steps: Record<string, string[]> = {};
        for (const { resourcePreEvent } of events) {
            const { urn = "", op = "", type = "" } = resourcePreEvent?.metadata ?? {};
            // What is deleted already and only leaves the state is no step of the provider's.
            if (type.startsWith(typePrefix) && op !== "remove-pending-replace") {
                // What a resource was under a former name is deleted under that name, when it is replaced.
                const name = operation === "destroy" ? nameOf(urn) : currentNameOf(nameOf(urn), program);
                steps[name] = [...new Set([...(steps[name] ?? []), op])];
            }
        }
        return { isOk: ok, output, steps };
    }

    checkpoint(): Checkpoint {
        const { latest } = (JSON.parse(this.#stack.rawState()) as StateFile).checkpoint;
        return { resources: latest?.resources ?? [], pending: latest?.pending_operations ?? [] };
    }

    kill(target: "engine" | "provider"): void {
        const { cli, provider, all } = findFamily(this.#stack.automation.name);
        this.#isLocked = target === "engine";
        this.#killed = target === "engine" ? all : [provider];
        process.kill(target === "engine" ? cli : provider, "SIGKILL");
    }

    async recover(): Promise<void> {
        await ended(this.#killed);
        this.#killed = [];
        if (this.#isLocked) {
            this.#isLocked = false;
            await this.#stack.automation.cancel();
        }
    }

    async dispose(): Promise<void> {
        this.#stack.dispose();
    }
}

function currentNameOf(known: string, program: Readonly<Record<string, Resource>>): string {
    return Object.keys(program).find((name) => program[name]?.formerNames.includes(known)) ?? known;
}

interface StateFile {
    checkpoint: { latest?: { resources?: StateResource[]; pending_operations?: { type: string }[] } };
}
