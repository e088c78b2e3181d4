import { ApiError } from "../http/errors";
import { integer, isRef, oneOf, reference, type Shape, text } from "../model/shape";
import { NO_ENDPOINT } from "../quirks";
import { type Resource, settings } from "../resources";
import type { ApiRequest, Handler } from "./context";
import { list } from "./crud";
import { rows } from "./rows";

/** `MySecurity` of the published description: a row of a role, and whose it is. */
const mySecurityRows: Resource = {
  ...settings,
  paged: "mySecurityPaged",
  shape: { ...settings.shape, fields: { ...settings.shape.fields, member: reference("members") } },
};

/** GET `/system/mySecurity`: the rows of the caller's role, each naming the caller as `member`. */
export const mySecurity: Handler = list(mySecurityRows, (request) =>
  request.store.collections.settings
    .childrenOf(roleId(request))
    .map((row) =>
      request.quirks.mySecurityMember === "absent"
        ? row
        : { ...row, fields: { ...row.fields, member: { id: request.caller.id } } },
    ),
);

/** The Customize list of Table Setup, in the enumeration of the 2022.1 description. */
const TABLE_SETUP = "SystemTableSetup";

const customizeItem: Shape = {
  resource: "mySecurityCustomizeItem",
  fields: { id: integer, customizeIdentifier: oneOf(TABLE_SETUP), itemIdentifier: text() },
};

/** GET `/system/mySecurity/customizeItems/`: the Customize lists of the caller's role. Assumed: the item identifiers. */
export const myCustomizeItems: Handler = (request) => {
  const { customizeItems } = request.quirks;
  if (customizeItems === "refused") throw new ApiError(404, NO_ENDPOINT);
  const answer = listedItems(request);
  return customizeItems === "wrapped" ? { ...answer, body: { items: answer.body } } : answer;
};

const listedItems = rows(customizeItem, (request) =>
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
