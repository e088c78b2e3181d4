// @ts-check
import { createHash } from "node:crypto";
import { RefusedError } from "./request.mjs";

/**
 * A pull request, or merge request, at the host that runs the job.
 *
 * @typedef {object} PullRequest
 * @property {(mark: string) => Promise<Comment | undefined>} findComment the one of this token's user that begins so
 * @property {(body: string) => Promise<unknown>} comment makes a new one
 * @property {() => Promise<string[]>} labels
 * @property {(name: string) => Promise<unknown>} addLabel
 * @property {(name: string) => Promise<unknown>} removeLabel
 */
/** @typedef {{ body: string, edit: (body: string) => Promise<unknown> }} Comment */

/**
 * What `cwroles review` said.
 *
 * @typedef {object} Review
 * @property {string} markdown as it printed it, without blank lines around it
 * @property {number} code its exit code: 0, 1 failed, 2 approval is required
 * @property {boolean} isChanged whether the pull request touches a profile
 */

/** What `cwroles review --format markdown` begins with. */
const MARK = "<!-- cwroles-review -->";
/** Set on a pull request that broadens. */
const BROADENED = "permissions-broadened";
/** Set by a person on a pull request whose broadening is approved. */
export const APPROVED = "broadening-approved";

/**
 * Shows a review at its pull request: one comment, edited in place, and the label of a broadening. What the token may not
 * do is said and left out.
 *
 * An approval counts for the comment that it was given for: where the comment isn't the same any more, it is withdrawn
 * first, so that nobody approves what they haven't seen.
 *
 * @param {PullRequest} pullRequest
 * @param {Review} review
 * @param {(warning: string) => void} warn
 * @returns {Promise<boolean>} whether somebody approved just this
 */
export async function publish(pullRequest, { markdown, code, isChanged }, warn) {
  const former = await pullRequest.findComment(MARK);
  const labels = await pullRequest.labels();
  const digest = `<!-- cwroles-review sha256:${createHash("sha256").update(markdown).digest("hex")} -->`;
  // Its last line is the gate's own; anything before it, a pull request may have written.
  const isSame = former?.body.trimEnd().endsWith(digest) ?? false;
  const attempt = attemptsWith(warn);
  const isWithdrawn =
    isSame ||
    !labels.includes(APPROVED) ||
    (await attempt(`The label ${APPROVED} stays`, () => pullRequest.removeLabel(APPROVED)));
  if (isWithdrawn && !isSame && (former || isChanged)) {
    const body = `${markdown}\n\n${digest}`;
    await attempt("There is no comment", () => (former ? former.edit(body) : pullRequest.comment(body)));
  }
  if (code === 2 && !labels.includes(BROADENED))
    await attempt(`The label ${BROADENED} isn't set`, () => pullRequest.addLabel(BROADENED));
  if (code === 0 && labels.includes(BROADENED))
    await attempt(`The label ${BROADENED} stays`, () => pullRequest.removeLabel(BROADENED));
  return isSame && labels.includes(APPROVED);
}

/** @param {(warning: string) => void} warn */
function attemptsWith(warn) {
  return async (/** @type {string} */ otherwise, /** @type {() => Promise<unknown>} */ action) => {
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      warn(`${otherwise}: the token may not do that (docs/ci/README.md, "Permissions"). ${error.message}`);
      return false;
    }
  };
}
