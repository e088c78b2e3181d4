import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import findMyWay from "find-my-way";
import type { ApiResponse } from "../handlers/context";
import { guardOf, permits } from "../permissions";
import { NO_ENDPOINT, NOT_PERMITTED, TOO_LONG } from "../quirks";
import { METHODS, ROUTES } from "../routes";
import type { Endpoint, Method } from "../routes/endpoint";
import type { Site } from "../site";
import { isPublished } from "../versions";
import { checkVersion } from "./acceptVersion";
import { authenticate } from "./auth";
import { ApiError, methodNotAllowed } from "./errors";
import { API, addressOf, baseUrl, CODEBASE_PATTERN, ROUTER } from "./host";

const BASE = `/:codebase(${CODEBASE_PATTERN})${API}`;

/** Made once for all sandboxes of a process, as Fastify would make it for each, whatever the method. */
const PATHS = findMyWay({ ...ROUTER, onMaxParamLength: () => {} });
for (const [path, endpoint] of Object.entries(ROUTES)) {
  const url = `${BASE}${path.replaceAll(/:(id|parentId)\b/g, ":$1(^\\d+$)")}`;
  PATHS.on("GET", url, () => {}, { path, endpoint });
}

/** Below each codebase, every path of `ROUTES`. */
export function installApi(app: FastifyInstance, site: Site): void {
  const url = `${BASE}/*`;
  app.route({ method: [...METHODS], url, handler: answer(site) });
  app.options(url, answerOptions(site));
}

/** Needs no key. It says nothing of other origins: no web page elsewhere gets to read the tenant. */
function answerOptions({ quirks }: Site) {
  return (request: FastifyRequest, reply: FastifyReply) => {
    const { path, endpoint } = routeOf(request);
    const { company } = request;
    const methods = methodsOf(path, endpoint, company?.release);
    if (methods.length === 0) throw new ApiError(404, NO_ENDPOINT);
    const allowed = [...methods, "OPTIONS"].join(", ");
    if ((company?.quirks ?? quirks).options === "answered") return reply.code(200).header("allow", allowed).send();
    throw methodNotAllowed("OPTIONS", methods);
  };
}

function answer({ cloudHost }: Site) {
  const isCloud = cloudHost !== undefined;
  return (request: FastifyRequest, reply: FastifyReply) => {
    const { path, endpoint, params } = routeOf(request);
    const methods = methodsOf(path, endpoint, request.company?.release);
    if (methods.length === 0) throw new ApiError(404, NO_ENDPOINT);
    const { company, member } = authenticate(request, isCloud);
    const method = request.method === "HEAD" ? "GET" : (request.method as Method);
    const handler = methods.includes(method) ? endpoint[method] : undefined;
    if (!handler) throw methodNotAllowed(method, methods);
    const { store, settings, quirks, release } = company;
    if (quirks.unknownVersion === "refused") checkVersion(request.headers.accept, release, addressOf(request).path);
    const guard = guardOf(method, path);
    if (guard && !permits(store, member, guard)) throw new ApiError(403, NOT_PERMITTED);
    const response = handler({
      store,
      settings,
      quirks,
      release,
      version: `v${release}.25881`,
      isCloud,
      caller: member,
      params,
      address: addressOf(request),
      baseUrl: baseUrl(request),
      headers: request.headers,
      body: request.body,
    });
    return send(reply, response);
  };
}

interface Route {
  readonly path: string;
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

/** @throws ApiError 404 where no path of `ROUTES` is the request's; 414 where only the length of a part stands against it */
function routeOf(request: FastifyRequest): Route {
  const found = PATHS.find("GET", request.url);
  if (!found) throw new ApiError(404, NO_ENDPOINT);
  if (!found.store) throw new ApiError(414, { ...TOO_LONG, errors: null });
  const { path, endpoint } = found.store as Omit<Route, "params">;
  return { path, endpoint, params: found.params as Route["params"] };
}

/** The methods that a path takes in a company's release; those of every release for a company that isn't known. */
const methodsOf = (path: string, endpoint: Endpoint, release: string | undefined): Method[] =>
  METHODS.filter((method) => endpoint[method] && (release === undefined || isPublished(method, path, release)));

function send(reply: FastifyReply, { status, headers = {}, body }: ApiResponse): FastifyReply {
  reply.code(status).headers(headers);
  return body === undefined ? reply.send() : reply.send(body);
}
