// What the engine runs when it is given this package as a policy pack: all rules at their own levels. How they are configured
// is said by `--policy-pack-config`.

import { AuthenticationMethodPolicies } from "./authenticationMethodPolicies";

new AuthenticationMethodPolicies();
