// How a rule becomes a policy of the SDK's: which resources it is given, how its configuration is read, and how a violation
// reads. A rule itself says what it is about and judges; it keeps no state and knows nothing of the engine.

import type {
    EnforcementLevel,
    Policy,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationPolicy,
} from "@pulumi/policy";
import { defaultsOf, type Settings } from "./settings";
import { quote } from "./text/quote";
import { type DeclaredMethod, type DeclaredResource, declaredIn } from "./view/declared";
import { type StackFacts, stackOf } from "./view/stack";

/** What a rule says of itself. */
export interface RuleDefinition<N extends string, C extends object> {
    /** In kebab-case: what a configuration calls it. */
    readonly name: N;
    /** "Checks whether …" */
    readonly description: string;
    /** Where a configuration says nothing. */
    readonly enforcementLevel: EnforcementLevel;
    readonly severity: Severity;
    /** What it goes back to, each with its section. */
    readonly standards: readonly string[];
    /** How to mend a violation, in sentences. */
    readonly mending: string;
    readonly settings: Settings<C>;
}

/** What is there for every rule, whatever it judges. */
export interface RuleFacts<N extends string = string, C extends object = object> {
    readonly name: N;
    readonly standards: readonly string[];
    /** The configuration where nothing is configured. */
    readonly defaults: C;
    readonly remediates: boolean;
}

/** A rule about one resource at a time, judged before it is changed; some look again at the outputs, at the end. */
export type ResourceRule<N extends string, C extends object> = ResourceValidationPolicy &
    Partial<Pick<StackValidationPolicy, "validateStack">> &
    RuleFacts<N, C>;

/** A rule about the stack as a whole. */
export type StackRule<N extends string, C extends object> = StackValidationPolicy & RuleFacts<N, C>;

/** What a rule is judged with. */
export interface Judging<C> {
    readonly config: C;
    readonly stack: StackFacts;
}

/** Tells what is wrong, with a method or with the resource. */
export type Report = (problem: string, method?: DeclaredMethod) => void;

type JudgeResource<C> = (resource: DeclaredResource, judging: Judging<C>, report: Report) => void;
type JudgeMethod<C> = (method: DeclaredMethod, judging: Judging<C>, resource: DeclaredResource) => string | undefined;
type JudgeStack<C> = (
    resources: readonly DeclaredResource[],
    judging: Judging<C>,
    report: (problem: string, resource: DeclaredResource, method?: DeclaredMethod) => void,
) => void;
/** Changes properties in place, and says whether it did: what is returned afresh has lost its secrets and its provider. */
type Remedy<C> = (resource: DeclaredResource, judging: Judging<C>) => boolean;

/** More than these of one resource are counted only: a group may hold thousands, all wrong in the same way. */
const mostReported = 20;

/** A rule about a resource. */
export function resourceRule<const N extends string, C extends object>(
    definition: RuleDefinition<N, C> & { readonly judge: JudgeResource<C>; readonly remedy?: Remedy<C> },
): ResourceRule<N, C> {
    const { judge, remedy } = definition;
    return {
        ...policyOf(definition),
        ...factsOf(definition, remedy !== undefined),
        validateResource: (args, reportViolation) => {
            const resource = declaredIn(args) ?? args.notApplicable("Policy only applies to authentication methods");
            const reporter = reporterOf(definition, reportViolation);
            judge(resource, judgingOf(definition, args, args.urn), (problem, method) => {
                reporter.report(problem, resource, method);
            });
            reporter.end();
        },
        ...(remedy !== undefined && { remediateResource: (args) => remediate(definition, remedy, args) }),
    };
}

/**
 * A rule about each method, by its type. Where the type stands in an output alone, such as that of a method whose id tells
 * none, it is judged at the end, when the outputs are there.
 */
