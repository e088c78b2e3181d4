import { RefusedError } from "../../core/model/errors";
import { type RequestedRole, requestDigest } from "../../core/plan/digest";

/**
 * Where the configuration names what was reviewed, no other role gets to the tenant.
 * @param reviewed digests with spaces or commas between them, one for each role; `undefined` or empty where nothing is pinned
 * @throws RefusedError with both digests and the command that pins what is asked
 */
export function assertReviewed(requested: RequestedRole, reviewed: string | undefined): void {
  if (!reviewed) return;
  const digest = requestDigest(requested);
  const pinned = reviewed.split(/[\s,]+/).filter(Boolean);
  if (pinned.includes(digest)) return;
  const others = pinned.length > 1 ? " (with the other roles' digests, separated by spaces)" : "";
  throw new RefusedError(
    `What the role "${requested.name}" is asked for isn't what was reviewed: its digest is ${digest}, connectwise:reviewedPlan names ${reviewed}. cwroles review --base <ref> shows what changed in its profile, cwroles plan what it does to the tenant; once that is approved: pulumi config set connectwise:reviewedPlan ${digest}${others}`,
    { topic: "profile-isnt-what-was-reviewed" },
  );
}
