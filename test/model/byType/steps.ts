// The steps that a sequence is made of, as fast-check makes them up and shortens them.

import fc from "fast-check";
import { type FaultPlan, mishapNames, routes, setFaults } from "../disruptions";
import type { OnDelete, Operation } from "../world";
import { type Ground, users } from "./ground";
import { operate } from "./operate";
import { problemsIn } from "./reference";
import type { Entry, How } from "./world";

/** Does something, and says what: that may depend on what there was to choose from. */
export interface Step {
    readonly text: string;
    run(ground: Ground): Promise<void> | void;
}

const bases = { single: ["a", "b"], group: ["staff", "keys"] } as const;
const kind = fc.constantFrom("single", "group", "group");
const user = fc.constantFrom(...users, users[0]);
const any = fc.nat({ max: 100 });
const name = fc.constantFrom("Work phone", "Desk", "Hall", "Porch");

/** Two ways of three select by type. */
const way = fc.constantFrom("id", "type", "newest");

function oneOf<T>(list: readonly T[], choice: number): T | undefined {
    return list[choice % Math.max(1, list.length)];
}

/** By id, one of the phones that the user has; one that there is not, where there are none. */
function howOf(ground: Ground, of: string, chosen: "id" | "type" | "newest", choice: number): How {
    const { id = "phone|dev_gone" } = oneOf(ground.phones[of] ?? [], choice) ?? {};
    return chosen === "id" ? { by: "id", id } : { by: "type", ...(chosen === "newest" && { pick: "newest" }) };
}

function step(kindOf: string, arguments_: unknown, run: (ground: Ground) => Promise<void> | void): Step {
    return { text: `${kindOf} ${JSON.stringify(arguments_)}`, run };
}

function changing(kindOf: string, arguments_: unknown, change: (ground: Ground) => void): Step {
    return step(kindOf, arguments_, (ground) => {
        change(ground);
        ground.isSettled = false;
    });
}

/** One of the entries of the program, and its resource. */
function entryOf(ground: Ground, choice: number): { base: string; entry: Entry } | undefined {
    return oneOf(
        [...ground.program].flatMap(([base, { entries }]) => entries.map((entry) => ({ base, entry }))),
        choice,
    );
}

const declaring = fc.record({ kind, which: fc.nat({ max: 1 }), user, way, choice: any, name }).map((all) =>
    changing("declare", all, (ground) => {
        const how = howOf(ground, all.user, all.way, all.choice);
        const base = bases[all.kind][all.which] ?? "a";
        ground.declare(base, all.kind, { user: all.user, how, name: all.name });
    }),
);

const edits = fc.oneof(
    fc.record({ choice: any, name }).map((all) =>
        changing("name", all, (ground) => {
            const { base, entry } = entryOf(ground, all.choice) ?? {};
            if (base !== undefined && entry !== undefined) {
                ground.declare(base, ground.program.get(base)?.kind ?? "single", { ...entry, name: all.name });
            }
        }),
    ),
    fc.record({ choice: any, way, other: any }).map((all) =>
        changing("select in another way", all, (ground) => {
            const { base, entry } = entryOf(ground, all.choice) ?? {};
            if (base !== undefined && entry !== undefined) {
                const resource = ground.program.get(base);
                ground.remove(base, entry);
                const how = howOf(ground, entry.user, all.way, all.other);
                if (resource !== undefined) {
                    ground.program.set(base, resource);
                    ground.declare(base, resource.kind, { ...entry, how });
                }
            }
        }),
    ),
    fc.record({ choice: any, kind, which: fc.nat({ max: 1 }), way: fc.option(way) }).map((all) =>
        changing("move", all, (ground) => {
            const { base, entry } = entryOf(ground, all.choice) ?? {};
            const to = bases[all.kind][all.which] ?? "a";
            if (base !== undefined && entry !== undefined) {
                ground.remove(base, entry);
                const how = all.way === null ? entry.how : howOf(ground, entry.user, all.way, all.choice);
                ground.declare(to, all.kind, { ...entry, how });
            }
        }),
    ),
    any.map((choice) =>
        changing("take out", choice, (ground) => {
            const { base, entry } = entryOf(ground, choice) ?? {};
            if (base !== undefined) {
                ground.remove(base, entry);
            }
        }),
    ),
    fc.record({ choice: any, keeps: fc.boolean() }).map((all) =>
        changing("rename", all, (ground) => {
            ground.rename(oneOf([...ground.program.keys()], all.choice) ?? "", all.keeps);
        }),
    ),
    any.map((choice) =>
        changing("remove", choice, (ground) => {
            ground.remove(oneOf([...ground.program.keys()], choice) ?? "");
        }),
    ),
    fc
        .record({
            choice: any,
            onDelete: fc.constantFrom<(OnDelete | undefined)[]>(undefined, "retain", "restore", "restore"),
        })
        .map((all) =>
            changing("onDelete", all, (ground) => {
                const resource = oneOf([...ground.program.values()], all.choice);
                if (resource !== undefined) {
                    resource.onDelete = all.onDelete;
                }
            }),
        ),
);

