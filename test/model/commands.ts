// The steps that a sequence is made of, as fast-check makes them up, shortens and replays them.

import fc from "fast-check";
import { describeFault, describeKill, type FaultPlan, type KillPlan, mishapNames, type routes } from "./disruptions";
import type { Ground } from "./ground";
import { type Disruption, operate } from "./operate";
import type { StepKind } from "./tally";
import { slots } from "./tenant";
import { mapValues, type OnDelete, type Operation, type Settings, without } from "./world";

/** What fast-check calls the model. The state of ours is on the ground, which belongs to one run of a sequence. */
export type Nothing = Record<never, never>;

export class Step implements fc.AsyncCommand<Nothing, Ground> {
    constructor(
        readonly kind: StepKind,
        readonly text: string,
        readonly act: (ground: Ground) => Promise<void> | void,
    ) {}

    check(): boolean {
        return true;
    }

    async run(_nothing: Nothing, ground: Ground): Promise<void> {
        ground.tally.steps[this.kind] += 1;
        await this.act(ground);
    }

    toString(): string {
        return this.text;
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
const declaredOf = (at: number): fc.Arbitrary<Settings> =>
    slots[at]?.type === "phone"
        ? fc.oneof(
              fc.record({ name }),
              fc.record({ preferredAuthenticationMethod: preference }),
              fc.record({ name, preferredAuthenticationMethod: preference }),
          )
        : fc.record({ name });
const slotAndDeclared = slot.chain((at) => fc.record({ at: fc.constant(at), declared: declaredOf(at) }));

function edit(text: string, change: (ground: Ground) => void): Step {
    return new Step("edit of the program", `program: ${text}`, (ground) => {
        change(ground);
        ground.touch();
    });
}

function elsewhere(text: string, change: (ground: Ground) => void): Step {
    return new Step("change behind Pulumi's back", `tenant: ${text}`, (ground) => {
        change(ground);
        ground.touch();
    });
}

const methodAt = (at: number) => `${slots[at]?.userId}'s ${slots[at]?.type}`;
const show = (value: unknown) => JSON.stringify(value);

const edits: fc.Arbitrary<Step>[] = [
    fc
        .record({ base: single, slot: slotAndDeclared, onDelete })
        .map(({ base, slot: { at, declared }, onDelete: choice }) =>
            edit(`${base} = ${methodAt(at)} ${show(declared)} onDelete ${choice}`, (ground) =>
                ground.declareSingle(base, at, declared, choice),
            ),
        ),
    fc
        .record({
            base: group,
            list: fc.uniqueArray(slotAndDeclared, { minLength: 1, maxLength: 5, selector: ({ at }) => at }),
        })
        .map(({ base, list }) =>
            edit(
                `${base} += ${list.map(({ at, declared }) => `${methodAt(at)} ${show(declared)}`).join(", ")}`,
                (ground) => {
                    for (const { at, declared } of list) {
                        ground.declareEntry(base, at, declared);
                    }
                },
            ),
        ),
    fc
        .record({ base: fc.constantFrom(...singles, ...groups), onDelete })
        .map(({ base, onDelete: choice }) =>
            edit(`${base}.onDelete = ${choice}`, (ground) => ground.setOnDelete(base, choice)),
        ),
    slotAndDeclared.map(({ at, declared }) =>
        edit(`where it stands, ${methodAt(at)} = ${show(declared)}`, (ground) => ground.redeclare(at, () => declared)),
    ),
    fc
        .record({ at: slot, field: fc.constantFrom("name", "preferredAuthenticationMethod") })
        .map(({ at, field }) =>
            edit(`${field} of ${methodAt(at)} is not declared`, (ground) =>
                ground.redeclare(at, (settings) =>
                    without(settings as Record<string, string>, (_value, key) => key === field),
                ),
            ),
        ),
    slot.map((at) => edit(`without ${methodAt(at)}`, (ground) => ground.undeclare(at))),
    fc.constantFrom(...singles, ...groups).map((base) => edit(`without ${base}`, (ground) => ground.remove(base))),
    fc
        .record({ base: fc.constantFrom(...singles, ...groups), keeps: fc.boolean() })
        .map(({ base, keeps }) =>
            edit(`${base} has a new name${keeps ? ", with an alias" : ""}`, (ground) => ground.rename(base, keeps)),
        ),
    fc.constant(edit("new ids of what was enrolled anew", (ground) => ground.catchUp())),
];

const changesElsewhere: fc.Arbitrary<Step>[] = [
    slotAndDeclared.map(({ at, declared }) => {
        const changed = mapValues(declared as Record<string, string>, (value, key) =>
            key === "name" ? `${value}, by hand` : value,
        );
        return elsewhere(`${methodAt(at)} = ${show(changed)}`, (ground) => ground.changeMethod(at, changed));
    }),
    slot.map((at) => elsewhere(`${methodAt(at)} is deleted`, (ground) => ground.deleteMethod(at))),
    slot.map((at) => elsewhere(`${methodAt(at)} is enrolled anew`, (ground) => ground.enrolAnew(at))),
];

/** @param isShaken - Whether every name is changed by hand before, so that there is something to do. */
function operation(kind: Operation, disruption: Disruption = {}, isShaken = false): Step {
    const { faults = [], kill } = disruption;
    const words = [kind, ...faults.map(describeFault), ...(kill === undefined ? [] : [describeKill(kill)])];
    return new Step(
        kind,
        `${isShaken ? "every name changed by hand, then " : ""}${words.join("; ")}`,
        async (ground) => {
            if (isShaken) {
                slots.forEach((_slot, at) => {
                    ground.changeMethod(at, { name: "Shaken" });
                });
                ground.touch();
            }
            await operate(ground, kind, disruption);
        },
    );
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
    nth: fc.constantFrom(1, 1, 2, 3, 4),
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
    const weighted = [
        ...Array<fc.Arbitrary<Step>>(4).fill(fc.oneof(...edits.slice(0, 2))),
        ...Array<fc.Arbitrary<Step>>(3).fill(fc.oneof(...edits.slice(2))),
        ...Array<fc.Arbitrary<Step>>(2).fill(
            fc.oneof({ weight: 3, arbitrary: changesElsewhere[0] as fc.Arbitrary<Step> }, ...changesElsewhere),
        ),
        ...Array<fc.Arbitrary<Step>>(5).fill(plain),
        ...Array<fc.Arbitrary<Step>>(2).fill(withFaults),
        ...Array<fc.Arbitrary<Step>>(2).fill(withKill),
    ];
    return fc.commands<Nothing, Ground, false>(weighted, {
        maxCommands: maxSteps,
        size: "max",
        ...(replayPath !== undefined && { replayPath }),
    });
}

/** What every sequence ends with: the program is put right, and everything converges and can be taken down again. */
export const ending: readonly Step[] = [
    operation("up"),
    edit("new ids of what was enrolled anew", (ground) => ground.catchUp()),
    operation("preview"),
    operation("up"),
    operation("up"),
    operation("destroy"),
];
