// What is known of the users of a tenant for the life of this process, which is one engine operation: each user's list
// is read once, however many resources ask, and our own changes are laid over it.

import type { Created, ManagementClient } from "../auth0/client";
import type { AuthenticationMethod } from "../auth0/wire/methods";
import type { Enrolment } from "../core/enrolment";
import { ExchangeError, mayHaveArrived } from "../core/errors";
import type { MethodReference } from "../core/ids";
import type { Operation } from "../core/operation";
import { type Selected, type Selector, select } from "../core/selector";
import type { Settings } from "../core/settings";

/** A user's methods; undefined when the user does not exist. */
export type MethodsOfUser = readonly AuthenticationMethod[] | undefined;

/** What was read and is being written of each user. One for each tenant, whatever the credentials. */
export class KnownUsers {
    /** The list of each user that was read, or is being read. */
    readonly lists = new Map<string, Promise<MethodsOfUser>>();
    /** The last write to each user that is under way or waits. */
    readonly writes = new Map<string, Promise<unknown>>();
}

/** Reads through a cache, and writes to one user one at a time. */
export class UserMethods {
    readonly #client: ManagementClient;
    readonly #onWrite: (userId: string) => void;
    readonly #lists: KnownUsers["lists"];
    readonly #writes: KnownUsers["writes"];

    /**
     * @param onWrite - Told of each user that was, or may have been, changed.
     */
    constructor(client: ManagementClient, { lists, writes }: KnownUsers, onWrite: (userId: string) => void) {
        this.#client = client;
        this.#onWrite = onWrite;
        this.#lists = lists;
        this.#writes = writes;
    }

    /** All methods of a user, from the tenant or from what was read before. */
    async read(userId: string, operation: Operation): Promise<MethodsOfUser> {
        const known = this.#lists.get(userId);
        if (known !== undefined) {
            return known;
        }
        const list = this.#client.listMethods(userId, operation);
        this.#keep(userId, list);
        return list;
    }

    /** The same from the tenant in any case. */
    async readAnew(userId: string, operation: Operation): Promise<MethodsOfUser> {
        this.#forget(userId);
        return this.read(userId, operation);
    }

    /**
     * The method of a user that is meant; none where the user does not exist.
     *
     * What is missing in a list that was read before is looked for once more: it may have been enrolled since.
     */
    async find(selector: Selector, operation: Operation): Promise<Selected<AuthenticationMethod>> {
        const { userId } = selector;
        const known = this.#lists.get(userId);
        const selected = select((await this.read(userId, operation)) ?? [], selector);
        if (selected.kind !== "none" || known === undefined) {
            return selected;
        }
        this.#forget(userId, known);
        return select((await this.read(userId, operation)) ?? [], selector);
    }

    /**
     * Runs a task that writes to a user, after those that came before it.
     */
    async exclusively<T>(userId: string, task: () => Promise<T>): Promise<T> {
        const before = this.#writes.get(userId) ?? Promise.resolve();
        const turn = before.then(task, task);
        this.#writes.set(userId, turn);
        try {
            return await turn;
        } finally {
            if (this.#writes.get(userId) === turn) {
                this.#writes.delete(userId);
            }
        }
    }

    /**
     * Changes settings of a method.
     *
     * @returns The method as it is now; or the failure, when Auth0 says that it or its user does not exist.
     */
    async patch(
        method: AuthenticationMethod,
        userId: string,
        settings: Settings,
        operation: Operation,
    ): Promise<AuthenticationMethod | ExchangeError> {
        const reference = { userId, authenticationMethodId: method.authenticationMethodId };
        try {
            const answered = await this.#client.patchMethod(reference, settings, operation);
            if (answered instanceof ExchangeError) {
                this.#forget(userId);
                return answered;
            }
            // The answer to a PATCH lacks fields that a read has, so it cannot stand for the method.
            const patched = { ...method, ...settings, ...answered };
            this.#layOver(userId, patched);
            return patched;
        } catch (error) {
            if (mayHaveArrived(error)) {
                this.#forget(userId);
            }
            throw error;
        } finally {
            this.#onWrite(userId);
        }
    }

    /** Enrols a method; see {@link ManagementClient.createMethod}. */
    async create(
        userId: string,
        enrolment: Enrolment,
        operation: Operation,
        mayRepeat: () => Promise<boolean>,
    ): Promise<Created | ExchangeError> {
        try {
            return await this.#client.createMethod(userId, enrolment, operation, mayRepeat);
        } finally {
            // What the answer tells of the method is not all that a read does.
            this.#forget(userId);
            this.#onWrite(userId);
        }
    }

    /** Deletes a method; see {@link ManagementClient.deleteMethod}. */
    async delete(reference: MethodReference, operation: Operation): Promise<void> {
        try {
            await this.#client.deleteMethod(reference, operation);
        } finally {
            // Auth0 deletes linked methods with it.
            this.#forget(reference.userId);
            this.#onWrite(reference.userId);
        }
    }

    /** Reads nothing: the write is done, and no read that fails may make a failure of it. */
    #layOver(userId: string, patched: AuthenticationMethod): void {
        const known = this.#lists.get(userId);
        if (known === undefined) {
            return;
        }
        const isPatched = (method: AuthenticationMethod) =>
            method.authenticationMethodId === patched.authenticationMethodId;
        this.#keep(
            userId,
            known.then((methods) => methods?.map((method) => (isPatched(method) ? patched : method))),
        );
    }

    #keep(userId: string, list: Promise<MethodsOfUser>): void {
        this.#lists.set(userId, list);
        // A failure is the answer to those who wait for it now, not to those who come later.
        list.catch(() => this.#forget(userId, list));
    }

    #forget(userId: string, list?: Promise<MethodsOfUser>): void {
        if (list === undefined || this.#lists.get(userId) === list) {
            this.#lists.delete(userId);
        }
    }
}
