import { readFileSync } from "node:fs";
import path from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { FOLDER } from "../folder";
import type { Companies } from "../site";
import { ADMIN } from "./layout";
import { installProblems, orNotFound, refuseOtherBodies, refuseOtherSites } from "./problems";
import { installCompanies, installMembers, installRoles } from "./routes";
import { tenantOf } from "./tenant";

/** No script, nothing from elsewhere, no frame: whatever a name contains. */
const SECURITY_HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
} as const;

/** Sent as one, in this order. */
const STYLE_SHEETS = ["page.css", "table.css", "form.css", "media.css"];

/** The administrator's pages: System > Security Roles and System > Members, as the web client has them. */
export function installAdmin(app: FastifyInstance, companies: Companies): void {
  const style = STYLE_SHEETS.map((name) => readFileSync(path.join(FOLDER, "admin/style", name), "utf8")).join("\n");
  app.register(
    async (pages) => {
      acceptForms(pages);
      pages.addHook("onRequest", async (request, reply) => {
        reply.headers(SECURITY_HEADERS);
        refuseOtherSites(request);
      });
      pages.addHook("preHandler", async (request) => refuseOtherBodies(request));
      installProblems(pages, companies);
      pages.get("/style.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(style));
      installCompanies(pages, companies);
      installTenant(pages, companies);
      pages.register(async (company) => installTenant(company, companies), { prefix: "/companies/:companyId" });
    },
    { prefix: ADMIN },
  );
}

/** The pages of a tenant: of the company in their path, or of the first. */
function installTenant(pages: FastifyInstance, companies: Companies): void {
  const find = (request: FastifyRequest) => {
    const { companyId = "" } = request.params as { companyId?: string };
    return orNotFound(tenantOf(request, companies), "company", companyId);
  };
  pages.get("/", (request, reply) => reply.redirect(`${find(request).base}/roles`));
  installRoles(pages, find);
  installMembers(pages, find);
}

/** Bodies of forms, as URLSearchParams; any other counts as none. */
function acceptForms(pages: FastifyInstance): void {
  pages.removeAllContentTypeParsers();
  pages.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  pages.addContentTypeParser("*", { parseAs: "string" }, (_request, _body, done) => done(null));
}
