// The phones of people who are known by their e-mail addresses: every phone that one of them has enrolled calls.

import * as pulumi from "@pulumi/pulumi";
import {
    AuthenticationMethodSettingsGroup,
    getAuthenticationMethods,
    getUser,
    isAuthenticationMethodsError,
} from "pulumi-auth0-authentication-methods";

const emails = new pulumi.Config().requireObject<string[]>("emails");

/** What is declared of each phone of one person. */
async function settingsOf(email: string) {
    const { userId } = await getUser({ email });
    const { authenticationMethods } = await getAuthenticationMethods({ userId, type: "phone", confirmed: true });
    return authenticationMethods.map(({ authenticationMethodId }) => ({
        userId,
        authenticationMethodId,
        preferredAuthenticationMethod: "voice" as const,
    }));
}

/**
 * What is declared of everybody. They are looked up side by side, as fast as the tenant allows.
 *
 * @throws RunError: everybody who cannot be looked up, by the place in the list.
 */
async function allSettings() {
    const people = await Promise.allSettled(emails.map(settingsOf));
    const problems = people.flatMap((person, place) =>
        person.status === "rejected" ? [`emails[${place}]: ${messageOf(person.reason)}`] : [],
    );
    if (problems.length > 0) {
        throw new pulumi.RunError(problems.join("\n"));
    }
    return people.flatMap((person) => (person.status === "fulfilled" ? person.value : []));
}

/** What went wrong, where the package says it: such a message holds no address. */
function messageOf(reason: unknown): string {
    if (isAuthenticationMethodsError(reason)) {
        return reason.message;
    }
    throw reason;
}

// A function, since a program may wait only within one.
export = async () => {
    const phones = new AuthenticationMethodSettingsGroup("phones", { settings: await allSettings() });
    return { methods: phones.settings.apply((settings) => settings.length) };
};
