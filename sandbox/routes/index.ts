import type { Handler } from "./handlers/context";
import { count, create, get, list, patch, remove, replace } from "./handlers/crud";
import { deactivate } from "./handlers/members";
import { myCustomizeItems, mySecurity } from "./handlers/mySecurity";
import { pairsOfDepartment, pairsOfLocation } from "./handlers/organisation";
import { patchSetting, replaceSetting, rowsOfRole } from "./handlers/settings";
import { systemInfo } from "./handlers/system";
import {
  apiMembers,
  departmentLocations,
  departments,
  locationDepartments,
  locations,
  members,
  securityRoles,
  settings,
} from "./resources";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** What a path answers to. A method that isn't there is refused with 405. */
export type Endpoint = Readonly<Partial<Record<Method, Handler>>>;

/**
 * Every path of the API below its base, compared without regard to case; `:id` and `:parentId` are numbers.
 * The published methods, and beside them PATCH and PUT on a role's setting (see `SettingsMode`).
 */
export const ROUTES: Readonly<Record<string, Endpoint>> = {
  "/system/info": { GET: systemInfo },

  "/system/securityroles": { GET: list(securityRoles), POST: create(securityRoles) },
  "/system/securityroles/count": { GET: count(securityRoles) },
  "/system/securityroles/:id": { GET: get(securityRoles), DELETE: remove(securityRoles) },
  "/system/securityRoles/:parentId/settings": { GET: list(settings, rowsOfRole) },
  "/system/securityRoles/:parentId/settings/count": { GET: count(settings, rowsOfRole) },
  "/system/securityRoles/:parentId/settings/:id": {
    GET: get(settings, rowsOfRole),
    PUT: replaceSetting,
    PATCH: patchSetting,
  },
  "/system/mySecurity": { GET: mySecurity },
  "/system/mySecurity/customizeItems": { GET: myCustomizeItems },

  "/system/members": { GET: list(members), POST: create(members) },
  "/system/members/count": { GET: count(members) },
  "/system/members/:id": { GET: get(members), PUT: replace(members), PATCH: patch(members) },
  "/system/members/:id/deactivate": { POST: deactivate },
  "/system/apiMembers": { GET: list(apiMembers), POST: create(apiMembers) },
  "/system/apiMembers/count": { GET: count(apiMembers) },
  "/system/apiMembers/:id": { GET: get(apiMembers), PUT: replace(apiMembers), PATCH: patch(apiMembers) },

  "/system/locations": { GET: list(locations), POST: create(locations) },
  "/system/locations/count": { GET: count(locations) },
  "/system/locations/:id": { GET: get(locations), PUT: replace(locations), PATCH: patch(locations) },
  "/system/locations/:parentId/departments": { GET: list(locationDepartments, pairsOfLocation) },
  "/system/locations/:parentId/departments/count": { GET: count(locationDepartments, pairsOfLocation) },
  "/system/locations/:parentId/departments/:id": { GET: get(locationDepartments, pairsOfLocation) },
  "/system/departments": { GET: list(departments), POST: create(departments) },
  "/system/departments/count": { GET: count(departments) },
  "/system/departments/:id": { GET: get(departments), PUT: replace(departments), PATCH: patch(departments) },
  "/system/departments/:parentId/locations": { GET: list(departmentLocations, pairsOfDepartment) },
  "/system/departments/:parentId/locations/count": { GET: count(departmentLocations, pairsOfDepartment) },
  "/system/departments/:parentId/locations/:id": { GET: get(departmentLocations, pairsOfDepartment) },
};
