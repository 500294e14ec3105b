// A method that was adopted, as single resources and groups record it; and which ones have a new place in the program.

import * as z from "zod";
import { invalidIdReason } from "../auth0/paths";
import type { MethodReference } from "../core/ids";
import { type Pick, picks, type Selector, selectorKey } from "../core/selector";
import { pickSettings, type SettingName, type Settings } from "../core/settings";

/**
 * What later operations need to know of an adopted method. The id is that of the method that was found last, the settings
 * are those that were last seen or made.
 */
export interface Adopted extends MethodReference, Settings {
    /** The type that the method is selected by, where it is. */
    readonly authenticationMethodType?: string | undefined;
    readonly pick?: Pick | undefined;
    /**
     * The method that was adopted at first, where a later enrolment has taken its place: the original settings are those
     * of this one.
     */
    readonly adoptedMethodId?: string | undefined;
    /** Which settings are declared. */
    readonly declaredSettings: readonly SettingName[];
    /** The settings at adoption, for `restore`. */
    readonly originalSettings: Settings;
}

const recordedId = z.string().refine((id) => invalidIdReason(id) === undefined);

/** Which method a state speaks of. Without it, or with something else in its place, the state cannot be read. */
export const recordedMethod = {
    userId: recordedId,
    authenticationMethodId: recordedId,
    authenticationMethodType: recordedId.optional(),
    pick: z.enum(picks).optional().catch(undefined),
    adoptedMethodId: recordedId.optional(),
};

/** The method that was adopted at first, to which the original settings belong. */
export function firstAdopted({
    userId,
    authenticationMethodId,
    adoptedMethodId,
}: MethodReference & { readonly adoptedMethodId?: string | undefined }): MethodReference {
    return { userId, authenticationMethodId: adoptedMethodId ?? authenticationMethodId };
}

/** What is recorded of the method that was adopted at first, when this one was found: its id, where it is another one. */
export function adoptedBefore(recorded: Adopted, found: string): { adoptedMethodId?: string } {
    const { authenticationMethodId: first } = firstAdopted(recorded);
    return first === found ? {} : { adoptedMethodId: first };
}

/** The argument that named the tenant. Something else in its place must not be taken for the tenant of `auth0:domain`. */
export const recordedTenant = z.string().optional();

/** A value in a state that is read with patience: what is no text is not there. */
export const recordedText = z.string().optional().catch(undefined);

/** Settings in a state. */
export const recordedSettings = z
    .object({ name: recordedText, preferredAuthenticationMethod: recordedText })
    .transform((settings) => pickSettings(settings as Settings));

/**
 * The methods that this process, which is one operation of the engine, has adopted, or found adopted and declared. A
 * resource that was renamed in the program, or moved into a group, is created in its new place before it is deleted in the
 * old one, and that deletion must not undo the creation. Where something failed in between, the deletion is left to a later
 * operation, which finds the new place adopted.
 */
export class Adoptions {
    readonly #keys = new Set<string>();
    readonly #declared = new Set<string>();
    readonly #holders = new Map<string, Set<string>>();

    add(tenant: string | undefined, method: MethodReference): void {
        this.#keys.add(keyOf(tenant, method));
    }

    /** For one that came to nothing. */
    remove(tenant: string | undefined, method: MethodReference): void {
        this.#keys.delete(keyOf(tenant, method));
    }

    /** The program declares the method. */
    declare(tenant: string | undefined, selector: Selector): void {
        this.#declared.add(declarationOf(tenant, selector));
    }

    /**
     * A resource has adopted the method before and keeps it, and the one that has taken its place, if one has. Nothing, where
     * the program has not declared it: a refresh compares resources that the program may no longer hold.
     */
    keep(tenant: string | undefined, selector: Selector, adopted: Adopted, holder: string): void {
        if (this.#declared.has(declarationOf(tenant, selector))) {
            for (const method of [firstAdopted(adopted), adopted]) {
                const key = keyOf(tenant, method);
                this.#holders.set(key, (this.#holders.get(key) ?? new Set()).add(holder));
            }
        }
    }

    /**
     * Whether the method has a place in the program.
     *
     * @param holder - The resource that asks, whose own place does not count: the engine may delete a resource in order to
     * create it anew.
     */
    has(tenant: string | undefined, method: MethodReference, holder: string): boolean {
        const key = keyOf(tenant, method);
        return this.#keys.has(key) || [...(this.#holders.get(key) ?? [])].some((other) => other !== holder);
    }
}

function declarationOf(tenant: string | undefined, selector: Selector): string {
    return JSON.stringify([tenant ?? null, selectorKey(selector)]);
}

/** Two names of one tenant are two adoptions. */
function keyOf(tenant: string | undefined, { userId, authenticationMethodId }: MethodReference): string {
    return JSON.stringify([tenant ?? null, userId, authenticationMethodId]);
}
