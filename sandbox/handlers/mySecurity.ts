import { integer, isRef, oneOf, type Shape, text } from "../model/shape";
import { members, settings } from "../resources";
import { renderReference } from "../store/render";
import type { ApiRequest, Handler } from "./context";
import { pageFor, show } from "./crud";
import { rows } from "./rows";

/** GET `/system/mySecurity`: the rows of the caller's role, each naming the caller as `member`. */
export const mySecurity: Handler = (request) => {
  const { store, caller, baseUrl } = request;
  const { records, answer } = pageFor(request, settings, store.collections.settings.childrenOf(roleId(request)));
  const member = renderReference(store, members, caller.id, baseUrl) ?? null;
  return answer(records.map((record) => ({ ...show(request, settings, record), member })));
};

/** The Customize list of Table Setup, in the enumeration of the 2022.1 description. */
const TABLE_SETUP = "SystemTableSetup";

const customizeItem: Shape = {
  resource: "mySecurityCustomizeItem",
  fields: { id: integer, customizeIdentifier: oneOf(TABLE_SETUP), itemIdentifier: text() },
};

/** GET `/system/mySecurity/customizeItems/`: the Customize lists of the caller's role. Assumed: the item identifiers. */
export const myCustomizeItems: Handler = rows(customizeItem, (request) =>
  (request.store.customize.get(roleId(request)) ?? []).map((itemIdentifier, index) => ({
    id: index + 1,
    customizeIdentifier: TABLE_SETUP,
    itemIdentifier,
  })),
);

/** 0 when the caller has no role: no row belongs to it. */
function roleId({ caller }: ApiRequest): number {
  const role = caller.fields.securityRole;
  return isRef(role) ? role.id : 0;
}
