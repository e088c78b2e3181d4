import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { installAdmin } from "./admin/install";
import { installApi } from "./http/api";
import { installArrival } from "./http/arrival";
import { installCloud } from "./http/cloud";
import { installCompanyInfo } from "./http/companyInfo";
import { installControl } from "./http/control";
import { ApiError } from "./http/errors";
import { installFaults } from "./http/faultHook";
import { acceptJson } from "./http/json";
import { installKnownHosts } from "./http/knownHosts";
import { installRequestLog } from "./http/requestLog";
import type { Certificate } from "./http/tls";
import { NO_ENDPOINT } from "./quirks";
import type { Site } from "./site";

/** The HTTP side: company info, the API below its base, and `/__sandbox` for tests. */
export function buildServer(site: Site, certificate?: Certificate): FastifyInstance {
  const app = Fastify({
    https: certificate ? { key: certificate.key, cert: certificate.cert } : null,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 500 },
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: true,
  });
  acceptJson(app);
  app.setErrorHandler((error, _request, reply) => sendError(reply, error));
  app.setNotFoundHandler(() => {
    throw new ApiError(404, NO_ENDPOINT);
  });
  installArrival(app, site.companies);
  installKnownHosts(app, site);
  installFaults(app, site);
  installRequestLog(app, site.log);
  installCloud(app, site);
  installCompanyInfo(app, site);
  installApi(app, site);
  installControl(app, site);
  installAdmin(app, site.companies);
  return app;
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ApiError) return reply.code(error.status).headers(error.headers).send(error.body);
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  return reply.code(statusCode).send({ code: "ConnectWiseApi", message, errors: null });
}
