import type { Fields, Shape } from "../model/shape";
import type { Resource } from "../resources";
import type { StoredRecord } from "../store/collection";
import type { ApiRequest, Handler } from "./context";
import { pageFor, renderRecord } from "./crud";

/** One row of a list that is kept nowhere. */
export type Row = Fields & { readonly id: number };

/** A list that is worked out for the request; conditions, order, paging and `fields` as for any other. Published without `_info`. */
export function rows(fields: Shape, read: (request: ApiRequest) => readonly Row[]): Handler {
  const shape: Shape = { ...fields, bare: true };
  const resource: Resource = { shape, collection: "settings", path: "", noun: shape.resource, labels: [] };
  return (request) => {
    const { records, answer } = pageFor(request, resource, read(request).map(asRecord));
    return answer(records.map((record) => renderRecord(request, resource, record)));
  };
}

const asRecord = (fields: Row): StoredRecord => ({ id: fields.id, fields, lastUpdated: "", updatedBy: "" });
