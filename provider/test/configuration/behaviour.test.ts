import assert from "node:assert/strict";
import { readBehaviour } from "../../src/configuration/configuration";

type Texts = Record<string, string>;
const behaviour = (config: Texts, environment: Texts = {}) => readBehaviour({ get: (key) => config[key] }, environment);

describe("the configuration of the provider", () => {
    it("has defaults", () => {
        assert.deepEqual(behaviour({}), {
            livePreview: true,
            requestsPerSecond: undefined,
            requestTimeout: 30_000,
            operationTimeout: 600_000,
        });
    });

    it("comes from the stack before the environment", () => {
        const variables = {
            AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW: "false",
            AUTH0_AUTHENTICATION_METHODS_REQUESTS_PER_SECOND: "2.5",
            AUTH0_AUTHENTICATION_METHODS_REQUEST_TIMEOUT: "5",
            AUTH0_AUTHENTICATION_METHODS_OPERATION_TIMEOUT: "60",
        };
        assert.deepEqual(behaviour({ "auth0-authentication-methods:requestTimeout": "7" }, variables), {
            livePreview: false,
            requestsPerSecond: 2.5,
            requestTimeout: 7_000,
            operationTimeout: 60_000,
        });
    });

    it("may be as much as a day, and a hundred thousand requests a second, spaces around it aside", () => {
        const most = behaviour({
            "auth0-authentication-methods:requestsPerSecond": "100000",
            "auth0-authentication-methods:requestTimeout": " 86400 ",
            "auth0-authentication-methods:operationTimeout": "0.25",
        });
        assert.deepEqual(
            [most.requestsPerSecond, most.requestTimeout, most.operationTimeout],
            [100_000, 86_400_000, 250],
        );
    });

    for (const [key, value] of [
        ["requestsPerSecond", "x5"],
        ["requestsPerSecond", "5.x"],
        ["requestsPerSecond", "100001"],
        ["requestsPerSecond", "0x10"],
        ["requestTimeout", "1e3"],
        ["livePreview", "yes please"],
        ["requestsPerSecond", "0"],
        ["requestsPerSecond", "-1"],
        ["requestsPerSecond", "many"],
        ["requestTimeout", "1e9"],
        ["requestTimeout", "30s"],
        ["operationTimeout", "0"],
        ["operationTimeout", "100000000"],
        ["operationTimeout", "30s"],
    ] as const) {
        it(`refuses ${key} ${JSON.stringify(value)}, by name`, () => {
            assert.throws(
                () => behaviour({ [`auth0-authentication-methods:${key}`]: value }),
                (error: Error) => {
                    assert.match(
                        error.message,
                        new RegExp(`^auth0-authentication-methods:${key} is "${value}": set it to`),
                    );
                    return true;
                },
            );
        });
    }
});
