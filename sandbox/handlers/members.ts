import { members } from "../resources";
import { deactivateMember } from "../rules/members";
import { type Handler, ok, signature } from "./context";
import { findOne } from "./crud";

/**
 * POST `/system/members/{id}/deactivate`. The published body (`MemberDeactivation`) says who takes over the member's work,
 * and comes back as the answer; the sandbox has no work to hand over. Assumed: it may be empty.
 */
export const deactivate: Handler = (request) => {
  const member = findOne(request, members);
  deactivateMember(request.store, member, signature(request));
  return ok(request.body ?? {});
};