function lose(ground: Ground, of: string, choice: number): void {
    const methods = ground.methodsOf(of);
    methods.splice(choice % Math.max(1, methods.length), 1);
}

const byUsers = fc.oneof(
    fc.record({ user, choice: any, isNamed: fc.boolean() }).map((all) =>
        changing("enrols anew", all, (ground) => {
            lose(ground, all.user, all.choice);
            ground.enrol(all.user, all);
        }),
    ),
    fc
        .record({
            user,
            confirmed: fc.constantFrom(true, true, false),
            isTwin: fc.constantFrom(false, false, false, true),
        })
        .map((all) => changing("enrols another", all, (ground) => ground.enrol(all.user, all))),
    fc
        .record({ user, choice: any })
        .map((all) => changing("loses", all, (ground) => lose(ground, all.user, all.choice))),
    user.map((of) =>
        changing("confirms all", of, (ground) => {
            for (const method of ground.methodsOf(of)) {
                method.confirmed = true;
            }
        }),
    ),
    fc.record({ user, choice: any }).map((all) =>
        changing("changes by hand", all, (ground) => {
            const method = oneOf(ground.methodsOf(all.user), all.choice);
            if (method !== undefined) {
                method.name = "By hand";
            }
        }),
    ),
);

const operation = fc.constantFrom<Operation[]>("up", "up", "up", "up", "preview", "refresh", "destroy");
const plain = operation.map((of) => step(of, "", (ground) => operate(ground, of)));

const fault: fc.Arbitrary<FaultPlan> = fc.record({
    route: fc.constantFrom<(keyof typeof routes)[]>("list", "patch", "patch"),
    what: fc.constantFrom(...mishapNames),
    nth: fc.constantFrom(1, 1, 2, 3),
    // Lost for good, what was sent is not looked at again.
    times: fc.constantFrom(1, 2, 40),
});
const withFault = fc.record({ of: operation, fault, isShaken: fc.boolean() }).map((all) =>
    step("with a fault", all, async (ground) => {
        shake(ground, all.isShaken);
        await operate(ground, all.of, () => setFaults(ground.emulator, [all.fault]));
    }),
);

/** Every name is changed by hand, so that there is something to do. */
function shake(ground: Ground, isShaken: boolean): void {
    for (const method of isShaken ? users.flatMap((of) => ground.methodsOf(of)) : []) {
        method.name = "Shaken";
        ground.isSettled = false;
    }
}

/** The user does something just when a request arrives. */
const meanwhile = fc
    .record({
        of: operation,
        route: fc.constantFrom<(keyof typeof routes)[]>("list", "patch", "patch"),
        nth: fc.constantFrom(1, 1, 2, 3),
        isShaken: fc.constantFrom(true, true, false),
        user,
        choice: any,
        what: fc.constantFrom("enrols anew", "enrols anew", "enrols another", "loses"),
    })
    .map((all) =>
        step("meanwhile", all, async (ground) => {
            shake(ground, all.isShaken);
            let isDone = false;
            const happen = () => {
                if (!isDone) {
                    isDone = true;
                    if (all.what !== "enrols another") {
                        lose(ground, all.user, all.choice);
                    }
                    if (all.what !== "loses") {
                        ground.enrol(all.user, {});
                    }
                }
                return 0;
            };
            const disturb = () =>
                ground.emulator.fault({
                    route: routes[all.route],
                    nth: all.nth,
                    // A fault is asked for its delay when a request meets it: that is the moment.
                    get delay() {
                        return happen();
                    },
                });
            await operate(ground, all.of, disturb, false);
        }),
    );

export const sequences = (maxLength: number) =>
    fc.array(
        fc.oneof(
            { weight: 5, arbitrary: declaring },
            { weight: 5, arbitrary: edits },
            { weight: 4, arbitrary: byUsers },
            { weight: 7, arbitrary: plain },
            { weight: 2, arbitrary: withFault },
            { weight: 2, arbitrary: meanwhile },
        ),
        { maxLength, size: "max" },
    );

/** What every sequence ends with: what cannot be told is taken out, and everything converges and can be taken down again. */
export async function end(ground: Ground): Promise<void> {
    for (;;) {
        const [problem] = problemsIn(ground.world);
        if (problem === undefined) {
            break;
        }
        for (const [base, { entries }] of [...ground.program]) {
            for (const entry of entries.filter(({ how, user: of }) => isSame(problem.entry, { how, user: of }))) {
                ground.remove(base, entry);
            }
        }
    }
    ground.isSettled = false;
    for (const of of ["preview", "up", "refresh", "up", "up", "destroy"] as const) {
        await operate(ground, of);
    }
}

function isSame(one: Pick<Entry, "how" | "user">, other: Pick<Entry, "how" | "user">): boolean {
    return JSON.stringify([one.how, one.user]) === JSON.stringify([other.how, other.user]);
}
