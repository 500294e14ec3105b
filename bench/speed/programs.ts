// The programs that are compared: the same resources with the same inputs, whose providers do ours, nothing, or nothing
// but the reads. Nothing is done twice: once in the way in which Pulumi's documentation writes a dynamic resource, and once
// in the leanest way that the engine allows, which is also ours.

import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import type { WireUser } from "auth0-authentication-methods-emulator";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { providerText } from "../../provider/src/engine/permanentTexts";
import { declaredPhone } from "../employees";

type Args = ReturnType<typeof argsOf>;

/** Declares a resource for the first method of each user. */
type MakeProgram = (users: readonly WireUser[]) => PulumiFn;

function argsOf({ user_id, authentication_methods: [method] }: WireUser) {
    return {
        userId: user_id,
        authenticationMethodId: method?.id ?? "",
        onDelete: "restore",
        ...declaredPhone,
    } as const;
}

function forEach(declare: (name: string, args: Args) => unknown): MakeProgram {
    return (users) => async () => {
        users.forEach((user, index) => {
            declare(`employee-${index}-phone`, argsOf(user));
        });
    };
}

/** Reached as ours is: through a constant text of the same length, which names a file in the provider's folder. */
class Empty extends pulumi.CustomResource {
    constructor(name: string, args: Args, file: "empty" | "reading") {
        const text = `exports.handler=()=>require("./bench/speed/engineSide/${file}.cjs")`;
        const __provider = text.padEnd(providerText("AuthenticationMethodSettings").length);
        super("pulumi-nodejs:dynamic/bench:Empty", name, { ...args, __provider });
    }
}

const nothing: pulumi.dynamic.ResourceProvider = {
    check: async (_olds, news) => ({ inputs: news }),
    diff: async () => ({ changes: false }),
    create: async (inputs) => ({ id: "id", outs: inputs }),
    read: async (id, props) => ({ id: id ?? "id", props: props ?? {} }),
    update: async (_id, _olds, news) => ({ outs: news }),
};

type OutputName = Exclude<keyof AuthenticationMethodSettings, keyof pulumi.CustomResource>;

/** What a program can read of ours, it can read of the one that it is held against. */
const outputs = {
    userId: undefined,
    authenticationMethodId: undefined,
    authenticationMethodType: undefined,
    pick: undefined,
    adoptedMethodId: undefined,
    type: undefined,
    name: undefined,
    preferredAuthenticationMethod: undefined,
    onDelete: undefined,
    tenant: undefined,
    confirmed: undefined,
    createdAt: undefined,
    enrolledAt: undefined,
    email: undefined,
    phoneNumber: undefined,
    keyId: undefined,
    publicKey: undefined,
    aaguid: undefined,
    relyingPartyIdentifier: undefined,
    authenticationMethods: undefined,
    linkId: undefined,
    originalSettings: undefined,
} satisfies Record<OutputName, undefined>;

/** As https://www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/ shows it: the SDK serializes the provider. */
class Documented extends pulumi.dynamic.Resource {
    constructor(name: string, args: Args) {
        super(nothing, name, { ...outputs, ...args });
    }
}

export const programs = {
    ours: forEach((name, args) => new AuthenticationMethodSettings(name, args)),
    documented: forEach((name, args) => new Documented(name, args)),
    empty: forEach((name, args) => new Empty(name, args, "empty")),
    reading: forEach((name, args) => new Empty(name, args, "reading")),
} satisfies Record<string, MakeProgram>;
