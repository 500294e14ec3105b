// What check says of arguments that are wrong, before anything is asked of a tenant.

import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { checkShape as checkEnrolment } from "../../../provider/src/engine/enrolled/inputs";
import { checkGroupShape } from "../../../provider/src/engine/group/groupInputs";
import { checkShape } from "../../../provider/src/engine/single/inputs";

type Inputs = Record<string, unknown>;

/** The mistakes in the arguments of one resource. */
export interface Mistakes {
    readonly resource: string;
    readonly check: (inputs: Inputs) => CheckFailure[];
    readonly mistakes: readonly (readonly [what: string, inputs: Inputs])[];
}

const phone = {
    userId: "auth0|507f1f77bcf86cd799439020",
    authenticationMethodId: "phone|dev_kXVq4drj3Mw6uCF5",
    name: "Work phone",
};
const user = { userId: phone.userId };
const totpSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const { authenticationMethodId: _id, ...nowhere } = phone;
const { name: _name, ...nothing } = phone;

/** All of them, in the order of the page. */
const mistakesOf: readonly Mistakes[] = [
    {
        resource: "AuthenticationMethodSettings",
        check: checkShape,
        mistakes: [
            ["no user", { ...phone, userId: undefined }],
            ["an empty user", { ...phone, userId: "" }],
            ["neither id nor type", nowhere],
            ["id and type", { ...phone, authenticationMethodType: "phone" }],
            ["an id with the separator", { ...phone, authenticationMethodId: "phone::dev" }],
            ["an id that is a type", { ...phone, authenticationMethodId: "type:phone" }],
            ["a choice without a type", { ...phone, pick: "newest" }],
            ["a choice that is none", { ...nowhere, authenticationMethodType: "phone", pick: "oldest" }],
            ["nothing to keep", nothing],
            ["an empty name", { ...phone, name: "" }],
            ["a preference that is none", { ...phone, preferredAuthenticationMethod: "email" }],
            [
                "a preference of another type",
                { ...nowhere, authenticationMethodType: "totp", preferredAuthenticationMethod: "sms" },
            ],
            ["something else on deletion", { ...phone, onDelete: "delete" }],
            ["an empty tenant", { ...phone, tenant: "" }],
            ["an argument that is none", { ...phone, phoneNumber: "…" }],
        ],
    },
    {
        resource: "AuthenticationMethodSettingsGroup",
        check: checkGroupShape,
        mistakes: [
            ["no list", {}],
            ["an entry that is no object", { settings: ["phone"] }],
            ["what single resources refuse, in an entry", { settings: [phone, { ...phone, userId: "" }] }],
            ["what a group takes once, in an entry", { settings: [{ ...phone, onDelete: "restore" }] }],
            ["a method twice", { settings: [phone, { ...phone, name: "Phone" }] }],
        ],
    },
    {
        resource: "AuthenticationMethod",
        check: checkEnrolment,
        mistakes: [
            ["a type that cannot be enrolled", { ...user, type: "push" }],
            ["a phone without its number", { ...user, type: "phone" }],
            ["a number that is no E.164", { ...user, type: "phone", phoneNumber: "020 7946 0958" }],
            ["an address that is none", { ...user, type: "email", email: "ada" }],
            ["a secret that is no base32", { ...user, type: "totp", totpSecret: "189" }],
            ["a TOTP with a preference", { ...user, type: "totp", totpSecret, preferredAuthenticationMethod: "sms" }],
            ["a key without its public key", { ...user, type: "webauthn-roaming", keyId: "a2V5" }],
            [
                "a model that is no UUID",
                { ...user, type: "passkey", keyId: "a2V5", publicKey: "cHVi", aaguid: "laptop" },
            ],
            ["an argument that is none", { ...user, type: "totp", totpSecret, onDelete: "retain" }],
        ],
    },
];

/** The reasons that check gives for each mistake, as the tables of the page. @throws for a mistake that passes. */
export function argumentTables(): string {
    return mistakesOf
        .map(({ resource, check, mistakes }) => {
            const rows = mistakes.map(([what, inputs]) => {
                const reasons = check(inputs).map(({ reason }) => reason);
                if (reasons.length === 0) {
                    throw new Error(`${resource} takes ${what}`);
                }
                return `| ${what} | ${reasons.join(" ").replaceAll("|", "\\|")} |`;
            });
            return `### ${resource}\n\n| declared | message |\n| --- | --- |\n${rows.join("\n")}\n`;
        })
        .join("\n");
}
