// The resources that rules judge, by the type tokens that stand in states. The provider is not imported: a pack judges
// stacks of whichever version of it is installed, and a test holds these texts to the provider's own.

/** The type tokens of the provider's resources. */
export const tokens = {
    /** One method adopted. */
    settings: "pulumi-nodejs:dynamic/auth0:AuthenticationMethodSettings",
    /** Many methods adopted. */
    group: "pulumi-nodejs:dynamic/auth0:AuthenticationMethodSettingsGroup",
    /** One method enrolled. */
    enrolment: "pulumi-nodejs:dynamic/auth0:AuthenticationMethod",
} as const;

/** One method adopted, many methods adopted, or one method enrolled. */
export type ResourceKind = keyof typeof tokens;

const kinds = new Map<string, ResourceKind>(
    (Object.keys(tokens) as ResourceKind[]).map((kind) => [tokens[kind], kind]),
);

/** Which of the provider's resources a type token is of; undefined for any other resource. */
export function kindOf(token: string): ResourceKind | undefined {
    return kinds.get(token);
}
