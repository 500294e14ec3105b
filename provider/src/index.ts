// What programs import.

export {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
    type AuthenticationMethodSettingsState,
} from "./authenticationMethodSettings";
