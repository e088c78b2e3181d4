import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { onTestFinished } from "vitest";

export const TOKEN = "job-token";
/** Who comments with the token. */
export const BOT = "github-actions[bot]";
const HERE = { number: 7, repository: "acme/roles" };

/** What a host knows of one pull request, and what was asked of it. */
export class PullRequestState {
  readonly comments: { id: number; author: string; body: string }[] = [];
  readonly labels = new Set<string>();
  /** As for a fork's pull request. */
  isReadOnly = false;
  /** As where a label was never made, and the token may not make one. */
  readonly missingLabels = new Set<string>();

  say(author: string, body: string) {
    const comment = { id: this.comments.length + 1, author, body };
    this.comments.push(comment);
    return comment;
  }

  edit(id: number, body: string) {
    const comment = this.comments.find((candidate) => candidate.id === id);
    if (comment?.author !== BOT) throw Object.assign(new Error("Not your comment"), { statusCode: 403 });
    comment.body = body;
    return comment;
  }

  label(name: string) {
    if (this.missingLabels.has(name))
      throw Object.assign(new Error("You do not have permission to create labels"), { statusCode: 403 });
    this.labels.add(name);
  }
}

type Routes = (server: FastifyInstance, state: PullRequestState) => void;

/** The part of a host's API that publishing a review uses, as far as its documentation says; for one test. */
async function start(state: PullRequestState, isAuthorized: (request: FastifyRequest) => boolean, routes: Routes) {
  const server = Fastify();
  server.addHook("onRequest", async (request, reply) => {
    if (!isAuthorized(request)) return reply.code(401).send({ message: "Bad credentials" });
    if (state.isReadOnly && request.method !== "GET")
      return reply.code(403).send({ message: "Resource not accessible by integration" });
  });
  routes(server, state);
  onTestFinished(() => server.close());
  return server.listen({ host: "127.0.0.1", port: 0 });
}

const paged = <Entry>(entries: readonly Entry[], { query }: FastifyRequest): Entry[] => {
  const { page = "1", per_page: size = "30" } = query as Record<string, string>;
  return entries.slice((Number(page) - 1) * Number(size), Number(page) * Number(size));
};
const bearer = ({ headers }: FastifyRequest) => headers.authorization === `Bearer ${TOKEN}`;
const bodyOf = (request: FastifyRequest) => request.body as Record<string, string>;
const paramOf = (request: FastifyRequest, name: string) => (request.params as Record<string, string>)[name] ?? "";
const idOf = (name: string) => (name === BOT ? 1 : 2);

const startGitHub = (state: PullRequestState) =>
  start(state, bearer, (server) => {
    const issues = `/repos/${HERE.repository}/issues`;
    const comments = `${issues}/${HERE.number}/comments`;
    const labels = `${issues}/${HERE.number}/labels`;
    const shown = ({ id, author, body }: { id: number; author: string; body: string }) => ({
      id,
      body,
      user: { login: author },
    });
    const names = () => [...state.labels].map((name) => ({ name }));
    server.get(comments, async (request) => paged(state.comments.map(shown), request));
    server.post(comments, async (request) => shown(state.say(BOT, bodyOf(request).body ?? "")));
    server.patch(`${issues}/comments/:id`, async (request) =>
      shown(state.edit(Number(paramOf(request, "id")), bodyOf(request).body ?? "")),
    );
    server.get(labels, async (request) => paged(names(), request));
    server.post(labels, async (request) => {
      for (const name of (request.body as { labels: string[] }).labels) state.label(name);
      return names();
    });
    server.delete(`${labels}/:name`, async (request) => {
      state.labels.delete(paramOf(request, "name"));
      return names();
    });
  });

const startGitLab = (state: PullRequestState) =>
  start(
    state,
    ({ headers }) => headers["private-token"] === TOKEN,
    (server) => {
      const mergeRequest = `/projects/42/merge_requests/${HERE.number}`;
      const shown = ({ id, author, body }: { id: number; author: string; body: string }) => ({
        id,
        body,
        author: { id: idOf(author) },
      });
      server.get("/user", async () => ({ id: idOf(BOT) }));
      server.get(`${mergeRequest}/notes`, async (request) => paged(state.comments.map(shown), request));
      server.post(`${mergeRequest}/notes`, async (request) => shown(state.say(BOT, bodyOf(request).body ?? "")));
      server.put(`${mergeRequest}/notes/:id`, async (request) =>
        shown(state.edit(Number(paramOf(request, "id")), bodyOf(request).body ?? "")),
      );
      server.get(mergeRequest, async () => ({ labels: [...state.labels] }));
      server.put(mergeRequest, async (request) => {
        const { add_labels: added, remove_labels: removed } = bodyOf(request);
        if (added) state.label(added);
        if (removed) state.labels.delete(removed);
        return { labels: [...state.labels] };
      });
    },
  );

const startAzure = (state: PullRequestState) =>
  start(state, bearer, (server) => {
    const pullRequest = `/project/_apis/git/repositories/roles/pullRequests/${HERE.number}`;
    const thread = ({ id, author, body }: { id: number; author: string; body: string }) => ({
      id: id * 10,
      comments: [{ id, content: body, author: { id: idOf(author) } }],
    });
    server.get("/_apis/connectionData", async () => ({ authenticatedUser: { id: idOf(BOT) } }));
    server.get(`${pullRequest}/threads`, async () => ({ value: state.comments.map(thread) }));
    server.post(`${pullRequest}/threads`, async (request) => {
      const { comments, status } = request.body as { comments: { content: string }[]; status: number };
      if (status !== 4) throw new Error("An open thread would hold the pull request back");
      return thread(state.say(BOT, comments[0]?.content ?? ""));
    });
    server.patch(`${pullRequest}/threads/:thread/comments/:id`, async (request) =>
      state.edit(Number(paramOf(request, "thread")) / 10, bodyOf(request).content ?? ""),
    );
    server.get(`${pullRequest}/labels`, async () => ({ value: [...state.labels].map((name) => ({ name })) }));
    server.post(`${pullRequest}/labels`, async (request) => state.label(bodyOf(request).name ?? ""));
    server.delete(`${pullRequest}/labels/:name`, async (request) => {
      state.labels.delete(paramOf(request, "name"));
    });
  });

/** Each starts the API of a host that knows one pull request, and says where it listens. */
export const HOSTS = { github: startGitHub, gitlab: startGitLab, azure: startAzure };
export type HostName = keyof typeof HOSTS;
