// What is said of entries that could not be brought into line: each of the first ones in full, the others counted by reason.

import { messageOf } from "../../core/defects";
import { CancelledError, ExchangeError, isAuthenticationMethodsError } from "../../core/errors";

/** One entry that failed. */
export interface EntryFailure {
    /** What the user finds it by, such as `settings[4]`. */
    readonly place: string;
    readonly error: unknown;
}

const mostShown = 20;

const reasons: Readonly<Record<string, string>> = {
    UserNotFoundError: "user does not exist",
    MethodNotFoundError: "authentication method does not exist",
    AmbiguousMethodError: "several methods of the type",
    InvalidArgumentsError: "declared twice",
    SettingNotApplicableError: "setting does not apply to the type of method",
    AuthenticationError: "credentials or token not accepted",
    PermissionError: "not permitted",
    RequestRefusedError: "refused",
    RateLimitError: "rate limit",
    ServerError: "Auth0 could not answer",
    NetworkError: "no connection",
    TimeoutError: "no answer in time",
    InvalidAnswerError: "answer not of the Management API",
    NotTriedError: "not tried",
    CancelledError: "cancelled",
};

/** The failures, a line each, and how many more there are of which kind. */
export function listFailures(failures: readonly EntryFailure[]): string[] {
    // Who cancelled knows why; what went wrong before that must not drown in it.
    const cancelled = failures.filter(({ error }) => error instanceof CancelledError);
    const wrong = failures.filter(({ error }) => !(error instanceof CancelledError));
    const shown = wrong.slice(0, mostShown).map(({ place, error }) => `  ${place}: ${messageOf(error)}`);
    const others = [...wrong.slice(mostShown), ...cancelled];
    if (others.length === 0) {
        return shown;
    }
    const counts = new Map<string, number>();
    for (const { error } of others) {
        const reason = reasonOf(error);
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    const counted = [...counts].map(([reason, count]) => `${count} × ${reason}`).join(", ");
    return [...shown, shown.length === 0 ? `  ${counted}.` : `  and ${others.length} more: ${counted}.`];
}

function reasonOf(error: unknown): string {
    const name = isAuthenticationMethodsError(error) ? error.name : "";
    const status = error instanceof ExchangeError && error.status !== undefined ? ` (status ${error.status})` : "";
    return `${reasons[name] ?? "defect of the provider"}${status}`;
}
