// The tenant of one contender, in a process of its own, so that it does not share the contender's event loop. Begins when it
// is told how, reports when it is asked to, and ends with its parent.

import { type PlanChoice, startEmulator, type WireUser } from "auth0-authentication-methods-emulator";
import type { Asked } from "./job";

/** How to begin. */
export interface Wishes {
    readonly plan: PlanChoice;
    readonly users: readonly WireUser[];
    /** How late each answer is, in milliseconds: the way there and back. None unless given. */
    readonly delay?: number;
}

/** How the tenant is reached. */
export interface Address {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
}

/** What has become of it. */
export interface Report {
    readonly requests: readonly Asked[];
    readonly users: readonly WireUser[];
}

function tell(message: Address | Report): void {
    process.send?.(message);
}

process.once("message", async ({ plan, users, delay }: Wishes) => {
    const emulator = await startEmulator({ plan, users });
    if (delay !== undefined) {
        emulator.fault({ route: "*", times: Number.POSITIVE_INFINITY, delay });
    }
    process.on("message", () => {
        const requests = emulator.requests.map(({ method, path, status }) => ({
            method,
            path,
            ...(status !== undefined && { status }),
        }));
        tell({ requests, users: emulator.users });
    });
    tell({ url: emulator.url, clientId: emulator.clientId, clientSecret: emulator.clientSecret });
});
process.once("disconnect", () => process.exit());
