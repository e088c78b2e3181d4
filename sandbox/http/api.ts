import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import findMyWay from "find-my-way";
import type { Company } from "../company";
import { type ApiResponse, ok, type Running } from "../handlers/context";
import { infoOf } from "../handlers/system";
import { guardOf, permits } from "../permissions";
import { NO_ENDPOINT, NOT_PERMITTED, ON_PREMISE_CODEBASE, TOO_LONG } from "../quirks";
import { METHODS, ROUTES } from "../routes";
import type { Endpoint, Method } from "../routes/endpoint";
import type { Site } from "../site";
import { type Quirks, STATUS } from "../switches";
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

const INFO = "/system/info";

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

function answer({ cloudHost, companies, quirks: everywhere }: Site) {
  const isCloud = cloudHost !== undefined;
  return (request: FastifyRequest, reply: FastifyReply) => {
    const { path, endpoint, params } = routeOf(request);
    const open = request.method === "GET" && path === INFO ? companies.first : undefined;
    const methods = methodsOf(path, endpoint, request.company?.release);
    if (methods.length === 0 || !isServed(request, path)) throw new ApiError(404, NO_ENDPOINT);
    if (request.headers.authorization === undefined && open?.quirks.info === "answered") {
      return send(reply, ok(infoOf(runningOf(open, isCloud))));
    }
    const { company, member } = authenticate(request, isCloud, everywhere);
    const method = request.method === "HEAD" ? "GET" : (request.method as Method);
    const handler = methods.includes(method) ? endpoint[method] : undefined;
    if (!handler) throw methodNotAllowed(method, methods);
    const { store, settings, quirks, release } = company;
    if (quirks.currentVersion === "sent") reply.header("api-current-version", release);
    if (quirks.unknownVersion === "refused") checkVersion(request.headers.accept, release, addressOf(request).path);
    const guard = guardOf(method, path);
    if (guard && !permits(store, member, guard)) throw notPermitted(quirks);
    const response = handler({
      store,
      settings,
      quirks,
      ...runningOf(company, isCloud),
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

/** What a company runs. */
const runningOf = ({ release }: Company, isCloud: boolean): Running => ({
  release,
  version: `v${release}.25881`,
  isCloud,
});

function notPermitted({ forbidden }: Quirks): ApiError {
  const code = forbidden === "other-code" ? "Forbidden" : NOT_PERMITTED.code;
  return new ApiError(STATUS[forbidden] ?? 403, { ...NOT_PERMITTED, code });
}

/**
 * Whether a company answers to an address as it is written: its codebase, the cloud's looked at before, its case, its slashes.
 * @param path as it is published, with names for the ids in it
 */
function isServed({ company, params, url }: FastifyRequest, path: string): boolean {
  if (!company) return true;
  const { pathCase, doubleSlash, trailingSlash, codebases } = company.quirks;
  const [address = ""] = url.split("?", 1);
  if (doubleSlash === "refused" && address.includes("//")) return false;
  if (trailingSlash === "refused" && address.endsWith("/") && path !== PUBLISHED_WITH_SLASH) return false;
  if (pathCase === "exact" && !isSpelt(address, path)) return false;
  if (codebases !== "own") return true;
  const { codebase = "" } = params as { codebase?: string };
  return [company.codebase, ON_PREMISE_CODEBASE].includes(codebase.toLowerCase());
}

/** The only path that is published with a slash at its end. */
const PUBLISHED_WITH_SLASH = "/system/mySecurity/customizeItems";

function isSpelt(address: string, path: string): boolean {
  const parts = address.split("/").filter(Boolean).slice(3);
  return path
    .split("/")
    .filter(Boolean)
    .every((part, index) => part.startsWith(":") || part === parts[index]);
}

/** The methods that a path takes in a company's release; those of every release for a company that isn't known. */
const methodsOf = (path: string, endpoint: Endpoint, release: string | undefined): Method[] =>
  METHODS.filter((method) => endpoint[method] && (release === undefined || isPublished(method, path, release)));

function send(reply: FastifyReply, { status, headers = {}, body }: ApiResponse): FastifyReply {
  reply.code(status).headers(headers);
  return body === undefined ? reply.send() : reply.send(body);
}
