import type { FastifyInstance } from "fastify";
import { NO_ENDPOINT } from "../quirks";
import type { Site } from "../site";
import { ApiError } from "./errors";

/**
 * `/login/companyinfo/COMPANYID`: where clients learn the codebase; needs no key. Seen (a cloud tenant, 2021): these keys.
 * `SiteUrl` is the address the client used, not the cloud's own: what is sent to a sandbox stays there.
 */
export function installCompanyInfo(app: FastifyInstance, { cloudHost }: Site): void {
  app.get("/login/companyinfo/:companyId", (request) => {
    if (!request.company) throw new ApiError(404, NO_ENDPOINT);
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
