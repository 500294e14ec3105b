import assert from "node:assert/strict";
import type { User } from "../../src/auth0/wire/users";
import { chooseUser } from "../../src/lookup/users";

const email = "ada.lovelace@example.com";
const user = (userId: string, ...connections: string[]): User => ({ userId, connections });
const staff = user("auth0|ada", "staff", "google-oauth2");
const google = user("google-oauth2|1", "google-oauth2");

describe("the user that an e-mail address stands for", () => {
    const choose = (users: readonly User[], connection?: string) =>
        chooseUser(users, { email, connection }, "example.eu.auth0.com");

    it("is the only one that has it", () => {
        assert.equal(choose([staff]), staff);
    });

    it("is the one of the connection that is given", () => {
        assert.equal(choose([staff, google], "staff"), staff);
    });

    it("is the one whose own connection it is, before one to whom an account of it is linked", () => {
        assert.equal(choose([staff, google], "google-oauth2"), google);
        assert.equal(choose([staff, user("email|1", "email")], "google-oauth2"), staff);
    });

    it("is none where nobody has it", () => {
        assert.throws(() => choose([]), {
            name: "UserNotFoundError",
            message:
                'No user in tenant example.eu.auth0.com has the e-mail address "a***@example.com". Check the address: upper and ' +
                "lower case count, and database connections keep addresses in lower case.",
        });
    });

    it("is none where nobody of the connection has it: those of others are listed", () => {
        assert.throws(() => choose([google], "staff"), {
            name: "UserNotFoundError",
            message:
                'No user of connection "staff" in tenant example.eu.auth0.com has the e-mail address "a***@example.com". Give ' +
                'the connection of one of those that have it: "google-oauth2|1" ("google-oauth2").',
        });
    });

    it("is none where the tenant does not tell the connections of those that have it", () => {
        assert.throws(() => choose([user("auth0|ada")], "staff"), {
            name: "UserNotFoundError",
            message:
                /The tenant does not tell the connections of those that have it: "auth0\|ada"\. Give userId instead/,
        });
    });

    it("is not told where several have it: they are listed, with what tells them apart", () => {
        assert.throws(() => choose([staff, google, user("custom|1")]), {
            name: "SeveralUsersError",
            message:
                '3 users in tenant example.eu.auth0.com have the e-mail address "a***@example.com": "auth0|ada" ("staff", ' +
                '"google-oauth2"), "google-oauth2|1" ("google-oauth2"), "custom|1". Give connection as well, or userId instead of ' +
                "email.",
        });
        assert.throws(() => choose([staff, user("auth0|eve", "staff")], "staff"), {
            message: /^2 users of connection "staff" in .*\. Give userId instead of email\.$/,
        });
    });

    it("stands in no message, not even where it is part of a user's id", () => {
        const enterprise = [user(`waad|${email}`, "corp"), user(`samlp|corp|${email}`, "corp")];
        for (const connection of [undefined, "corp", "other"]) {
            assert.throws(
                () => choose(enterprise, connection),
                ({ message }: Error) => !message.includes("lovelace"),
            );
        }
    });
});
