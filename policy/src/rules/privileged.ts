// Who is privileged is the organization's to say, once for each rule that asks.

import { patterns } from "../settings";

/** The setting of that name. */
export const privilegedUsers = patterns(
    "The privileged users: ids, in which `*` stands for any characters, such as `auth0|admin-*`.",
);