export function methodRule<const N extends string, C extends object>(
    definition: RuleDefinition<N, C> & { readonly judge: JudgeMethod<C>; readonly remedy?: Remedy<C> },
): ResourceRule<N, C> {
    const { judge, ...rest } = definition;
    const judgeThose =
        (isMeant: (method: DeclaredMethod) => boolean): JudgeResource<C> =>
        (resource, judging, report) => {
            for (const method of resource.methods.filter(isMeant)) {
                const problem = judge(method, judging, resource);
                if (problem !== undefined) {
                    report(problem, method);
                }
            }
        };
    const judgeOutputs = judgeThose((method) => !method.isTypeDeclared && method.type !== undefined);
    return {
        ...resourceRule({ ...rest, judge: judgeThose((method) => method.isTypeDeclared) }),
        validateStack: ({ resources, ...args }, reportViolation) => {
            const reporter = reporterOf(definition, reportViolation);
            for (const resource of allDeclared(resources)) {
                judgeOutputs(resource, judgingOf(definition, args, resource.urn), (problem, method) => {
                    reporter.report(problem, resource, method);
                });
            }
            reporter.end();
        },
    };
}

/** A rule about a stack. */
export function stackRule<const N extends string, C extends object>(
    definition: RuleDefinition<N, C> & { readonly judge: JudgeStack<C> },
): StackRule<N, C> {
    return {
        ...policyOf(definition),
        ...factsOf(definition, false),
        validateStack: ({ resources, ...args }, reportViolation) => {
            const declared = allDeclared(resources);
            const reporter = reporterOf(definition, reportViolation);
            definition.judge(declared, judgingOf(definition, args, declared[0]?.urn), reporter.report);
            reporter.end();
        },
    };
}

function policyOf<N extends string, C extends object>(definition: RuleDefinition<N, C>): Policy & { name: N } {
    const { name, description, enforcementLevel, severity, settings, mending } = definition;
    return {
        name,
        description,
        enforcementLevel,
        severity,
        remediationSteps: mending,
        tags: ["auth0", "authentication-methods"],
        configSchema: { properties: { ...(settings as object) } },
    };
}

function factsOf<N extends string, C extends object>(
    { name, standards, settings }: RuleDefinition<N, C>,
    remediates: boolean,
): RuleFacts<N, C> {
    return { name, standards, defaults: defaultsOf(settings), remediates };
}

/** Sorted, since the engine has them in no order: what is reported does not change from run to run. */
function allDeclared(resources: readonly PolicyResource[]): DeclaredResource[] {
    return resources
        .flatMap((resource) => declaredIn(resource) ?? [])
        .sort((one, other) => (one.urn < other.urn ? -1 : Number(one.urn > other.urn)));
}

function judgingOf<C extends object>(
    { settings }: RuleDefinition<string, C>,
    args: Pick<ResourceValidationArgs, "stackTags" | "getConfig">,
    urn: string | undefined,
): Judging<C> {
    return {
        config: { ...defaultsOf(settings), ...args.getConfig<Partial<C>>() },
        stack: stackOf(urn, args.stackTags),
    };
}

/** Reports what is wrong with each resource, the first of it in words and the rest by its number. */
function reporterOf(
    { mending, standards }: Pick<RuleDefinition<string, object>, "mending" | "standards">,
    reportViolation: ReportViolation,
) {
    const counts = new Map<string, number>();
    return {
        report: (problem: string, { urn }: DeclaredResource, method?: DeclaredMethod): void => {
            const count = (counts.get(urn) ?? 0) + 1;
            counts.set(urn, count);
            if (count <= mostReported) {
                reportViolation(`${placeOf(method)}${problem}. ${mending} [${standards.join("; ")}]`, urn);
            }
        },
        end: (): void => {
            for (const [urn, count] of counts) {
                if (count > mostReported) {
                    reportViolation(`${count - mostReported} more of this resource are like these.`, urn);
                }
            }
        },
    };
}

function placeOf(method: DeclaredMethod | undefined): string {
    const user = typeof method?.userId === "string" ? `user ${quote(method.userId)}` : "";
    const place = [method?.place ?? "", user].filter((part) => part !== "").join(", ");
    return place === "" ? "" : `${place}: `;
}

function remediate<C extends object>(
    definition: RuleDefinition<string, C>,
    remedy: Remedy<C>,
    args: ResourceValidationArgs,
): Record<string, unknown> | undefined {
    const resource = declaredIn(args) ?? args.notApplicable("Policy only applies to authentication methods");
    return remedy(resource, judgingOf(definition, args, args.urn)) ? args.props : undefined;
}
