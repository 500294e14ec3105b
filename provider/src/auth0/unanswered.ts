// How an exchange without an answer is told to the user: what broke, where, and whose it is to mend.

import {
    CancelledError,
    type ExchangeError,
    InvalidAnswerError,
    NetworkError,
    RequestRefusedError,
    TimeoutError,
} from "../core/errors";
import { scrub } from "../core/text";
import { type Attempted, sentence } from "./failures";
import type { TransportFailure } from "./transport";

/** The error for an exchange without an answer, after retries if they made sense. */
export function transportFailure(failure: TransportFailure, attempted: Attempted): ExchangeError {
    const { keyOf } = attempted;
    const reason = scrub(failure.reason, attempted.secrets);
    const through = failure.proxy === undefined ? "" : ` through the proxy ${failure.proxy}`;
    switch (failure.kind) {
        case "timeout": {
            const { requestTimeout, operationTimeout } = attempted;
            const [setting, time] =
                operationTimeout < requestTimeout
                    ? ["operationTimeout", operationTimeout]
                    : ["requestTimeout", requestTimeout];
            return new TimeoutError(
                sentence(
                    attempted,
                    `no answer within ${time / 1_000} s${through}`,
                    "Check the network between here and the tenant; how long an answer may take is set by " +
                        `auth0-authentication-methods:${setting}.`,
                ),
            );
        }
        case "cancelled":
            return new CancelledError(
                sentence(
                    attempted,
                    "the operation was cancelled, and no answer came within a few seconds after that",
                    "Run again; what is done is not repeated.",
                ),
            );
        case "too large":
            return new InvalidAnswerError(
                sentence(
                    attempted,
                    `the answer is ${reason}`,
                    `Check that ${keyOf("domain")} is the tenant's own domain.`,
                ),
            );
        case "unknown host":
            return new NetworkError(
                sentence(
                    attempted,
                    `the host is not known (${reason})`,
                    `Check ${keyOf("domain")} and the name service of this machine; where only a proxy leads out, set ` +
                        "HTTPS_PROXY.",
                ),
            );
        case "certificate":
            return new NetworkError(
                sentence(
                    attempted,
                    `the TLS connection${through} was refused here (${reason})`,
                    nextStepCertificate(reason, attempted),
                ),
            );
        case "invalid":
            return new RequestRefusedError(
                sentence(
                    attempted,
                    reason,
                    "Nothing was sent. Check the credentials and ids for characters that no request can carry.",
                ),
            );
        case "proxy":
        case "proxy for now":
            return new NetworkError(
                sentence(
                    attempted,
                    `the proxy ${failure.proxy} made no connection to the tenant (${reason})`,
                    nextStepProxy(reason),
                ),
            );
        case "connection":
        case "stale":
        case "unreachable":
            if (reason === "EAI_AGAIN") {
                return new NetworkError(
                    sentence(
                        attempted,
                        `the name service of this machine did not answer (${reason})`,
                        "Check the network; where only a proxy leads out, set HTTPS_PROXY.",
                    ),
                );
            }
            return new NetworkError(
                sentence(
                    attempted,
                    `the connection${through} failed (${reason})`,
                    // Nobody listens there: often it is the address that is wrong, or an emulator that does not run.
                    `Check ${reason.includes("ECONNREFUSED") ? `${keyOf("domain")}, ` : ""}the network, and HTTPS_PROXY and NO_PROXY ` +
                        "where a proxy is needed; then run again.",
                ),
            );
    }
}

function nextStepCertificate(reason: string, { keyOf }: Attempted): string {
    if (/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(reason)) {
        return "Check the clock of this machine, and whose certificate it is: a proxy may stand between.";
    }
    if (/ALTNAME/.test(reason)) {
        return `The certificate is that of another host: check ${keyOf("domain")}, and what answers in its place.`;
    }
    if (/EPROTO|ERR_SSL/.test(reason)) {
        return "TLS 1.2 or later is needed all the way: check what stands between here and the tenant.";
    }
    return (
        "Where a proxy of your company stands between, save the certificate of its authority as a PEM file, and set " +
        "NODE_EXTRA_CA_CERTS to the path of that file before `pulumi` starts."
    );
}

function nextStepProxy(reason: string): string {
    if (/^407\b/.test(reason)) {
        return (
            "It asks who you are: put user and password into that variable, as in http://USER:PASSWORD@HOST:PORT, " +
            "encoded as in a URL."
        );
    }
    if (/EPROTO|ERR_SSL|wrong version/i.test(reason)) {
        return "Most proxies are spoken to without TLS: write http:// into that variable, not https://.";
    }
    return "Check that variable, and whether the proxy is up and lets the tenant through; where none is needed, set NO_PROXY.";
}
