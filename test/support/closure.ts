// A resource of `pulumi.dynamic.Resource` over a provider object of this package: the SDK's own class, which serializes what
// it is given, knows the object as a provider.

import * as pulumi from "@pulumi/pulumi";
import type * as providers from "pulumi-auth0-authentication-methods/provider";

/** Declares such a resource. What it does is serialized, so nothing but the name is captured. */
export function declareByClosure(of: keyof typeof providers, name: string, props: pulumi.Inputs): void {
    const provider: pulumi.dynamic.ResourceProvider = {
        configure: async (request) => load().configure(request),
        check: async (olds, news) => load().check(olds, news),
        diff: async (id, olds, news) => load().diff(id, olds, news),
        create: async (inputs) => load().create(inputs),
        read: async (id, state) => load().read(id, state),
        update: async (id, olds, news) => load().update(id, olds, news),
        delete: async (id, state) => load().delete(id, state),
    };
    function load(): Required<pulumi.dynamic.ResourceProvider> {
        return require("pulumi-auth0-authentication-methods/provider")[of];
    }
    class Closure extends pulumi.dynamic.Resource {
        constructor() {
            // What the package's own class has the engine keep secret: the provider cannot.
            super(provider, name, props, { additionalSecretOutputs: ["phoneNumber"] });
        }
    }
    new Closure();
}
