// First in, first out, in constant time and with no memory of who has left: an array would move all who wait at each step.

interface Link<T> {
    readonly value: T;
    next: Link<T> | undefined;
}

export class Queue<T> {
    #first: Link<T> | undefined;
    #last: Link<T> | undefined;
    #size = 0;

    get size(): number {
        return this.#size;
    }

    get first(): T | undefined {
        return this.#first?.value;
    }

    push(value: T): void {
        const link: Link<T> = { value, next: undefined };
        if (this.#last === undefined) {
            this.#first = link;
        } else {
            this.#last.next = link;
        }
        this.#last = link;
        this.#size += 1;
    }

    shift(): void {
        if (this.#first !== undefined) {
            this.#first = this.#first.next;
            this.#last = this.#first === undefined ? undefined : this.#last;
            this.#size -= 1;
        }
    }
}
