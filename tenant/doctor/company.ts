import { RolesError, TenantError, UnreachableError } from "../../core/model/errors";
import type { Check } from "./check";
import { isUnknownCompany } from "./companyInfo";
import type { Context } from "./context";
import { ok, problem, problemFromError, skipped } from "./verdict";

const companyId: Check = {
  id: "companyId",
  title: "Company id",
  needs: ["connection"],
  before: ({ configuration }) => configuration.problemOf(["companyId"], "connection-not-configured"),
  async run(context) {
    const id = context.configuration.written("companyId");
    const info = await context.companyInfo();
    if (info) return ok(`${id}: ${info.name}`);
    const answer = await context.firstAnswer();
    if (answer instanceof UnreachableError) return problemFromError(answer);
    if (await isAccepted(context)) return ok(`${id}: the tenant has no company info to show, but takes the keys`);
    if (isUnknownCompany(answer)) return unknown(id);
    return skipped(`GET /login/companyinfo/${id} answered ${answer.status} without company info`);
  },
};

const unknown = (id: string) =>
  problem(
    `the tenant knows no company "${id}"`,
    "company-id-not-found",
    "Check connectwise:companyId: it is what is typed as Company at log-in, not the company's name. On the cloud, check the region in connectwise:site, too.",
  );

const codebase: Check = {
  id: "codebase",
  title: "Codebase",
  needs: ["companyId"],
  before: ({ configuration }) => configuration.problemOf(["codebase"], "wrong-codebase"),
  async run(context) {
    const named = (await context.companyInfo())?.codebase;
    const configured = context.configuration.written("codebase") || EVERYWHERE;
    if (named === undefined) return skipped(`${configured}; no company info names the tenant's own`);
    if (configured.toLowerCase() === named.toLowerCase()) return ok(`${configured}, as company info names it`);
    if (configured.toLowerCase() === EVERYWHERE)
      return ok(`${configured}; company info names ${named}, either will do`);
    if (await isRouted(context)) return ok(`${configured} answers, though company info names ${named}`);
    return problem(
      `connectwise:codebase is ${configured}, but company info names ${named}`,
      "wrong-codebase",
      `Remove it (pulumi config rm connectwise:codebase): ${EVERYWHERE}, the default, stays right when the tenant gets a new version.`,
    );
  },
};

/** Source: the developer guide, Cloud vs Premise. */
const EVERYWHERE = "v4_6_release";

async function isAccepted(context: Context): Promise<boolean> {
  const info = await context.systemInfo();
  return info !== undefined && !(info instanceof RolesError);
}

/** Whether the API is there at the configured codebase, be it to refuse. */
async function isRouted(context: Context): Promise<boolean> {
  const info = await context.systemInfo();
  return (await isAccepted(context)) || (info instanceof TenantError && [401, 403].includes(info.failure.status));
}

export const companyChecks = [companyId, codebase];
