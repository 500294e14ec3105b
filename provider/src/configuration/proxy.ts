// Which proxy leads to a tenant, as the environment says it: the same variables and rules that the engine itself goes by.

import { ConfigurationError } from "../core/errors";
import { quote } from "../core/text";
import type { Environment } from "./sources";
import { withoutCredentials } from "./values";

/** A proxy that connects to a tenant without seeing what is said: TLS begins and ends here and at the tenant. */
export interface ProxyAddress {
    /** Scheme, host and port; it may hold the user and the password. */
    readonly url: URL;
    /** What messages call it: without user and password, and the variable that names it. */
    readonly name: string;
    /** The texts that must never be shown. */
    readonly secrets: readonly string[];
}

// In order of precedence. HTTP_PROXY is for http: and tenants are reached by https alone.
const variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy for a host that is reached by https; undefined where there is none.
 *
 * @throws ConfigurationError for what is not the address of an HTTP proxy.
 */
export function readProxy(host: string, port: number, environment: Environment): ProxyAddress | undefined {
    const set = variables
        .map((variable) => ({ variable, text: environment[variable]?.trim() ?? "" }))
        .find(({ text }) => text !== "");
    if (set === undefined || isExcepted(host, port, environment["no_proxy"] || environment["NO_PROXY"] || "")) {
        return undefined;
    }
    const { variable, text } = set;
    // Without a scheme it is an HTTP proxy, as it is for curl and Go.
    const url = parseUrl(text.includes("://") ? text : `http://${text}`);
    if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
        throw new ConfigurationError(
            `${variable} is ${quote(withoutCredentials(text))}, which is not the address of an HTTP proxy. Write it as ` +
                `http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, or add ${host} to NO_PROXY.`,
        );
    }
    return { url, name: `${url.protocol}//${url.host} (${variable})`, secrets: secretTexts(url) };
}

/** A proxy may repeat what it was told when it says that it is wrong. */
function secretTexts({ username, password }: URL): string[] {
    if (password === "") {
        return [];
    }
    const plain = decode(password);
    return [password, plain, Buffer.from(`${decode(username)}:${plain}`).toString("base64")];
}

/** User or password of a proxy: people write them into a variable encoded as in a URL, and sometimes not. */
export function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function parseUrl(text: string): URL | undefined {
    try {
        return new URL(text);
    } catch {
        return undefined;
    }
}

/** Whether a list such as `example.com, .internal, tenant.example.com:443` or `*` names the host. */
function isExcepted(host: string, port: number, list: string): boolean {
    return list
        .toLowerCase()
        .split(/[\s,]+/)
        .some((entry) => {
            const [, pattern = "", ownPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
            if (pattern === "" || (ownPort !== undefined && Number(ownPort) !== port)) {
                return false;
            }
            const domain = pattern.replace(/^\*/, "");
            // A domain stands for itself and all below it; with a dot before it, for those below it alone.
            return domain.startsWith(".") || domain === ""
                ? host.endsWith(domain)
                : host === domain || host.endsWith(`.${domain}`);
        });
}
