// What programs import.

export {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
    type AuthenticationMethodSettingsState,
} from "./authenticationMethodSettings";
export {
    type AdoptedGroupEntry,
    AuthenticationMethodSettingsGroup,
    type AuthenticationMethodSettingsGroupArgs,
    type AuthenticationMethodSettingsGroupEntry,
} from "./authenticationMethodSettingsGroup";
export type { PreferredAuthenticationMethod } from "./core/settings";
