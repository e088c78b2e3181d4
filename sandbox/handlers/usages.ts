import { after, integer, type Shape, text } from "../model/shape";
import { type Resource, TARGETS } from "../resources";
import { type Usage, usagesOf } from "../rules/usages";
import type { ApiRequest, Handler } from "./context";
import { findOne } from "./crud";
import { rows } from "./rows";

/** `Usage` of the published description. Assumed: which of its fields `/usages` and `/usages/list` fill. */
const usage: Shape = {
  resource: "usage",
  fields: {
    type: text(),
    count: integer,
    id: integer,
    description: text(),
    hyperlink: after("2018.4", text()),
    typeKey: after("2019.5", text()),
  },
};

/** GET `…/{id}/usages`: how many records of each kind refer to an object. */
export const usages = (resource: Resource): Handler =>
  rows(usage, (request) => {
    const found = usagesFor(request, resource);
    const kinds = new Map(found.map(({ type, typeKey }) => [type, typeKey]));
    return [...kinds].map(([type, typeKey], index) => ({
      id: index + 1,
      type,
      typeKey,
      count: found.filter((one) => one.type === type).length,
    }));
  });

/** GET `…/{id}/usages/list`: the records themselves. */
export const usageList = (resource: Resource): Handler =>
  rows(usage, (request) =>
    usagesFor(request, resource).map(({ id, type, typeKey, description, collection }) => ({
      id,
      type,
      typeKey,
      description,
      hyperlink: `${request.baseUrl}${TARGETS[collection].path}/${id}`,
    })),
  );

const usagesFor = (request: ApiRequest, resource: Resource): Usage[] =>
  usagesOf(request.store, resource.collection, findOne(request, resource).id);
