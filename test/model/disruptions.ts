// What goes wrong in the middle of an operation: answers of the tenant, and processes that are killed.

import type { Emulator, Fault } from "auth0-authentication-methods-emulator";
import type { Ground } from "./ground";

export const routes = {
    list: "GET /api/v2/users/{id}/authentication-methods",
    patch: "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
    token: "POST /oauth/token",
} as const;

const mishaps = {
    "429": { status: 429 },
    "429, come back in a second": { status: 429, headers: { "retry-after": "1" } },
    "500": { status: 500 },
    "500 although applied": { status: 500, applied: true },
    "503": { status: 503 },
    reset: { reset: true },
    "reset although applied": { reset: true, applied: true },
    "200 that is not JSON although applied": { status: 200, body: "<html>", applied: true },
    "401": { status: 401 },
    "403": { status: 403, body: { statusCode: 403, error: "Forbidden", message: "Insufficient scope" } },
    "400": { status: 400 },
} as const satisfies Record<string, Partial<Fault>>;

export type Mishap = keyof typeof mishaps;
export const mishapNames = Object.keys(mishaps) as Mishap[];

/** Answers of one route that go wrong. */
export interface FaultPlan {
    readonly route: keyof typeof routes;
    readonly what: Mishap;
    /** The first request of the route that meets it, from 1. */
    readonly nth: number;
    /** How many in a row; 0 for all of the operation. */
    readonly times: number;
}

/** A process that is killed when a request is at a certain point. */
export interface KillPlan {
    readonly target: "engine" | "provider";
    readonly route: "list" | "patch";
    readonly nth: number;
    /** Whether the request that arrives then is carried out all the same, when nobody waits any more. */
    readonly isApplied: boolean;
}

export function setFaults(emulator: Emulator, plans: readonly FaultPlan[]): void {
    for (const { route, what, nth, times } of plans) {
        emulator.fault({
            route: routes[route],
            nth,
            times: times === 0 ? Number.POSITIVE_INFINITY : times,
            ...mishaps[what],
        });
    }
}

const heldFor = 150;

/** Arms a trap. @returns whether it went off, to be asked when the operation has ended. */
export function setTrap({ emulator, engine }: Ground, plan: KillPlan): () => boolean {
    let isKilled = false;
    const kill = () => {
        if (!isKilled) {
            isKilled = true;
            engine.kill(plan.target);
        }
    };
    emulator.fault({
        route: routes[plan.route],
        nth: plan.nth,
        reset: true,
        applied: plan.isApplied,
        // Nothing of what comes after a request that is not carried out is either.
        times: plan.isApplied ? 1 : Number.POSITIVE_INFINITY,
        // A fault is asked for its delay when a request meets it: that is the moment.
        get delay() {
            kill();
            return heldFor;
        },
    });
    return () => isKilled;
}

export function describeFault({ route, what, nth, times }: FaultPlan): string {
    return `${what} to ${route} ${nth}${times === 0 ? " and all after it" : times === 1 ? "" : ` to ${nth + times - 1}`}`;
}

export function describeKill({ target, route, nth, isApplied }: KillPlan): string {
    return `${target} killed when ${route} ${nth} arrives${isApplied ? " and is carried out" : ""}`;
}
