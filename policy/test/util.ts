// What the engine would hand to a rule, made by hand: arguments for one resource or a stack, with values that a preview does
// not know and with secrets, as the SDK wraps them.

import assert from "node:assert/strict";
import {
    type PolicyResource,
    type PolicyResourceOptions,
    type ResourceValidationArgs,
    type ResourceValidationPolicy,
    Secret,
    type StackValidationArgs,
    type StackValidationPolicy,
    unknownCheckingProxy,
} from "@pulumi/policy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import * as pulumi from "@pulumi/pulumi";
import { type ResourceKind, tokens } from "../src/view/tokens";

/** Stands for a value that the preview does not know. */
export const notKnown = pulumi.runtime.unknownValue;

/** A value that is a secret, for {@link remediated}. */
export function secret(value: unknown): Secret {
    return new Secret(value);
}

/** A resource as a test declares it. */
export interface Given {
    readonly kind?: ResourceKind;
    readonly type?: string;
    readonly name?: string;
    readonly stack?: string;
    readonly props: Record<string, unknown>;
    readonly opts?: Partial<PolicyResourceOptions>;
}

/** What surrounds it. */
export interface Surroundings {
    readonly config?: object;
    readonly tags?: Record<string, string>;
}

export const ada = "auth0|507f1f77bcf86cd799439020";
export const grace = "auth0|507f1f77bcf86cd799439021";

/** A violation as a rule reports it. */
export interface Reported {
    readonly message: string;
    readonly urn: string | undefined;
}

/** Settings of a security key that no rule objects to, changed as a case needs. */
export function settings(props: Record<string, unknown> = {}, rest: Omit<Given, "props"> = {}): Given {
    const happy = { userId: ada, authenticationMethodId: "webauthn-roaming|dev_nTfxQhX9mWk2PzLc", name: "Work key" };
    return { kind: "settings", ...rest, props: { ...happy, ...props } };
}

/** A group of such settings. */
export function group(
    entries: readonly unknown[],
    props: Record<string, unknown> = {},
    rest: Omit<Given, "props"> = {},
): Given {
    return { kind: "group", name: "staff", ...rest, props: { settings: entries, ...props } };
}

/** An enrolment of a phone. */
export function enrolment(props: Record<string, unknown> = {}, rest: Omit<Given, "props"> = {}): Given {
    const happy = { userId: ada, type: "phone", name: "Work phone", phoneNumber: "+442079460958" };
    return { kind: "enrolment", ...rest, props: { ...happy, ...props } };
}

export function createResourceValidationArgs(given: Given, surroundings: Surroundings = {}): ResourceValidationArgs {
    const common = commonArgs(surroundings);
    const { props, ...resource } = resourceOf(given);
    return { ...common, ...resource, props: unknownCheckingProxy(props) };
}

export function createStackValidationArgs(
    given: readonly Given[],
    surroundings: Surroundings = {},
): StackValidationArgs {
    const resources = given.map((each) => {
        const { props, ...resource } = resourceOf(each);
        return {
            ...resource,
            props: unknownCheckingProxy(props),
            dependencies: [],
            propertyDependencies: {},
        } as PolicyResource;
    });
    return { ...commonArgs(surroundings), resources };
}

/** What a rule reports of a resource. */
export async function violationsOf(
    rule: ResourceValidationPolicy,
    given: Given,
    surroundings?: Surroundings,
): Promise<Reported[]> {
    const reported: Reported[] = [];
    const validate = rule.validateResource;
    assert.ok(typeof validate === "function");
    await validate(createResourceValidationArgs(given, surroundings), (message, urn) =>
        reported.push({ message, urn }),
    );
    return reported;
}

/** What a rule reports of a stack. */
export async function stackViolationsOf(
    rule: Pick<StackValidationPolicy, "validateStack"> | Partial<Pick<StackValidationPolicy, "validateStack">>,
    given: readonly Given[],
    surroundings?: Surroundings,
): Promise<Reported[]> {
    const reported: Reported[] = [];
    assert.ok(rule.validateStack !== undefined);
    await rule.validateStack(createStackValidationArgs(given, surroundings), (message, urn) =>
        reported.push({ message, urn }),
    );
    return reported;
}

export async function assertHasResourceViolation(
    rule: ResourceValidationPolicy,
    given: Given,
    message: RegExp,
    surroundings?: Surroundings,
): Promise<void> {
    assertOneOf(await violationsOf(rule, given, surroundings), message);
}

export async function assertNoResourceViolations(
    rule: ResourceValidationPolicy,
    given: Given,
    surroundings?: Surroundings,
): Promise<void> {
    assert.deepEqual(await violationsOf(rule, given, surroundings), []);
}

export async function assertHasStackViolation(
    rule: Partial<Pick<StackValidationPolicy, "validateStack">>,
    given: readonly Given[],
    message: RegExp,
    surroundings?: Surroundings,
): Promise<void> {
    assertOneOf(await stackViolationsOf(rule, given, surroundings), message);
}

export async function assertNoStackViolations(
    rule: Partial<Pick<StackValidationPolicy, "validateStack">>,
    given: readonly Given[],
    surroundings?: Surroundings,
): Promise<void> {
    assert.deepEqual(await stackViolationsOf(rule, given, surroundings), []);
}

/** The properties after a rule's remediation, secrets as such; undefined where it changed nothing. */
export async function remediated(
    rule: ResourceValidationPolicy,
    given: Given,
    surroundings?: Surroundings,
): Promise<Record<string, unknown> | undefined> {
    const { props, ...resource } = resourceOf(given);
    assert.ok(rule.remediateResource !== undefined);
    const proxied = unknownCheckingProxy(secretsPreservingProxy(props));
    const result = await rule.remediateResource({ ...commonArgs(surroundings), ...resource, props: proxied });
    // Only the very object that was given keeps secrets and `__provider`.
    assert.ok(result === undefined || result === proxied, "The rule returned an object of its own.");
    return result === undefined ? undefined : props;
}

function assertOneOf(reported: readonly Reported[], message: RegExp): void {
    assert.equal(reported.length, 1, JSON.stringify(reported));
    assert.match(reported[0]?.message ?? "", message);
}

function resourceOf({ kind = "settings", type = tokens[kind], name = "m", stack = "dev", props, opts }: Given) {
    return {
        type,
        name,
        urn: `urn:pulumi:${stack}::test::${type}::${name}`,
        opts: {
            protect: false,
            ignoreChanges: [],
            aliases: [],
            customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
            additionalSecretOutputs: [],
            ...opts,
        },
        props,
        isType: () => false,
        asType: () => undefined,
    };
}

function commonArgs({ config = {}, tags = {} }: Surroundings = {}) {
    return {
        stackTags: new Map(Object.entries(tags)),
        getConfig: <T extends object>() => config as T,
        notApplicable: (reason?: string): never => {
            throw new NotApplicable(reason);
        },
    };
}

/** As the SDK's own, which it does not export. */
export class NotApplicable extends Error {}
