// What programs import.

export {
    AuthenticationMethod,
    type AuthenticationMethodArgs,
    type AuthenticationMethodState,
} from "./authenticationMethod";
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
export type { EnrolmentType } from "./core/enrolment";
export type { PreferredAuthenticationMethod } from "./core/settings";
