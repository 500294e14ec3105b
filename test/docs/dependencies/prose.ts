// What a person has to say of the dependencies, and of our own code in the place of one. All else on docs/dependencies.md is
// read from node_modules and from the registry.

import type { WorkspaceName } from "./facts";

export interface Reason {
    readonly purpose: string;
    /** Why this, and not our own code or another library. */
    readonly choice: string;
}

export const reasons: Readonly<Record<WorkspaceName, Readonly<Record<string, Reason>>>> = {
    provider: {
        "@pulumi/pulumi": {
            purpose: "The SDK that the program and the provider's process run on.",
            choice: "A peer: a second copy would be another SDK than the program's. Any version from the first that tells a provider its inputs at a refresh.",
        },
        axios: {
            purpose: "Requests to the tenant, from one place (`src/auth0/transport.ts`).",
            choice:
                "Given. Connections, proxies, timeouts, retries and errors are our own code or Node's agents, so what remains for " +
                "it is small. `node:http` could take its place in some sixty lines, and save the packages that come with it: they " +
                "are for forms, redirects and proxies, which it is not used for. Node's own `fetch` could not on Node 20: it " +
                "takes no agent, and so no proxy and no limit of connections.",
        },
        commander: {
            purpose: "The commands and options of `npx pulumi-auth0-authentication-methods`, and their help.",
            choice:
                "`parseArgs` of `node:util` has no commands, no help and no check of what is required. No dependencies. The " +
                "provider's process does not load it.",
        },
        jose: {
            purpose: "Signs the assertion of `private_key_jwt`.",
            choice:
                "`node:crypto` could, in a dozen lines for the RSA algorithms that Auth0 takes. We would rather not own code that " +
                "signs, and Auth0's own SDK uses the same library. No dependencies; loaded by those alone who configure a key. " +
                "TypeScript does not compile a `require` of the newest, which is ESM alone, into CommonJS.",
        },
        zod: {
            purpose:
                "The shapes of arguments, configuration, states and Auth0's answers, and what is said of what is wrong.",
            choice: "Given. Types and checks come from one place. No dependencies.",
        },
    },
    emulator: {
        "@hono/node-server": {
            purpose: "Serves the emulator's application on a port of this machine.",
            choice: "The adapter that Hono's authors keep. It brings Hono alone.",
        },
        hono: {
            purpose: "Routes, and requests and answers as the web platform has them.",
            choice:
                "Express and Fastify bring tens of packages; `node:http` has no routes, and encoded ids in paths are easily got " +
                "wrong by hand. No dependencies.",
        },
        jose: {
            purpose: "Tokens with real signatures, and the check of them and of clients' assertions.",
            choice: "Checking what strangers signed is no code to own. The same version as the provider's, so it is installed once.",
        },
        zod: {
            purpose: "What requests may hold, in the words of the Management API.",
            choice: "The same as the provider's, so it is installed once.",
        },
    },
    policy: {
        "@pulumi/policy": {
            purpose: "The SDK of policy packs.",
            choice: "There is no other. It brings `@pulumi/pulumi`, which the project has already.",
        },
    },
};

/** Our own code where there are libraries for it. */
export interface OwnCode {
    readonly what: string;
    /** Files and folders that do it, from the repository's root. */
    readonly files: readonly string[];
    readonly alternatives: readonly string[];
    readonly why: string;
}

export const ownCode: readonly OwnCode[] = [
    {
        what: "When to try again",
        files: ["provider/src/auth0/retry.ts", "provider/src/auth0/retryBudget.ts"],
        alternatives: ["axios-retry", "p-retry", "cockatiel"],
        why:
            "One pure decision that knows Auth0's rate headers, a budget that all requests share, and which requests may be sent " +
            "twice; on a clock that is passed in. None of the libraries has all of it.",
    },
    {
        what: "How fast requests go",
        files: ["provider/src/auth0/rate"],
        alternatives: ["bottleneck", "p-throttle", "p-queue"],
        why:
            "What the tenant allows is learned from its answers and shared with other clients. The libraries keep a rate or a " +
            "bucket that somebody has typed in, which is how scripts that use them run into 429: see " +
            "[side by side](performance.md#side-by-side).",
    },
    {
        what: "Many tasks at once",
        files: ["provider/src/tenant/sideBySide.ts", "provider/src/lookup/lanes.ts"],
        alternatives: ["p-limit", "p-queue"],
        why:
            "A refusal that all would meet ends the rest after a few, and the time that a task has begins anew with each " +
            "success. No pool knows of either.",
    },
    {
        what: "Each user's list once in an operation",
        files: ["provider/src/tenant/userMethods.ts"],
        alternatives: ["dataloader"],
        why: "There is no request for several users to gather calls into, and our own changes are laid over what was read.",
    },
    {
        what: "The way through a proxy",
        files: ["provider/src/auth0/tunnel.ts", "provider/src/configuration/proxy.ts"],
        alternatives: ["https-proxy-agent", "hpagent"],
        why:
            "An answer of the proxy must never pass for one of the tenant, and messages must name which of the two it was. The " +
            "libraries hand the proxy's answer on or tell it as a broken connection.",
    },
];
