// How many retries a tenant's client may spend: when everything fails, a client that repeats itself makes the outage worse.
// After Marc Brooker, https://brooker.co.za/blog/2022/02/28/retries.html

/** A store of retries, filled by successes. */
export class RetryBudget {
    static readonly #capacity = 20;
    static readonly #perSuccess = 0.1;

    #left = RetryBudget.#capacity;

    get isLeft(): boolean {
        return this.#left >= 1;
    }

    spend(): void {
        this.#left -= 1;
    }

    refill(): void {
        this.#left = Math.min(RetryBudget.#capacity, this.#left + RetryBudget.#perSuccess);
    }
}
