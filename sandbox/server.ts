import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { installAdmin } from "./admin/install";
import type { ApiResponse, Handler } from "./handlers/context";
import { authenticate } from "./http/auth";
import { installControl } from "./http/control";
import { ApiError, badRequest } from "./http/errors";
import { installFaults } from "./http/faultHook";
import type { Faults } from "./http/faults";
import { API, addressOf, baseUrl, CODEBASE_PATTERN } from "./http/host";
import { installRequestLog, type RequestLog } from "./http/requestLog";
import type { SettingsMode } from "./options";
import { NO_ENDPOINT, noMethod } from "./quirks";
import { METHODS, ROUTES } from "./routes";
import type { Store } from "./store/store";

/** What a server answers from. */
export interface Site {
  readonly store: Store;
  readonly settings: SettingsMode;
  /** `2025.1` */
  readonly release: string;
  readonly log: RequestLog;
  readonly faults: Faults;
}

/** The HTTP side: company info, the API below its base, and `/__sandbox` for tests. */
export function buildServer(site: Site): FastifyInstance {
  const app = Fastify({
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 500 },
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: true,
  });
  acceptJson(app);
  app.setErrorHandler((error, _request, reply) => sendError(reply, error));
  app.setNotFoundHandler(() => {
    throw new ApiError(404, NO_ENDPOINT);
  });
  installFaults(app, site.faults, site.log);
  installRequestLog(app, site.log);
  installCompanyInfo(app, site);
  installApi(app, site);
  installControl(app, site);
  installAdmin(app, site.store);
  return app;
}

function installApi(app: FastifyInstance, site: Site): void {
  for (const [path, endpoint] of Object.entries(ROUTES)) {
    const url = `/:codebase(${CODEBASE_PATTERN})${API}${path.replaceAll(/:(id|parentId)\b/g, ":$1(^\\d+$)")}`;
    for (const method of METHODS) {
      app.route({ method, url, handler: answer(site, endpoint[method] ?? refuse(method)) });
    }
  }
}

const refuse =
  (method: string): Handler =>
  () => {
    throw new ApiError(405, { ...noMethod(method), errors: null });
  };

function answer(site: Site, handler: Handler) {
  return (request: FastifyRequest, reply: FastifyReply) => {
    const { store, settings, release } = site;
    const response = handler({
      store,
      settings,
      caller: authenticate(store, request.headers),
      params: request.params as Record<string, string>,
      address: addressOf(request),
      baseUrl: baseUrl(request),
      headers: request.headers,
      body: request.body,
      version: `v${release}.25881`,
    });
    return send(reply, response);
  };
}

function send(reply: FastifyReply, { status, headers = {}, body }: ApiResponse): FastifyReply {
  reply.code(status).headers(headers);
  return body === undefined ? reply.send() : reply.send(body);
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ApiError) return reply.code(error.status).send(error.body);
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  return reply.code(statusCode).send({ code: "ConnectWiseApi", message, errors: null });
}

/** JSON bodies only (415 otherwise); an empty body counts as none. */
function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(json|[\w.+-]+\+json)/, { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(String(body)));
    } catch (cause) {
      done(badRequest({ code: "ConnectWiseApi", message: `The body is not valid JSON: ${(cause as Error).message}` }));
    }
  });
}

/** `/login/companyinfo/COMPANYID`: where clients learn the codebase; needs no key. */
function installCompanyInfo(app: FastifyInstance, { store, release }: Site): void {
  app.get<{ Params: { companyId: string } }>("/login/companyinfo/:companyId", (request) => {
    const { companyId } = request.params;
    if (companyId.toLowerCase() !== store.company.id.toLowerCase()) throw new ApiError(404, NO_ENDPOINT);
    return {
      CompanyName: store.company.name,
      Codebase: "v4_6_release/",
      VersionCode: `v${release}`,
      VersionNumber: "v4.6.25881",
      CompanyID: store.company.id,
      IsCloud: false,
      SiteUrl: request.host,
    };
  });
}
