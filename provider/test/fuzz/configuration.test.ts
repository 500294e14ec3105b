import assert from "node:assert/strict";
import fc from "fast-check";
import { tenantKeys } from "../../src/configuration/sources";
import { goodScript } from "./support/answers";
import { ids } from "./support/bodies";
import { configuration, Driven, ScriptedTenant } from "./support/drive";
import { holds } from "./support/runs";
import { anyJson, anyText, canaries, carried, prototypeKeys, withOwn } from "./support/texts";

const ownKeys = ["livePreview", "requestsPerSecond", "requestTimeout", "operationTimeout", "tenants"];
const news = { userId: ids.user, authenticationMethodId: ids.phone, name: "Work phone" };

const small = `0.${"0".repeat(322)}5`;
/** Texts as people set them: right, nearly right, and in the wrong place. */
const settingText = fc.oneof(
    anyText(),
    fc.constantFrom("true", "false", "0", "1", "-1", "1e9", "0.001", small, "NaN", "600", "RS256", "none", "{}"),
    fc.constantFrom("tenant.example.com", "http://127.0.0.1:1", "https://user:password@host/", "[::1]", "a.b@c.d"),
    fc.constantFrom(
        canaries.clientSecret,
        canaries.totpSecret,
        "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----",
    ),
);

const numbers = fc.dictionary(
    fc
        .constantFrom("requestsPerSecond", "requestTimeout", "operationTimeout")
        .map((key) => `auth0-authentication-methods:${key}`),
    fc.oneof(fc.constantFrom(small, "0.001", "1e9", "100000", "86400", "0"), fc.double({ noNaN: true }).map(String)),
    { maxKeys: 1, noNullPrototype: true },
);

/** The tenant's right configuration, with any text in some places. */
function settingsOf(names: readonly string[]): fc.Arbitrary<Record<string, string>> {
    const odd = fc.dictionary(fc.constantFrom(...names), settingText, { maxKeys: 3, noNullPrototype: true });
    return fc.tuple(odd, numbers).map(([some, more]) => ({ ...configuration, ...some, ...more }));
}

const block = fc.oneof(
    anyJson(),
    fc
        .dictionary(
            fc.constantFrom(
                ...tenantKeys,
                "clientSecretEnv",
                "apiTokenEnv",
                "clientAssertionPrivateKeyEnv",
                ...prototypeKeys,
            ),
            fc.oneof(settingText, fc.constantFrom(...prototypeKeys, "PRESENT", canaries.clientSecret), anyJson()),
            { maxKeys: 4, noNullPrototype: true },
        )
        .map((odd) => ({ domain: "tenant.example.com", clientId: "client", ...odd })),
);
const tenants = fc.oneof(
    { weight: 1, arbitrary: settingText },
    { weight: 1, arbitrary: anyJson().map((value) => JSON.stringify(value)) },
    {
        weight: 4,
        arbitrary: fc
            .array(fc.tuple(fc.oneof(fc.constant("eu"), anyText(), fc.constantFrom(...prototypeKeys)), block), {
                maxLength: 4,
            })
            .map((blocks) =>
                JSON.stringify(blocks.reduce((object, [name, value]) => withOwn(object, name, value), {})),
            ),
    },
);

async function everyCall(config: Record<string, string>, environment: Record<string, string>, tenant?: string) {
    const scripted = new ScriptedTenant(goodScript);
    const driven = new Driven(scripted, carried(config), carried(environment));
    const named = { ...news, ...(tenant !== undefined && { tenant: carried(tenant) }) };
    const { failures } = (
        (await driven.call(() => driven.single.check({}, named))) as { result: { failures?: unknown[] } }
    ).result;
    const outcome = await driven.call(() => driven.single.create(named));
    await driven.call(() => driven.group.create({ settings: [news], ...(tenant !== undefined && { tenant }) }));
    await driven.call(() => driven.single.read(`${ids.user}::${ids.phone}`, tenant === undefined ? {} : { tenant }));
    return { failures: failures ?? [], outcome, requests: scripted.requests };
}

describe("whatever the configuration holds", () => {
    it("every call ends, and what is wrong with it is told without telling a secret", async () => {
        const keys = [
            ...tenantKeys.map((key) => `auth0:${key}`),
            ...ownKeys.map((key) => `auth0-authentication-methods:${key}`),
        ];
        await holds(
            300,
            fc.asyncProperty(settingsOf(keys), async (config) => {
                const { failures, outcome, requests } = await everyCall(config, {});
                // What had no time once may have it the next time.
                if (failures.length > 0 && !Object.keys(config).some((key) => key.endsWith("Timeout"))) {
                    assert.ok("error" in outcome, "check refuses what create takes");
                    assert.equal(requests.filter(({ method }) => method === "PATCH").length, 0);
                }
            }),
        );
    });

    it("so it is with the environment", async () => {
        const constant = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
        const variables = [
            ...tenantKeys.map((key) => `AUTH0_${constant(key)}`),
            ...ownKeys.map((key) => `AUTH0_AUTHENTICATION_METHODS_${constant(key)}`),
            "HTTPS_PROXY",
            "NO_PROXY",
        ];
        const set = fc.dictionary(fc.constantFrom(...variables), settingText, { maxKeys: 6, noNullPrototype: true });
        await holds(
            200,
            fc.asyncProperty(set, fc.boolean(), async (environment, isAlone) => {
                await everyCall(isAlone ? {} : { ...configuration }, environment);
            }),
        );
    });

    it("so it is with blocks of tenants", async () => {
        await holds(
            300,
            fc.asyncProperty(
                tenants,
                fc.oneof(fc.constant("eu"), anyText(), fc.constantFrom(...prototypeKeys)),
                async (text, tenant) => {
                    const config = { ...configuration, "auth0-authentication-methods:tenants": text };
                    await everyCall(config, { PRESENT: canaries.clientSecret }, tenant);
                },
            ),
        );
    });
});
