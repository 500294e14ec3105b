// The arguments of a look-up as a program may give them before they are known.

import type * as pulumi from "@pulumi/pulumi";

/** Arguments each of which may be an output; of several forms, each. */
export type InputsOf<T> = T extends object ? { readonly [K in keyof T]: pulumi.Input<T[K]> } : never;
