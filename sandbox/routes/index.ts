import { type Endpoints, merged } from "./endpoint";
import { MEMBERS } from "./members";
import { NOT_EMULATED } from "./notEmulated";
import { ORGANISATION } from "./organisation";
import { ROLES } from "./roles";
import { SYSTEM_INFO } from "./systemInfo";

export { METHODS } from "./endpoint";

/**
 * Every path of the API below its base, compared without regard to case: the methods that the 2025.8 description publishes
 * for these objects, and beside them PATCH and PUT on a security role's setting (see `SettingsMode`).
 */
export const ROUTES: Endpoints = merged(ROLES, MEMBERS, ORGANISATION, SYSTEM_INFO, NOT_EMULATED);
