import Fastify, { type FastifyInstance } from "fastify";
import { installAdmin } from "./admin/install";
import { installApi } from "./http/api";
import { installArrival } from "./http/arrival";
import { installCloud } from "./http/cloud";
import { installCompanyInfo } from "./http/companyInfo";
import { installCompression } from "./http/compression";
import { installContentType } from "./http/contentType";
import { installControl } from "./http/control";
import { ApiError } from "./http/errors";
import { installFaults } from "./http/faultHook";
import { ROUTER } from "./http/host";
import { acceptJson } from "./http/json";
import { installKnownHosts } from "./http/knownHosts";
import { installUrlLimit, MAX_HEADERS, refuseUnparsed } from "./http/limits";
import { refusalsOf } from "./http/refusals";
import { installRequestLog } from "./http/requestLog";
import type { Certificate } from "./http/tls";
import { NO_ENDPOINT } from "./quirks";
import type { Site } from "./site";

/** The HTTP side: company info, the API below its base, and `/__sandbox` for tests. */
export function buildServer(site: Site, certificate?: Certificate): FastifyInstance {
  const refuse = refusalsOf(site);
  const common = {
    routerOptions: ROUTER,
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: true,
    frameworkErrors: refuse,
    clientErrorHandler: refuseUnparsed,
  };
  const limits = { maxHeaderSize: MAX_HEADERS };
  const app: FastifyInstance = certificate
    ? Fastify({ ...common, https: { ...limits, key: certificate.key, cert: certificate.cert } })
    : Fastify({ ...common, http: limits });
  acceptJson(app);
  app.setErrorHandler(refuse);
  app.setNotFoundHandler(() => {
    throw new ApiError(404, NO_ENDPOINT);
  });
  installArrival(app, site.companies);
  installUrlLimit(app);
  installKnownHosts(app, site);
  installFaults(app, site);
  installContentType(app, site);
  installCompression(app, site);
  installRequestLog(app, site.log);
  installCloud(app, site);
  installCompanyInfo(app, site);
  installApi(app, site);
  installControl(app, site);
  installAdmin(app, site.companies);
  return app;
}
