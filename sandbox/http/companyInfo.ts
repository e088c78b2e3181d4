import type { FastifyInstance } from "fastify";
import { NO_ENDPOINT } from "../quirks";
import type { Site } from "../site";
import { sameText } from "../store/references";
import { ApiError } from "./errors";

/**
 * `/login/companyinfo/COMPANYID`: where clients learn the codebase; needs no key. Seen (a cloud tenant, 2021): these keys.
 * `SiteUrl` is the address the client used, not the cloud's own: what is sent to a sandbox stays there.
 */
export function installCompanyInfo(app: FastifyInstance, { store, release, codebase, cloudHost }: Site): void {
  app.get<{ Params: { companyId: string } }>("/login/companyinfo/:companyId", (request) => {
    if (!sameText(store.company.id, request.params.companyId)) throw new ApiError(404, NO_ENDPOINT);
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
