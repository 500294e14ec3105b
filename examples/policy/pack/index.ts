// What holds for administrators: every rule at its own level, and four as this company wants them.

import { AuthenticationMethodPolicies } from "auth0-authentication-methods-policies";

new AuthenticationMethodPolicies("administrators", {
    // Phones were assessed, and accepted until everybody has a security key.
    "phone-risk-is-accepted": { enforcementLevel: "mandatory", acceptRestricted: { "administrator-*": "RISK-7" } },
    // Whatever a program says, nobody is called: the rule mends it.
    "no-voice-preference": "remediate",
    "user-connection-is-allowed": { allow: ["auth0|"] },
    // The same as what holds for phones, told once.
    "user-has-two-authenticators": "disabled",
});
