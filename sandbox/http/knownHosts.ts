import { isIP } from "node:net";
import type { FastifyInstance } from "fastify";
import { FOREIGN_HOST } from "../quirks";
import type { Site } from "../site";
import { CLOUD_DOMAIN } from "./cloud";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses whoever asks for another host than this one. A web page elsewhere can have its own name lead to this machine (DNS
 * rebinding), and would read and change the tenant, since it needs no key for the administrator's pages; the browser tells on it by
 * the Host header. Install it before anything answers.
 */
export function installKnownHosts(app: FastifyInstance, site: Site): void {
  app.addHook("onRequest", (request, reply, done) => {
    if (isKnown(request.headers.host ?? "", site)) return done();
    reply.code(403).send({ ...FOREIGN_HOST, errors: null });
  });
}

/** This machine's own names, with any port; the cloud's where the site pretends to be there; where others may reach it, its address. */
function isKnown(header: string, { cloudHost, host }: Site): boolean {
  const name = header.toLowerCase().replace(/:\d{1,5}$/, "");
  if (LOOPBACK.test(name)) return true;
  if (cloudHost !== undefined && (name === cloudHost.toLowerCase() || CLOUD_DOMAIN.test(name))) return true;
  if (host === undefined || LOOPBACK.test(host) || host === "::1") return false;
  return name === host.toLowerCase() || isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0;
}
