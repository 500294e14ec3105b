// A cold start: a new process of the SDK's server, until a provider in it has answered for the first time.

import { providerText } from "../../provider/src/engine/permanentTexts";
import { ProviderProcess } from "../../test/support/providerProcess";

export type Contender = "bare" | "ours";

export const contenders: readonly Contender[] = ["bare", "ours"];

/** What the engine keeps of each, and has the process evaluate. */
const texts: Readonly<Record<Contender, string>> = {
    bare: "exports.handler=()=>({check:async(_olds,inputs)=>({inputs})})",
    ours: providerText("AuthenticationMethodSettings"),
};

// No tenant is asked by a check that does not read ahead.
const config = {
    "auth0:domain": "tenant.invalid",
    "auth0:clientId": "id",
    "auth0:clientSecret": "secret",
    "auth0-authentication-methods:livePreview": "false",
};

const declared = {
    userId: "auth0|507f1f77bcf86cd799439020",
    authenticationMethodId: "phone|dev_1",
    name: "Work phone",
};

/** Milliseconds. */
export async function answeredAfter(contender: Contender): Promise<number> {
    const started = performance.now();
    const process = new ProviderProcess();
    try {
        await process.configure(config);
        const __provider = texts[contender];
        const { inputs, failures } = await process.check({}, { ...declared, __provider });
        const milliseconds = performance.now() - started;
        if (failures.length > 0 || inputs["name"] !== declared.name) {
            throw new Error(`The check of ${contender} was not answered as it should: ${JSON.stringify(failures)}`);
        }
        return milliseconds;
    } finally {
        await process.stop();
    }
}
