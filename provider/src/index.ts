// What programs import.

export {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
    type AuthenticationMethodSettingsState,
} from "./authenticationMethodSettings";
export type { PreferredAuthenticationMethod } from "./core/settings";
