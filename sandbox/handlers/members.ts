import { members } from "../resources";
import { deactivateMember } from "../rules/members";
import { type Handler, ok, signature } from "./context";
import { findOne } from "./crud";

/** POST `/system/members/{id}/deactivate`. Assumed: the body may be empty, and the answer is `SuccessResponse`. */
export const deactivate: Handler = (request) => {
  const member = findOne(request, members);
  deactivateMember(request.store, member, signature(request));
  return ok({ success: true, message: `Member ${member.fields.identifier} has been deactivated.` });
};
