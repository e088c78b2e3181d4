// @ts-check
import { requestsTo } from "./request.mjs";

const VERSION = "?api-version=7.1";

/** A thread in another state may keep a pull request from being completed until somebody resolves it. */
const CLOSED = 4;

/**
 * The pull request that an Azure Pipelines job runs for, in Azure Repos.
 * REST API 7.1, Git: "Pull Request Threads", "Pull Request Thread Comments", "Pull Request Labels".
 *
 * @param {NodeJS.ProcessEnv} env as the agent sets it, and SYSTEM_ACCESSTOKEN, which a step has to be given
 * @returns {import("./publish.mjs").PullRequest | undefined} undefined without a token
 */
export function azurePullRequest(env) {
  const { SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECTID, SYSTEM_ACCESSTOKEN } = env;
  if (!SYSTEM_ACCESSTOKEN) return undefined;
  const send = requestsTo(`${SYSTEM_COLLECTIONURI}`, { authorization: `Bearer ${SYSTEM_ACCESSTOKEN}` });
  const repository = `${SYSTEM_TEAMPROJECTID}/_apis/git/repositories/${env.BUILD_REPOSITORY_ID}`;
  const pullRequest = `${repository}/pullRequests/${env.SYSTEM_PULLREQUEST_PULLREQUESTID}`;
  const [threads, labels] = [`${pullRequest}/threads`, `${pullRequest}/labels`];
  return {
    async findComment(mark) {
      const { authenticatedUser: me } = await send("GET", "_apis/connectionData");
      const found = (await send("GET", threads + VERSION)).value.flatMap(
        (/** @type {{ id: number, comments: any[] }} */ thread) =>
          thread.comments.slice(0, 1).map((comment) => ({ ...comment, thread: thread.id })),
      );
      const thread = found.find(
        (/** @type {any} */ { author, content }) => author.id === me.id && content?.startsWith(mark),
      );
      const path = thread && `${threads}/${thread.thread}/comments/${thread.id}${VERSION}`;
      return thread && { body: thread.content, edit: (content) => send("PATCH", path, { content }) };
    },
    comment: (content) =>
      send("POST", threads + VERSION, {
        comments: [{ parentCommentId: 0, content, commentType: 1 }],
        status: CLOSED,
      }),
    labels: async () => {
      const { value } = await send("GET", labels + VERSION);
      return value.map((/** @type {{ name: string }} */ { name }) => name);
    },
    addLabel: (name) => send("POST", labels + VERSION, { name }),
    removeLabel: (name) => send("DELETE", `${labels}/${encodeURIComponent(name)}${VERSION}`),
  };
}
