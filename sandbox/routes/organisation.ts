import { create, patch, remove, replace } from "../handlers/crud";
import { createPair, pairsOfDepartment, pairsOfLocation } from "../handlers/organisation";
import { usageList, usages } from "../handlers/usages";
import { departmentLocations, departments, locationDepartments, locations } from "../resources";
import { type Endpoints, merged, readable } from "./endpoint";

const WRITES: Endpoints = {
  "/system/locations": { POST: create(locations) },
  "/system/locations/:id": { PUT: replace(locations), PATCH: patch(locations), DELETE: remove(locations) },
  "/system/locations/:id/usages": { GET: usages(locations) },
  "/system/locations/:id/usages/list": { GET: usageList(locations) },
  "/system/departments": { POST: create(departments) },
  "/system/departments/:id": { PUT: replace(departments), PATCH: patch(departments), DELETE: remove(departments) },
  "/system/departments/:id/usages": { GET: usages(departments) },
  "/system/departments/:id/usages/list": { GET: usageList(departments) },
  "/system/departments/:parentId/locations": { POST: createPair },
  "/system/departments/:parentId/locations/:id": {
    PUT: replace(departmentLocations, pairsOfDepartment),
    PATCH: patch(departmentLocations, pairsOfDepartment),
    DELETE: remove(departmentLocations, pairsOfDepartment),
  },
};

export const ORGANISATION = merged(
  readable("/system/locations", locations),
  readable("/system/locations/:parentId/departments", locationDepartments, pairsOfLocation),
  readable("/system/departments", departments),
  readable("/system/departments/:parentId/locations", departmentLocations, pairsOfDepartment),
  WRITES,
);
