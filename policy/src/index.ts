/**
 * What packs of one's own import: the class that assembles one, and the rules one by one. Importing starts nothing.
 *
 * @module auth0-authentication-methods-policies
 */

export {
    AuthenticationMethodPolicies,
    type AuthenticationMethodPoliciesOptions,
    type RuleLevel,
} from "./authenticationMethodPolicies";
export type { ResourceRule, StackRule } from "./rule";
export { type Rule, type RuleConfiguration, type RuleName, rules } from "./rules";
export * from "./rules/factors";
export * from "./rules/identity";
export * from "./rules/lifecycle";
export * from "./rules/names";
export * from "./rules/phone";
export * from "./rules/secrets";
export { stackTagNames } from "./view/stack";
export { tokens } from "./view/tokens";
