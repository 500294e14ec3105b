/**
 * What programs import.
 *
 * @module pulumi-auth0-authentication-methods
 */

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
export {
    AmbiguousMethodError,
    AuthenticationMethodsError,
    isAuthenticationMethodsError,
    MethodNotFoundError,
    SeveralUsersError,
    UserNotFoundError,
} from "./core/errors";
export type { AuthenticationMethodPart, OriginalSettings } from "./core/outputShapes";
export type { PreferredAuthenticationMethod } from "./core/settings";
export {
    type GetAuthenticationMethodArgs,
    type GetAuthenticationMethodById,
    type GetAuthenticationMethodByType,
    type GetAuthenticationMethodOutputArgs,
    type GetAuthenticationMethodResult,
    getAuthenticationMethod,
    getAuthenticationMethodOutput,
} from "./getAuthenticationMethod";
export {
    type FoundAuthenticationMethod,
    type GetAuthenticationMethodsArgs,
    type GetAuthenticationMethodsOutputArgs,
    type GetAuthenticationMethodsResult,
    getAuthenticationMethods,
    getAuthenticationMethodsOutput,
} from "./getAuthenticationMethods";
export {
    type GetUserArgs,
    type GetUserByEmail,
    type GetUserById,
    type GetUserOutputArgs,
    type GetUserResult,
    getUser,
    getUserOutput,
} from "./getUser";
