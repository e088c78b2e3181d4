import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { installAdmin } from "./admin/install";
import { installApi } from "./http/api";
import { installArrival } from "./http/arrival";
import { installCloud } from "./http/cloud";
import { installCompanyInfo } from "./http/companyInfo";
import { installControl } from "./http/control";
import { ApiError, UnreadableBody } from "./http/errors";
import { installFaults } from "./http/faultHook";
import { acceptJson } from "./http/json";
import { installKnownHosts } from "./http/knownHosts";
import { installUrlLimit, MAX_HEADERS, refuseUnparsed } from "./http/limits";
import { installRequestLog } from "./http/requestLog";
import type { Certificate } from "./http/tls";
import { INTERNAL_ERROR, NO_ENDPOINT } from "./quirks";
import type { Site } from "./site";

/** The HTTP side: company info, the API below its base, and `/__sandbox` for tests. */
export function buildServer(site: Site, certificate?: Certificate): FastifyInstance {
  const common = {
    // Links of the service itself have two slashes in a row.
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 500,
    },
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: true,
    frameworkErrors: sendError,
    clientErrorHandler: refuseUnparsed,
  };
  const limits = { maxHeaderSize: MAX_HEADERS };
  const app: FastifyInstance = certificate
    ? Fastify({ ...common, https: { ...limits, key: certificate.key, cert: certificate.cert } })
    : Fastify({ ...common, http: limits });
  acceptJson(app);
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(() => {
    throw new ApiError(404, NO_ENDPOINT);
  });
  installArrival(app, site.companies);
  installUrlLimit(app);
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

/** Tells a refusal; what the sandbox itself got wrong goes to standard error, as a stack. */
function sendError(error: unknown, { jsonText }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body, headers } = refusalOf(error, jsonText);
  return reply.code(status).headers(headers).send(body);
}

function refusalOf(error: unknown, jsonText: string | undefined): ApiError {
  if (error instanceof UnreadableBody && jsonText !== undefined) return error.locatedIn(jsonText);
  if (error instanceof ApiError) return error;
  const { statusCode = 500, message, stack } = error as { statusCode?: number; message: string; stack?: string };
  if (statusCode < 500) return new ApiError(statusCode, { code: "ConnectWiseApi", message, errors: null });
  process.stderr.write(`${stack ?? message}\n`);
  return new ApiError(500, { ...INTERNAL_ERROR, errors: null });
}
