// The steps that a sequence is made of, as fast-check makes them up, shortens and replays them.

import fc from "fast-check";
import { describeFault, describeKill, type FaultPlan, type KillPlan, mishapNames, type routes } from "./disruptions";
import type { Ground } from "./ground";
import { type Disruption, operate } from "./operate";
import type { StepKind } from "./tally";
import { slots } from "./tenant";
import { fields, mapValues, type OnDelete, type Operation, type Settings, without } from "./world";

/** What fast-check calls the model. The state of ours is on the ground, which belongs to one run of a sequence. */
export type Nothing = Record<never, never>;

/** What a step that was not come to says of itself. */
export const notDone = "not done";

export class Step implements fc.AsyncCommand<Nothing, Ground> {
    #text = notDone;

    /** @param act - Does it, and says what it did: that may depend on what there was to choose from. */
    constructor(
        readonly kind: StepKind,
        readonly act: (ground: Ground, say: (text: string) => void) => Promise<void> | void,
    ) {}

    check(): boolean {
        return true;
    }

    async run(_nothing: Nothing, ground: Ground): Promise<void> {
        ground.tally.steps[this.kind] += 1;
        await this.act(ground, (text) => {
            this.#text = text;
        });
    }

    toString(): string {
        return this.#text;
    }
}

const singles = ["a", "b", "c"] as const;
const groups = ["staff", "keys"] as const;
const single = fc.constantFrom(...singles);
const group = fc.constantFrom(...groups);
const slot = fc.nat({ max: slots.length - 1 });
const onDelete = fc.constantFrom<(OnDelete | undefined)[]>(undefined, "retain", "restore", "restore");
const name = fc.constantFrom("Work phone", "Desk", 'Tür "3" & <Hof>', "Key 🔑");
const preference = fc.constantFrom("voice", "sms");

/** What is declared of a slot: a preference of phones alone, and never nothing. */
const declaredOf = (type: string | undefined): fc.Arbitrary<Settings> =>
    type === "phone"
        ? fc.oneof(
              fc.record({ name }),
              fc.record({ preferredAuthenticationMethod: preference }),
              fc.record({ name, preferredAuthenticationMethod: preference }),
          )
        : fc.record({ name });
const slotAndDeclared = slot.chain((at) => fc.record({ at: fc.constant(at), declared: declaredOf(slots[at]?.type) }));
const entries = fc.uniqueArray(slotAndDeclared, { minLength: 1, maxLength: 5, selector: ({ at }) => at });

/** @param change - Says what it did; undefined where there was nothing to do it to. */
function edit(change: (ground: Ground) => string | undefined): Step {
    return changing("edit of the program", "program", change);
}

function elsewhere(change: (ground: Ground) => string | undefined): Step {
    return changing("change behind Pulumi's back", "tenant", change);
}

function changing(kind: StepKind, where: string, change: (ground: Ground) => string | undefined): Step {
    return new Step(kind, (ground, say) => {
        say(`${where}: ${change(ground) ?? "nothing to change"}`);
        ground.touch();
    });
}

const methodAt = (at: number) => `${slots[at]?.userId}'s ${slots[at]?.type}`;
const show = (value: unknown) => JSON.stringify(value);
const any = fc.nat({ max: 1_000 });

/** One of those that there are; undefined for none. */
function oneOf<T>(list: readonly T[], choice: number): T | undefined {
    return list[choice % Math.max(1, list.length)];
}

/** An edit of one of the resources that the program has. */
function editOfResource(change: (ground: Ground, base: string) => string): (choice: number) => Step {
    return (choice) =>
        edit((ground) => {
            const base = oneOf(ground.bases, choice);
            return base === undefined ? undefined : change(ground, base);
        });
}

/** An edit of what one of the resources declares of a method. */
function editOfMethod(change: (ground: Ground, at: number) => string): (choice: number) => Step {
    return (choice) =>
        edit((ground) => {
            const at = oneOf(ground.declaredSlots, choice);
            return at === undefined ? undefined : change(ground, at);
        });
}

const additions: fc.Arbitrary<Step>[] = [
    fc.record({ base: single, of: slotAndDeclared, onDelete }).map(({ base, of: { at, declared }, onDelete: choice }) =>
        edit((ground) => {
            ground.declareSingle(base, at, declared, choice);
            return `${base} = ${methodAt(at)} ${show(declared)}, onDelete ${choice ?? "not declared"}`;
        }),
    ),
    fc.record({ base: group, list: entries }).map(({ base, list }) =>
        edit((ground) => {
            for (const { at, declared } of list) {
                ground.declareEntry(base, at, declared);
            }
            return `${base} += ${list.map(({ at, declared }) => `${methodAt(at)} ${show(declared)}`).join(", ")}`;
        }),
    ),
];

