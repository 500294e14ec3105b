import assert from "node:assert/strict";
import { Adoptions } from "../../src/engine/adopted";

const phone = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1" };
const adopted = { ...phone, declaredSettings: [], originalSettings: {} };

describe("a method that has a place in the program", () => {
    let adoptions: Adoptions;
    beforeEach(() => {
        adoptions = new Adoptions();
    });

    it("is one that was adopted just now, whoever asks, until the adoption came to nothing", () => {
        adoptions.add(undefined, phone);
        assert.equal(adoptions.has(undefined, phone, "a"), true);
        assert.equal(adoptions.has("eu", phone, "a"), false);
        adoptions.remove(undefined, phone);
        assert.equal(adoptions.has(undefined, phone, "a"), false);
    });

    it("is one that another resource keeps, not the one that is to be deleted itself", () => {
        adoptions.declare(undefined, phone);
        adoptions.keep(undefined, phone, adopted, "a");
        assert.equal(adoptions.has(undefined, phone, "a"), false);
        assert.equal(adoptions.has(undefined, phone, "b"), true);
        adoptions.keep(undefined, phone, adopted, "b");
        assert.equal(adoptions.has(undefined, phone, "a"), true);
    });

    it("is one that another resource selects by its type, as is the later enrolment that has taken its place", () => {
        const selector = { userId: phone.userId, authenticationMethodType: "phone" };
        const reenrolled = { ...adopted, authenticationMethodId: "phone|dev_2", adoptedMethodId: "phone|dev_1" };
        adoptions.declare(undefined, selector);
        adoptions.keep(undefined, selector, reenrolled, "b");
        assert.equal(adoptions.has(undefined, phone, "a"), true);
        assert.equal(adoptions.has(undefined, { ...phone, authenticationMethodId: "phone|dev_2" }, "a"), true);
        assert.equal(adoptions.has(undefined, { ...phone, authenticationMethodId: "phone|dev_2" }, "b"), false);
    });

    it("is none that only the state knows, which a refresh compares before the program runs", () => {
        adoptions.keep(undefined, phone, adopted, "a");
        adoptions.declare(undefined, phone);
        assert.equal(adoptions.has(undefined, phone, "b"), false);
    });
});
