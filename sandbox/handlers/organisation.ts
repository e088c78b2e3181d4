import { notFound } from "../http/errors";
import { isRef } from "../model/shape";
import { departments, locations, type Resource } from "../resources";
import type { StoredRecord } from "../store/collection";
import type { Scope } from "./crud";

/** The pairs of the location `:parentId`. @throws ApiError 404 when there is no such location */
export const pairsOfLocation: Scope = pairsOf(locations, "location");

/** The pairs of the business unit `:parentId`. @throws ApiError 404 when there is no such business unit */
export const pairsOfDepartment: Scope = pairsOf(departments, "department");

function pairsOf(owner: Resource, side: "location" | "department"): Scope {
  return ({ store, params }) => {
    const id = Number(params.parentId);
    if (!store.collections[owner.collection].get(id)) throw notFound(owner.shape.resource, params.parentId ?? "");
    const belongs = ({ fields }: StoredRecord) => isRef(fields[side]) && fields[side].id === id;
    return [...store.collections.departmentLocations.all()].filter(belongs);
  };
}
