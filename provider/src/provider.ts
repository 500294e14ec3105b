// The subpath that users' states name (`__provider`): the provider objects that the engine's server runs, one for each
// resource, over one runtime. Neither this path nor the names exported here ever change.

import { systemClock } from "./core/clock";
import { enrolledProvider } from "./engine/enrolled/enrolledProvider";
import { groupProvider } from "./engine/group/groupProvider";
import { Runtime } from "./engine/runtime";
import { cancelledByEngine, endWithEngine } from "./engine/server";
import { settingsProvider } from "./engine/single/settingsProvider";
import { version } from "./version";

const runtime = new Runtime(
    systemClock,
    process.env,
    `pulumi-auth0-authentication-methods/${version}`,
    cancelledByEngine(),
);

endWithEngine();

/** The provider of the resource of this name. */
export const AuthenticationMethodSettings = settingsProvider(runtime);

/** The provider of the resource of this name. */
export const AuthenticationMethodSettingsGroup = groupProvider(runtime);

/** The provider of the resource of this name. */
export const AuthenticationMethod = enrolledProvider(runtime);
