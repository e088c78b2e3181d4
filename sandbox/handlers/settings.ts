import { methodNotAllowed } from "../http/errors";
import { projectRoles, securityRoles, settings } from "../resources";
import { type ApiRequest, type Handler, ok } from "./context";
import { findOne, patch, replace, type Scope, show } from "./crud";
import { owner } from "./owner";

/** The rows of the role `:parentId`, in the web client's order. @throws ApiError 404 when there is no such role */
export const rowsOfRole: Scope = (request) =>
  request.store.collections.settings.childrenOf(owner(request, securityRoles).id);

/** The rows of the project role `:parentId`. @throws ApiError 404 when there is no such role */
export const rowsOfProjectRole: Scope = (request) =>
  request.store.collections.projectSettings.childrenOf(owner(request, projectRoles).id);

/**
 * PATCH and PUT of a row: not published for security roles, so what happens depends on the tenant.
 * `writable` behaves as the published project-role settings do.
 */
export const patchSetting: Handler = byMode("PATCH", patch(settings, rowsOfRole));
export const replaceSetting: Handler = byMode("PUT", replace(settings, rowsOfRole));

function byMode(method: string, write: Handler): Handler {
  const unchanged = (request: ApiRequest) => ok(show(request, settings, findOne(request, settings, rowsOfRole)));
  return (request) => {
    if (request.settings === "read-only") throw methodNotAllowed(method, ["GET"]);
    return request.settings === "false-200" ? unchanged(request) : write(request);
  };
}
