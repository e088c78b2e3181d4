import type { FastifyInstance, FastifyReply } from "fastify";
import type { Site } from "../site";
import { type Quirks, STATUS } from "../switches";
import { ApiError } from "./errors";
import { LOGIN_PAGE } from "./loginPage";

/**
 * `/login/companyinfo/COMPANYID`: where clients learn the codebase; needs no key. Seen (a cloud tenant, 2021): these keys.
 * Seen: a company that isn't known is answered 200 with `null`.
 * `SiteUrl` is the address the client used, not the cloud's own: what is sent to a sandbox stays there.
 */
export function installCompanyInfo(app: FastifyInstance, { cloudHost, quirks }: Site): void {
  app.get("/login/companyinfo/:companyId", (request, reply) => {
    if (!request.company) return sendUnknown(reply, quirks.unknownCompany);
    const { store, release, codebase, quirks: companyQuirks } = request.company;
    const isCloud = cloudHost !== undefined;
    const flagValue = { flag: isCloud, text: isCloud ? "True" : "False", absent: undefined }[
      companyQuirks.companyInfoFlag
    ];
    return {
      CompanyName: store.company.name,
      Codebase: companyQuirks.companyInfoCodebase === "slash" ? `${codebase}/` : codebase,
      VersionCode: `v${release}`,
      VersionNumber: "v4.6.25881",
      CompanyID: store.company.id,
      IsCloud: flagValue,
      SiteUrl: request.host,
    };
  });
}

function sendUnknown(reply: FastifyReply, how: Quirks["unknownCompany"]): FastifyReply {
  if (STATUS[how]) throw new ApiError(STATUS[how], { code: "NotFound", message: "Company not found", errors: null });
  if (how === "page") return reply.type("text/html; charset=utf-8").send(LOGIN_PAGE);
  return reply.type("application/json; charset=utf-8").send(how === "null" ? "null" : "");
}
