import { count, create, get, list, patch, remove, replace } from "../handlers/crud";
import { myCustomizeItems, mySecurity } from "../handlers/mySecurity";
import { oneSetting, patchSetting, replaceSetting, rowsOfProjectRole, rowsOfRole } from "../handlers/settings";
import { projectRolesInfo, securityRolesInfo } from "../infoResources";
import { projectRoles, projectSettings, securityRoles, settings } from "../resources";
import { type Endpoints, merged, readable } from "./endpoint";

const SECURITY_ROLES: Endpoints = {
  "/system/securityroles": { POST: create(securityRoles, "roleMade") },
  "/system/securityroles/:id": { DELETE: remove(securityRoles) },
  "/system/securityroles/info": { GET: list(securityRolesInfo) },
  "/system/securityroles/info/count": { GET: count(securityRolesInfo) },
  "/system/securityroles/:id/info": { GET: get(securityRolesInfo) },
  "/system/securityRoles/:parentId/settings/:id": {
    GET: oneSetting,
    PUT: replaceSetting,
    PATCH: patchSetting,
  },
  "/system/mySecurity": { GET: mySecurity },
  "/system/mySecurity/customizeItems": { GET: myCustomizeItems },
};

const PROJECT_ROLES: Endpoints = {
  "/project/securityRoles": { POST: create(projectRoles) },
  "/project/securityRoles/:id": {
    PUT: replace(projectRoles),
    PATCH: patch(projectRoles),
    DELETE: remove(projectRoles),
  },
  "/project/securityRoles/info": { GET: list(projectRolesInfo) },
  "/project/securityRoles/:id/info": { GET: get(projectRolesInfo) },
  "/project/securityRoles/:parentId/settings/:id": {
    PUT: replace(projectSettings, rowsOfProjectRole),
    PATCH: patch(projectSettings, rowsOfProjectRole),
  },
};

export const ROLES = merged(
  readable("/system/securityroles", securityRoles),
  readable("/system/securityRoles/:parentId/settings", settings, rowsOfRole),
  SECURITY_ROLES,
  readable("/project/securityRoles", projectRoles),
  readable("/project/securityRoles/:parentId/settings", projectSettings, rowsOfProjectRole),
  PROJECT_ROLES,
);
