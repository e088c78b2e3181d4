import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CANNOT_ROUTE, ON_PREMISE_CODEBASE, SSL_REQUIRED } from "../quirks";
import type { Site } from "../site";
import { ApiError } from "./errors";
import { API } from "./host";
import { LOGIN_PAGE } from "./loginPage";

/** Hosts of ConnectWise's cloud; those that serve the API begin with `api-`. */
export const CLOUD_DOMAIN = /\.(myconnectwise\.net|connectwisedev\.com)$/i;

/**
 * The cloud's front door, before any route. The host that counts is the one the client asked for, or the one the site
 * pretends to be when that is an address of this machine. Without `api-` in front, the API's paths answer with the login
 * page, or over plain HTTP with a refusal; a codebase that isn't the tenant's is not routed.
 */
export function installCloud(app: FastifyInstance, { cloudHost }: Site): void {
  if (cloudHost === undefined) return;
  app.addHook("onRequest", (request, reply, done) => {
    const [first = "", ...rest] = request.url.split("?", 1).join("").split("/").filter(Boolean);
    if (!`/${rest.join("/")}`.toLowerCase().startsWith(API)) return done();
    const host = CLOUD_DOMAIN.test(request.hostname) ? request.hostname : cloudHost;
    if (!host.toLowerCase().startsWith("api-")) return sendLogin(request, reply);
    // A company that isn't known is refused later, in the same words.
    const { codebase } = request.company ?? {};
    const isRouted = codebase === undefined || [codebase, ON_PREMISE_CODEBASE].includes(first.toLowerCase());
    done(isRouted ? undefined : new ApiError(404, CANNOT_ROUTE));
  });
}

function sendLogin({ protocol }: FastifyRequest, reply: FastifyReply): void {
  if (protocol === "https") reply.type("text/html; charset=utf-8").send(LOGIN_PAGE);
  else reply.code(403).send(SSL_REQUIRED);
}
