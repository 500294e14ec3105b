// A tenant over HTTP in a process of its own, so that it does not share the client's event loop. Begins when it is told how,
// and ends with its parent.

import { type PlanName, type RefillMode, startEmulator } from "auth0-authentication-methods-emulator";

/** How to begin. */
export interface Wishes {
    readonly plan: PlanName;
    readonly refill: RefillMode;
}

/** How the tenant is reached. */
export interface Address {
    readonly url: string;
    readonly token: string;
}

process.once("message", async ({ plan, refill }: Wishes) => {
    const emulator = await startEmulator({ plan, refill, users: 1 });
    const address: Address = { url: emulator.url, token: await emulator.issueToken() };
    process.send?.(address);
});
process.once("disconnect", () => process.exit());
