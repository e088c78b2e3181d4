// @ts-check
import { readFileSync } from "node:fs";
import { allPages, requestsTo } from "./request.mjs";

/** Who comments with the token of a job; any other name needs another token. */
const AUTHOR = "github-actions[bot]";

/**
 * The pull request that a GitHub Actions job runs for.
 * REST API, "Issues": comments and labels of a pull request are those of the issue of the same number.
 *
 * @param {NodeJS.ProcessEnv} env as the runner sets it, and GITHUB_TOKEN
 * @returns {import("./publish.mjs").PullRequest | undefined} undefined without a token
 */
export function githubPullRequest({ GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_EVENT_PATH = "", GITHUB_TOKEN }) {
  if (!GITHUB_TOKEN) return undefined;
  const { number } = JSON.parse(readFileSync(GITHUB_EVENT_PATH, "utf8")).pull_request;
  const send = requestsTo(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}`, {
    authorization: `Bearer ${GITHUB_TOKEN}`,
    "x-github-api-version": "2022-11-28",
  });
  const labels = `/issues/${number}/labels`;
  return {
    async findComment(mark) {
      const comments = await allPages(send, `/issues/${number}/comments`);
      const comment = comments.find(({ user, body }) => user?.login === AUTHOR && body.startsWith(mark));
      return (
        comment && { body: comment.body, edit: (body) => send("PATCH", `/issues/comments/${comment.id}`, { body }) }
      );
    },
    comment: (body) => send("POST", `/issues/${number}/comments`, { body }),
    labels: async () => (await allPages(send, labels)).map(({ name }) => name),
    addLabel: (name) => send("POST", labels, { labels: [name] }),
    removeLabel: (name) => send("DELETE", `${labels}/${encodeURIComponent(name)}`),
  };
}
