// @ts-check
import { allPages, requestsTo } from "./request.mjs";

/**
 * The merge request that a GitLab pipeline runs for.
 * REST API v4, "Notes" and "Merge requests".
 *
 * @param {NodeJS.ProcessEnv} env as the runner sets it, and CWROLES_GITLAB_TOKEN: a job's own token can't comment
 * @returns {import("./publish.mjs").PullRequest | undefined} undefined without a token
 */
export function gitlabPullRequest(env) {
  const { CI_API_V4_URL, CI_MERGE_REQUEST_PROJECT_ID, CI_MERGE_REQUEST_IID, CWROLES_GITLAB_TOKEN } = env;
  if (!CWROLES_GITLAB_TOKEN) return undefined;
  const send = requestsTo(`${CI_API_V4_URL}`, { "private-token": CWROLES_GITLAB_TOKEN });
  const mergeRequest = `/projects/${CI_MERGE_REQUEST_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}`;
  const notes = `${mergeRequest}/notes`;
  return {
    async findComment(mark) {
      const me = await send("GET", "/user");
      const comment = (await allPages(send, notes)).find(
        ({ author, body }) => author.id === me.id && body.startsWith(mark),
      );
      return comment && { body: comment.body, edit: (body) => send("PUT", `${notes}/${comment.id}`, { body }) };
    },
    comment: (body) => send("POST", notes, { body }),
    labels: async () => (await send("GET", mergeRequest)).labels,
    addLabel: (name) => send("PUT", mergeRequest, { add_labels: name }),
    removeLabel: (name) => send("PUT", mergeRequest, { remove_labels: name }),
  };
}
