/**
 * What tests and programs import.
 *
 * @module auth0-authentication-methods-emulator
 */

export { type Emulator, type EmulatorOptions, startEmulator } from "./emulator";
export type { Fault } from "./faults";
export type { BucketLimits, RefillMode } from "./rateLimit/bucket";
export { type PlanChoice, type PlanName, planNames } from "./rateLimit/plans";
export type { LoggedRequest } from "./requestLog";
export type { RouteName } from "./routes/route";
export type { Scope, TokenWishes } from "./tokens";
export type { WireMethod, WireUser } from "./wire";
