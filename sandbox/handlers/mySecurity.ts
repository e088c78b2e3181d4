import { linkHeader } from "../http/link";
import { readListQuery } from "../http/listQuery";
import { isRef } from "../model/shape";
import { members, settings } from "../resources";
import { pageOf, project } from "../store/list";
import { renderReference } from "../store/render";
import { type ApiRequest, type Handler, ok } from "./context";
import { show } from "./crud";

/** GET `/system/mySecurity`: the rows of the caller's role, each naming the caller as `member`. */
export const mySecurity: Handler = (request) => {
  const { store, caller, baseUrl, url, headers } = request;
  const query = readListQuery(url.searchParams, headers);
  const page = pageOf(store, settings, store.collections.settings.childrenOf(roleId(request)), query);
  const member = renderReference(store, members, caller.id, baseUrl) ?? null;
  const body = page.records.map((record) => project({ ...show(request, settings, record), member }, query.fields));
  const link = linkHeader(url, query, page);
  return link === undefined ? ok(body) : { status: 200, body, headers: { link } };
};

/** GET `/system/mySecurity/customizeItems/`: the Customize lists of the caller's role. Assumed: the identifiers. */
export const myCustomizeItems: Handler = (request) => {
  const items = request.store.customize.get(roleId(request)) ?? [];
  return ok(items.map((item, index) => ({ id: index + 1, customizeIdentifier: "TableSetup", itemIdentifier: item })));
};

/** 0 when the caller has no role: no row belongs to it. */
function roleId({ caller }: ApiRequest): number {
  const role = caller.fields.securityRole;
  return isRef(role) ? role.id : 0;
}
