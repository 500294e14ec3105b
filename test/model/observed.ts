// What was seen of one operation of the engine.

import type { LoggedRequest } from "auth0-authentication-methods-emulator";
import type { Ran } from "./underTest";
import { keyOf, type World } from "./world";

export interface Observed {
    readonly ran: Ran;
    /** Whether the engine or the provider was killed in the middle of it. */
    readonly isKilled: boolean;
    readonly before: World;
    readonly requests: readonly LoggedRequest[];
}

/** The methods that were sent a PATCH, in the order of the requests. */
export function patchesIn(requests: readonly LoggedRequest[]): string[] {
    return requests.filter(({ method }) => method === "PATCH").map(({ path }) => patchedKey(path));
}

/** The method that a path stands for. */
export function patchedKey(path: string): string {
    const [, userId = "", methodId = ""] = /users\/([^/]+)\/authentication-methods\/([^/?]+)/.exec(path) ?? [];
    return keyOf(decodeURIComponent(userId), decodeURIComponent(methodId));
}
