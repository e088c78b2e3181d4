import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ApiResponse, Handler } from "../handlers/context";
import { type Guard, guardOf, permits } from "../permissions";
import { NOT_PERMITTED } from "../quirks";
import { METHODS, ROUTES } from "../routes";
import type { Site } from "../site";
import { isPublished } from "../versions";
import { authenticate } from "./auth";
import { ApiError, methodNotAllowed } from "./errors";
import { API, addressOf, baseUrl, CODEBASE_PATTERN } from "./host";

/** Every path of `ROUTES` that the site's release has, below each codebase. */
export function installApi(app: FastifyInstance, site: Site): void {
  for (const [path, endpoint] of Object.entries(ROUTES)) {
    const methods = METHODS.filter((method) => endpoint[method] && isPublished(method, path, site.release));
    if (methods.length === 0) continue;
    const url = `/:codebase(${CODEBASE_PATTERN})${API}${path.replaceAll(/:(id|parentId)\b/g, ":$1(^\\d+$)")}`;
    for (const method of METHODS) {
      const handler = methods.includes(method) ? endpoint[method] : undefined;
      app.route({
        method,
        url,
        handler: answer(site, handler ?? refuse(method, methods), handler && guardOf(method, path)),
      });
    }
  }
}

const refuse =
  (method: string, allowed: readonly string[]): Handler =>
  () => {
    throw methodNotAllowed(method, allowed);
  };

function answer(site: Site, handler: Handler, guard: Guard | undefined) {
  const { store, settings, release, cloudHost } = site;
  const tenant = { store, settings, version: `v${release}.25881`, isCloud: cloudHost !== undefined };
  return (request: FastifyRequest, reply: FastifyReply) => {
    const caller = authenticate(site, request.headers);
    if (guard && !permits(store, caller, guard)) throw new ApiError(403, NOT_PERMITTED);
    const response = handler({
      ...tenant,
      caller,
      params: request.params as Record<string, string>,
      address: addressOf(request),
      baseUrl: baseUrl(request),
      headers: request.headers,
      body: request.body,
    });
    return send(reply, response);
  };
}

function send(reply: FastifyReply, { status, headers = {}, body }: ApiResponse): FastifyReply {
  reply.code(status).headers(headers);
  return body === undefined ? reply.send() : reply.send(body);
}
