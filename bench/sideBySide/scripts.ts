// Scripts with Auth0's own SDK, as a careful engineer writes them today: each method is read, and changed if it differs.

import { UsersClient } from "auth0/users";
import { systemClock } from "../../provider/src/core/clock";
import type { Address } from "../tenant/tenant";
import type { Declared } from "./job";
import { Pool } from "./pool";

/** How many jobs a script counts as done: those whose calls did not throw in the end. */
export type Script = (tenant: Address, declared: readonly Declared[]) => Promise<number>;

/** 16 jobs at once, and otherwise as the SDK is: two retries. */
export const runPooled: Script = async (tenant, declared) => {
    const users = await connect(tenant);
    const pool = new Pool({ concurrency: 16 }, systemClock);
    return countDone(declared.map((one) => pool.run(() => bring(users, one, (request) => request()))));
};

/** What Auth0's deploy CLI sets: three requests at once, eight in a second, ten retries. */
export const runAtFixedRate: Script = async (tenant, declared) => {
    const users = await connect(tenant, { maxRetries: 10 });
    const pool = new Pool({ concurrency: 3, frequency: { starts: 8, windowMs: 1_000 } }, systemClock);
    return countDone(declared.map((one) => bring(users, one, (request) => pool.run(request))));
};

async function bring(
    { authenticationMethods }: UsersClient,
    { userId, authenticationMethodId: id, name, preferredAuthenticationMethod: preferred }: Declared,
    send: <T>(request: () => Promise<T>) => Promise<T>,
): Promise<void> {
    const { data } = await send(async () => authenticationMethods.list(userId));
    const method = data.find((one) => one.id === id);
    if (method === undefined) {
        throw new Error(`${userId} has no method ${id}.`);
    }
    if (method.name !== name || method.preferred_authentication_method !== preferred) {
        await send(async () =>
            authenticationMethods.update(userId, id, { name, preferred_authentication_method: preferred }),
        );
    }
}

/** With client credentials, and by hand: the SDK's own way always speaks https. */
async function connect({ url, clientId, clientSecret }: Address, options: { maxRetries?: number } = {}) {
    const response = await fetch(`${url}/oauth/token`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
            grant_type: "client_credentials",
            client_id: clientId,
            client_secret: clientSecret,
            audience: `${url}/api/v2/`,
        }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return new UsersClient({ baseUrl: `${url}/api/v2`, token, ...options });
}

async function countDone(jobs: readonly Promise<void>[]): Promise<number> {
    const results = await Promise.allSettled(jobs);
    return results.filter(({ status }) => status === "fulfilled").length;
}
