// Texts that stand in users' state files. They never change: a changed text makes every state differ, a changed token
// replaces every resource, a changed subpath leaves states that no release can read.

/** The resources of this package. */
export type ResourceName =
    | "AuthenticationMethodSettings"
    | "AuthenticationMethodSettingsGroup"
    | "AuthenticationMethod";

/** The type token of a resource. */
export function typeToken<N extends ResourceName>(name: N): `pulumi-nodejs:dynamic/auth0:${N}` {
    return `pulumi-nodejs:dynamic/auth0:${name}`;
}

/** What the engine keeps as `__provider` and runs to reach the provider: the installed package, whichever it is. */
export function providerText(name: ResourceName): string {
    return `exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").${name}`;
}
