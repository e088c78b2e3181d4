import { ApiError, methodNotAllowed } from "../http/errors";
import { NO_ENDPOINT } from "../quirks";
import { projectRoles, securityRoles, settings } from "../resources";
import { type ApiRequest, type Handler, noContent, ok } from "./context";
import { findOne, get, patch, renderRecord, replace, type Scope } from "./crud";
import { owner } from "./owner";

/** The rows of the role `:parentId`, in the web client's order. @throws ApiError 404 when there is no such role */
export const rowsOfRole: Scope = (request) => {
  const { unknownParent } = request.quirks;
  const { securityRoles: roles, settings: rows } = request.store.collections;
  if (unknownParent === "empty" && !roles.get(Number(request.params.parentId))) return [];
  return rows.childrenOf(owner(request, securityRoles).id);
};

/** The rows of the project role `:parentId`. @throws ApiError 404 when there is no such role */
export const rowsOfProjectRole: Scope = (request) =>
  request.store.collections.projectSettings.childrenOf(owner(request, projectRoles).id);

/**
 * PATCH and PUT of a row: not published for security roles, so what happens depends on the tenant.
 * `writable` behaves as the published project-role settings do.
 */
export const patchSetting: Handler = byMode("PATCH", patch(settings, rowsOfRole));
export const replaceSetting: Handler = byMode("PUT", replace(settings, rowsOfRole));

/** GET of a row. */
export const oneSetting: Handler = (request) => {
  if (request.quirks.oneRow === "refused") throw new ApiError(404, NO_ENDPOINT);
  return get(settings, rowsOfRole)(request);
};

function byMode(method: "PATCH" | "PUT", write: Handler): Handler {
  const unchanged = (request: ApiRequest) =>
    ok(renderRecord(request, settings, findOne(request, settings, rowsOfRole)));
  return (request) => {
    const { putSettings, settingAnswer } = request.quirks;
    const mode = method === "PUT" ? putSettings : request.settings;
    if (mode === "read-only") throw methodNotAllowed(method, allowed(request));
    if (mode === "false-200") return unchanged(request);
    const former = unchanged(request);
    const answer = write(request);
    return { row: answer, empty: noContent, former }[settingAnswer];
  };
}

const allowed = ({ settings: patch, quirks: { putSettings } }: ApiRequest): string[] => [
  "GET",
  ...(putSettings === "read-only" ? [] : ["PUT"]),
  ...(patch === "read-only" ? [] : ["PATCH"]),
];
