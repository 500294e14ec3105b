// The life of an authentication method with Auth0's SDK for Node.

import { type Management, ManagementClient, ManagementError } from "auth0";
import type { LifeArguments, Step } from "./life";

/** Lives it, and returns what it saw. */
export async function liveWithNode(args: LifeArguments): Promise<Step[]> {
    const options = {
        domain: args.url.replace("http://", ""),
        maxRetries: 0,
        // The SDK speaks https in any case; the emulator does not.
        fetch: (url: string | URL | Request, init?: RequestInit) => fetch(String(url).replace("https:", "http:"), init),
    };
    const { clientId, clientSecret, audience } = args;
    const tenant = new ManagementClient({ ...options, clientId, clientSecret, audience });
    const methods = tenant.users.authenticationMethods;
    const steps: Step[] = [];

    async function tell<T>(step: string, call: Promise<T>): Promise<T | undefined> {
        try {
            const answer = await call;
            steps.push(answer === undefined ? { step } : { step, answer });
            return answer;
        } catch (error) {
            if (!(error instanceof ManagementError)) {
                throw error;
            }
            const { statusCode: status = 0, body } = error;
            steps.push({ step, error: { type: error.constructor.name, status, body } });
            return undefined;
        }
    }

    async function list(user: string, of = tenant): Promise<Management.UserAuthenticationMethod[]> {
        return (await of.users.authenticationMethods.list(user)).data;
    }

    await tell("list before", list(args.user));
    const id = (await tell("create", methods.create(args.user, args.create)))?.id ?? "";
    await tell("list", list(args.user));
    await tell("get", methods.get(args.user, id));
    await tell("update", methods.update(args.user, id, args.update));
    await tell("list updated", list(args.user));
    await tell("create again", methods.create(args.user, args.create));
    await tell("update what it does not apply to", methods.update(args.other, args.otherMethod, args.refused));
    await tell("delete", methods.delete(args.user, id));
    await tell("get deleted", methods.get(args.user, id));
    await tell("update deleted", methods.update(args.user, id, args.update));
    await tell("delete deleted", methods.delete(args.user, id));
    await tell("list after", list(args.user));
    await tell("list of nobody", list(args.nobody));
    await tell("look up beyond the limit", tenant.users.listUsersByEmail({ email: args.email }));
    await tell(
        "list without the scope",
        list(args.user, new ManagementClient({ ...options, token: args.narrowToken })),
    );
    await tell("list without a token", list(args.user, new ManagementClient({ ...options, token: "none" })));
    return steps;
}
