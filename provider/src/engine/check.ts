// `check` of every resource: the shape of the inputs, and then what only the tenant can tell.

import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { isAuthenticationMethodsError } from "../core/errors";
import type { Tenant } from "../tenant/tenant";
import { isUnknown, type RawInputs, withoutNulls } from "./arguments";
import type { Runtime } from "./runtime";

/** What a resource checks. */
export interface Checks {
    /** What is wrong with the inputs as they are. */
    shape(inputs: RawInputs): CheckFailure[];
    /** What the tenant says of inputs whose shape is right; also asked when previews are not live. */
    live(inputs: RawInputs, tenant: Tenant): Promise<CheckFailure[]>;
    /** The argument that a failure is about; the engine prints its value. "" for what is no argument's fault. */
    propertyOf(error: Error): string;
}

/** Errors of ours are failures of the check; anything else is thrown. */
export async function check(runtime: Runtime, news: RawInputs, checks: Checks): Promise<CheckResult<RawInputs>> {
    const inputs = withoutNulls(news);
    const failures = checks.shape(inputs);
    return { inputs, failures: failures.length > 0 ? failures : await checkLive(runtime, inputs, checks) };
}

async function checkLive(runtime: Runtime, inputs: RawInputs, { live, propertyOf }: Checks): Promise<CheckFailure[]> {
    try {
        runtime.behaviour();
        const name = inputs["tenant"];
        // Opened in any case: what is wrong with the configuration is better known before the first write.
        return isUnknown(name) ? [] : await live(inputs, runtime.tenant(name as string | undefined));
    } catch (error) {
        if (!isAuthenticationMethodsError(error)) {
            throw error;
        }
        return [{ property: propertyOf(error), reason: error.message }];
    }
}
