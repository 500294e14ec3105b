// Which addresses a token may be sent to: one host over TLS, or this machine for an emulator. Nothing else.

import { ConfigurationError } from "../core/errors";
import { quoteForeign } from "../core/text";
import type { ProxyAddress } from "./proxy";
import { withoutCredentials } from "./values";

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/;
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
// At least two labels, the last one not a number: a bare IP address in any notation is no tenant.
const hostName = new RegExp(`^(?:${label}\\.)+(?!\\d+$)${label}$`);

/** Where a tenant is. */
export interface Origin {
    /** Scheme, host and port, without a slash at the end. */
    readonly url: string;
    /** How messages call the tenant. */
    readonly name: string;
    /** Whether it is on this machine and spoken to without TLS. */
    readonly isLoopback: boolean;
    /** The proxy that leads there; undefined where there is none. */
    readonly proxy?: ProxyAddress | undefined;
}

/**
 * Reads a domain as configured.
 *
 * @param setting - What the setting is called, for the message.
 * @throws ConfigurationError for everything but a host name and `http://` on a loopback address with a port.
 */
export function parseDomain(domain: string, setting: string): Origin {
    const port = Number(loopback.exec(domain)?.[1]);
    if (port > 0 && port < 65_536) {
        return { url: domain, name: domain, isLoopback: true };
    }
    const host = domain.toLowerCase();
    if (host.length <= 253 && hostName.test(host)) {
        return { url: `https://${host}`, name: host, isLoopback: false };
    }
    throw new ConfigurationError(
        `${setting} is ${quoteForeign(withoutCredentials(domain))}, which is not a host name. ` +
            "Write the tenant's domain alone, such as example.eu.auth0.com: no scheme, port or path " +
            "(it is always reached by https). Only an emulator on this machine is reached otherwise, " +
            "as http://127.0.0.1:PORT, http://localhost:PORT or http://[::1]:PORT.",
    );
}
