// `check` of every resource: the shape of the inputs, and then what only the tenant can tell.

import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { isAuthenticationMethodsError } from "../core/errors";
import { isPrintable, isShort } from "../core/text";
import type { Tenant } from "../tenant/tenant";
import { isUnknown, type RawInputs, withoutNulls } from "./arguments";
import type { Runtime } from "./runtime";

/** What a resource checks. */
export interface Checks {
    /** What is wrong with the inputs as they are. */
    checkShape(inputs: RawInputs): CheckFailure[];
    /** What the tenant says of inputs whose shape is right; also asked when previews are not live. */
    checkLive(inputs: RawInputs, tenant: Tenant): Promise<CheckFailure[]>;
    /** The argument that a failure is about; the engine prints its value. "" for what is no argument's fault. */
    propertyOf(error: Error, inputs: RawInputs): string;
}

/** Errors of ours are failures of the check; anything else is thrown. */
export async function check(runtime: Runtime, news: RawInputs, checks: Checks): Promise<CheckResult<RawInputs>> {
    const inputs = withoutNulls(news);
    const ofShape = checks.checkShape(inputs);
    const failures = ofShape.length > 0 ? ofShape : await checkLive(runtime, inputs, checks);
    return { inputs, failures: failures.map((failure) => withoutUnprintable(failure, inputs)) };
}

/**
 * The engine prints the value of the property that a failure names as it is, whole: line breaks and terminal sequences as
 * well. So only short texts may be named.
 */
function withoutUnprintable(failure: CheckFailure, inputs: RawInputs): CheckFailure {
    const value = inputs[failure.property];
    const isShown = value === undefined || (typeof value === "string" && isPrintable(value) && isShort(value));
    return isShown ? failure : { ...failure, property: "" };
}

async function checkLive(runtime: Runtime, inputs: RawInputs, checks: Checks): Promise<CheckFailure[]> {
    try {
        runtime.behaviour();
        const name = inputs["tenant"];
        // Opened in any case: what is wrong with the configuration is better known before the first write.
        return isUnknown(name) ? [] : await checks.checkLive(inputs, runtime.tenant(name as string | undefined));
    } catch (error) {
        if (!isAuthenticationMethodsError(error)) {
            throw error;
        }
        return [{ property: checks.propertyOf(error, inputs), reason: error.message }];
    }
}
