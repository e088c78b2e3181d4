import type { FastifyInstance } from "fastify";
import type { Site } from "../site";

/**
 * `/login/companyinfo/COMPANYID`: where clients learn the codebase; needs no key. Seen (a cloud tenant, 2021): these keys.
 * Seen: a company that isn't known is answered 200 with `null`.
 * `SiteUrl` is the address the client used, not the cloud's own: what is sent to a sandbox stays there.
 */
export function installCompanyInfo(app: FastifyInstance, { cloudHost }: Site): void {
  app.get("/login/companyinfo/:companyId", (request, reply) => {
    if (!request.company) return reply.type("application/json; charset=utf-8").send("null");
    const { store, release, codebase } = request.company;
    return {
      CompanyName: store.company.name,
      Codebase: `${codebase}/`,
      VersionCode: `v${release}`,
      VersionNumber: "v4.6.25881",
      CompanyID: store.company.id,
      IsCloud: cloudHost !== undefined,
      SiteUrl: request.host,
    };
  });
}
