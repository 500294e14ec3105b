// What `check` finds out about the tenant, with one request that reads, of a user that nobody is: nothing is ever written.

import { methodsPath } from "../../auth0/paths";
import { scopes } from "../../auth0/scopes";
import { type ApiRequest, connect, Session } from "../../auth0/session";
import type { Clock } from "../../core/clock";
import { AuthenticationError, NetworkError, TimeoutError } from "../../core/errors";
import type { Configured } from "../configuration/settings";
import { messageOf } from "../messages";
import type { Progress } from "../progress";
import { userAgent } from "../work";
import { type Finding, fail, ok } from "./finding";
import { judgeClock, judgeRate, judgeScopes } from "./judgements";
import { ObservedTransport } from "./observed";

// As well-formed an id as any, of a user who would have signed up in 1970.
const nobody = "auth0|000000000000000000000000";
// Who waits for a check would rather hear soon that it fails.
const hasty = { attempts: 2, firstDelay: 500, longestDelay: 2_000 };

/** Asks the tenant. */
export async function lookAtTenant(
    { tenant, behaviour }: Configured,
    clock: Clock,
    progress: Progress,
): Promise<Finding[]> {
    const log = progress.log(tenant.debug);
    const connection = connect(tenant.origin, behaviour, userAgent, clock, log);
    const observed = new ObservedTransport(connection.transport, clock);
    const session = new Session({ ...connection, transport: observed, policy: hasty }, tenant, behaviour, log);
    const thrown = await readNobody(session, clock.now() + behaviour.operationTimeout);
    progress.clear();
    return [
        ...judgeWay(tenant, observed, thrown),
        // Of a token that is not accepted, it does not matter what it would permit.
        ...(observed.rate === undefined || thrown instanceof AuthenticationError ? [] : judgeScopes(observed.scopes)),
        ...(observed.rate === undefined ? [] : [judgeRate(observed.rate, behaviour.requestsPerSecond)]),
        ...(observed.clockSkew === undefined ? [] : [judgeClock(observed.clockSkew, tenant.credentials.kind)]),
    ];
}

/** @returns What was thrown; undefined when the tenant says that there is no such user, as it should. */
async function readNobody(session: Session, deadline: number): Promise<unknown> {
    const wanted: ApiRequest = {
        what: "read authentication methods",
        scope: scopes.read,
        isWrite: false,
        request: { method: "GET", path: methodsPath(nobody) },
        accepts: [404],
    };
    try {
        const answer = await session.ask(wanted, { deadline });
        if (answer.status === 404) {
            session.failureOf(answer, wanted);
        }
        return undefined;
    } catch (error) {
        return error;
    }
}

/** How far the request came. */
function judgeWay(
    { origin, credentials: { kind } }: Configured["tenant"],
    observed: ObservedTransport,
    thrown: unknown,
): Finding[] {
    const isWithoutAnswer = thrown instanceof NetworkError || thrown instanceof TimeoutError;
    if (isWithoutAnswer) {
        return [fail("reachability", messageOf(thrown))];
    }
    const reached = observed.isAnswered
        ? [ok("reachability", `${origin.name} answers${origin.isLoopback ? "" : ", over TLS"}`)]
        : [];
    const isOfCredentials = thrown instanceof AuthenticationError || (kind !== "apiToken" && !observed.hasToken);
    if (thrown !== undefined && isOfCredentials) {
        return [...reached, fail("credentials", messageOf(thrown))];
    }
    const accepted = ok(
        "credentials",
        kind === "apiToken" ? "the API token is accepted" : "the tenant gives an access token",
    );
    return [
        ...reached,
        accepted,
        thrown === undefined
            ? ok("read", "the tenant lets authentication methods be read")
            : fail("read", messageOf(thrown)),
    ];
}