const edits: fc.Arbitrary<Step>[] = [
    fc.record({ choice: any, value: onDelete }).map(({ choice, value }) =>
        editOfResource((ground, base) => {
            ground.setOnDelete(base, value);
            return `${base}.onDelete = ${value ?? "not declared"}`;
        })(choice),
    ),
    fc.record({ choice: any, phone: declaredOf("phone"), other: declaredOf("totp") }).map(({ choice, phone, other }) =>
        editOfMethod((ground, at) => {
            const declared = slots[at]?.type === "phone" ? phone : other;
            ground.redeclare(at, () => declared);
            return `${methodAt(at)}, where it stands, = ${show(declared)}`;
        })(choice),
    ),
    fc.record({ choice: any, field: fc.constantFrom(...fields) }).map(({ choice, field }) =>
        editOfMethod((ground, at) => {
            ground.redeclare(at, (settings) =>
                without(settings as Record<string, string>, (_value, key) => key === field),
            );
            return `${methodAt(at)} without ${field}, unless that is all`;
        })(choice),
    ),
    any.map(
        editOfMethod((ground, at) => {
            ground.undeclare(at);
            return `without ${methodAt(at)}`;
        }),
    ),
    any.map(
        editOfResource((ground, base) => {
            ground.remove(base);
            return `without ${base}`;
        }),
    ),
    fc.record({ choice: any, keeps: fc.boolean() }).map(({ choice, keeps }) =>
        editOfResource((ground, base) => {
            ground.rename(base, keeps);
            return `${base} has a new name${keeps ? ", and an alias" : ""}`;
        })(choice),
    ),
    fc.constant(0).map(() =>
        edit((ground) => {
            ground.catchUp();
            return "the new ids of what was enrolled anew";
        }),
    ),
];

const changesByHand = slotAndDeclared.map(({ at, declared }) => {
    const changed = mapValues(declared as Record<string, string>, (value, key) =>
        key === "name" ? `${value}, by hand` : value,
    );
    return elsewhere((ground) => {
        ground.changeMethod(at, changed);
        return `${methodAt(at)} = ${show(changed)}`;
    });
});
const changesOfMethods: fc.Arbitrary<Step>[] = [
    slot.map((at) =>
        elsewhere((ground) => {
            ground.deleteMethod(at);
            return `${methodAt(at)} is deleted`;
        }),
    ),
    slot.map((at) =>
        elsewhere((ground) => {
            ground.enrolAnew(at);
            return `${methodAt(at)} is enrolled anew`;
        }),
    ),
];

/** @param isShaken - Whether every name is changed by hand before, so that there is something to do. */
function operation(kind: Operation, disruption: Disruption = {}, isShaken = false): Step {
    const { faults = [], kill } = disruption;
    const words = [kind, ...faults.map(describeFault), ...(kill === undefined ? [] : [describeKill(kill)])];
    return new Step(kind, async (ground, say) => {
        say(`${isShaken ? "every name changed by hand, then " : ""}${words.join("; ")}`);
        if (isShaken) {
            slots.forEach((_slot, at) => {
                ground.changeMethod(at, { name: "Shaken" });
            });
            ground.touch();
        }
        await operate(ground, kind, disruption);
    });
}

const fault: fc.Arbitrary<FaultPlan> = fc
    .record({
        route: fc.constantFrom<(keyof typeof routes)[]>("list", "patch", "patch", "token"),
        what: fc.constantFrom(...mishapNames),
        nth: fc.constantFrom(1, 1, 2, 3),
        times: fc.constantFrom(1, 1, 1, 2, 0),
    })
    // What is waited out or tried again for long would take all the time there is.
    .map((plan) => (/^(403|401|400)/.test(plan.what) || plan.times === 1 ? plan : { ...plan, times: 2 }));

const killPlan: fc.Arbitrary<KillPlan> = fc.record({
    target: fc.constantFrom("engine", "engine", "provider"),
    route: fc.constantFrom("list", "patch", "patch"),
    nth: fc.constantFrom(1, 1, 1, 2, 3),
    isApplied: fc.boolean(),
});

const plain = fc
    .constantFrom<Operation[]>("up", "up", "up", "preview", "refresh", "destroy")
    .map((kind) => operation(kind));
const withFaults = fc
    .record({
        kind: fc.constantFrom<Operation[]>("up", "up", "up", "destroy", "refresh", "preview"),
        faults: fc.array(fault, { minLength: 1, maxLength: 2 }),
        isShaken: fc.boolean(),
    })
    .map(({ kind, faults, isShaken }) => operation(kind, { faults }, isShaken));
const withKill = fc
    .record({ kind: fc.constantFrom<Operation[]>("up", "up", "destroy"), kill: killPlan })
    .map(({ kind, kill }) => operation(kind, { kill }, true));

/** Sequences of steps, each as likely as it is useful. */
export function sequences(maxSteps: number, replayPath?: string) {
    const weighted: [number, readonly fc.Arbitrary<Step>[]][] = [
        [4, additions],
        [4, edits],
        [2, [changesByHand]],
        [1, changesOfMethods],
        [5, [plain]],
        [3, [withFaults]],
        [3, [withKill]],
    ];
    const arbitraries = weighted.flatMap(([weight, list]) => Array<fc.Arbitrary<Step>>(weight).fill(fc.oneof(...list)));
    return fc.commands<Nothing, Ground, false>(arbitraries, {
        maxCommands: maxSteps,
        size: "max",
        ...(replayPath !== undefined && { replayPath }),
    });
}

/** What every sequence ends with: the program is put right, and everything converges and can be taken down again. */
export const ending: readonly Step[] = [
    operation("up"),
    edit((ground) => {
        ground.catchUp();
        return "the new ids of what was enrolled anew";
    }),
    operation("preview"),
    operation("up"),
    operation("up"),
    operation("destroy"),
];
