// The pack as a class, for a pack of one's own: every rule, at the levels and with the settings that it is given. Making one
// starts the pack, as with every pack of the SDK's; nothing is started by importing this.

import { type EnforcementLevel, type PolicyConfigSchema, PolicyPack, type PolicyPackConfig } from "@pulumi/policy";
import { type RuleConfiguration, type RuleName, rules } from "./rules";

/** What the pack is called where it is given no name. */
const packName = "auth0-authentication-methods-policies";

/** The level of one rule, beside its settings. */
export interface RuleLevel {
    /**
     * How it is enforced.
     *
     * @default what `all` says, else the level that the rule has of its own
     */
    readonly enforcementLevel?: EnforcementLevel;
}

/** How each rule is to be enforced, and with which settings. */
export type AuthenticationMethodPoliciesOptions = {
    /**
     * The level of every rule that is not given one of its own.
     *
     * @default the level that each rule has of its own
     */
    readonly all?: EnforcementLevel;
} & {
    readonly [N in RuleName]?: EnforcementLevel | (RuleLevel & RuleConfiguration<N>);
};

/**
 * A policy pack of all rules. Making one starts the pack; a process holds one.
 *
 * @example All rules at their own levels.
 * ```ts
 * import { AuthenticationMethodPolicies } from "auth0-authentication-methods-policies";
 *
 * new AuthenticationMethodPolicies();
 * ```
 *
 * @example All rules enforced, under a name of one's own.
 * ```ts
 * import { AuthenticationMethodPolicies } from "auth0-authentication-methods-policies";
 *
 * new AuthenticationMethodPolicies("company-authentication", { all: "mandatory" });
 * ```
 *
 * @example Levels and settings of single rules.
 * ```ts
 * import { AuthenticationMethodPolicies } from "auth0-authentication-methods-policies";
 *
 * new AuthenticationMethodPolicies("company-authentication", {
 *     all: "mandatory",
 *     "user-has-two-authenticators": "advisory",
 *     "phone-number-is-allowed": { allow: ["+44", "+1"], deny: ["+979", "+1876"] },
 *     "privileged-user-has-phishing-resistant-method": {
 *         enforcementLevel: "mandatory",
 *         privilegedUsers: ["auth0|admin-*"],
 *     },
 * });
 * ```
 */
export class AuthenticationMethodPolicies extends PolicyPack {
    /**
     * @param name - What the pack is called, in the engine's output and in Pulumi Cloud.
     * @param options - See {@link AuthenticationMethodPoliciesOptions}. A configuration that the engine is given
     * (`--policy-pack-config`) goes before them.
     * @throws Error where an option is of no rule.
     */
    constructor(name: string = packName, options: AuthenticationMethodPoliciesOptions = {}) {
        super(name, { policies: [...rules], description, tags: ["auth0"] }, initialConfiguration(options));
    }
}

const description = "Rules for Auth0 users' authentication methods that are managed as code";

/** The options as the SDK takes them. */
export function initialConfiguration(options: AuthenticationMethodPoliciesOptions): PolicyPackConfig {
    const known = new Map<string, PolicyConfigSchema | undefined>(rules.map((rule) => [rule.name, rule.configSchema]));
    for (const [name, option] of Object.entries(options)) {
        if (name === "all") {
            continue;
        }
        const schema = known.get(name);
        if (schema === undefined) {
            throw new Error(`${JSON.stringify(name)} is not a rule. The rules are ${[...known.keys()].join(", ")}.`);
        }
        const settings = typeof option === "object" ? Object.keys(option) : [];
        const wrong = settings.find((key) => key !== "enforcementLevel" && !(key in schema.properties));
        if (wrong !== undefined) {
            const names = Object.keys(schema.properties).join(", ") || "none";
            throw new Error(`${JSON.stringify(wrong)} is not a setting of ${name}. Its settings are: ${names}.`);
        }
    }
    return options as PolicyPackConfig;
}
