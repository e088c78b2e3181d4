import { isJsonObject } from "../model/convert";
import { departmentLocations, departments, locations } from "../resources";
import { pairsWith } from "../rules/organisation";
import type { Handler } from "./context";
import { created, type Scope } from "./crud";
import { owner } from "./owner";

/** The pairs of the location `:parentId`. @throws ApiError 404 when there is no such location */
export const pairsOfLocation: Scope = (request) => pairsWith(request.store, "location", owner(request, locations).id);

/** The pairs of the business unit `:parentId`. @throws ApiError 404 when there is no such business unit */
export const pairsOfDepartment: Scope = (request) =>
  pairsWith(request.store, "department", owner(request, departments).id);

/** POST `/system/departments/{parentId}/locations`: gives a location the business unit of the path. */
export const createPair: Handler = (request) => {
  const { id } = owner(request, departments);
  const { body } = request;
  return created(request, departmentLocations, isJsonObject(body) ? { ...body, department: { id } } : body);
};
