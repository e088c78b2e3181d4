import { notFound } from "../http/errors";
import type { Resource } from "../resources";
import type { StoredRecord } from "../store/collection";
import type { ApiRequest } from "./context";

/** The object `:parentId`. @throws ApiError 404 */
export function owner({ store, params, quirks }: ApiRequest, { collection, shape }: Resource): StoredRecord {
  const found = store.collections[collection].get(Number(params.parentId));
  if (!found) throw notFound(shape.resource, params.parentId ?? "", quirks.unknownParent);
  return found;
}
