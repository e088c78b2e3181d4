import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Companies } from "../site";
import { companyList } from "./companyPages";
import { makeKeyPair } from "./keyForm";
import { saveMember } from "./memberForm";
import { memberList, memberPage } from "./memberPages";
import { memberEntries, memberView } from "./memberView";
import { savedNotice } from "./outcome";
import { orNotFound } from "./problems";
import { roleWithForm, saveRole } from "./roleForm";
import { roleList, rolePage } from "./rolePages";
import { roleEntries, roleView } from "./roleView";
import { sendOutcome, sendPage } from "./send";
import { firstTenant, type PageTenant } from "./tenant";

interface One {
  Params: { id: string };
  Querystring: { saved?: string; keys?: string };
  Body: URLSearchParams;
}

interface List {
  Querystring: { find?: string; page?: string };
}

/** Which tenant the pages of a request are about. */
type TenantOf = (request: FastifyRequest) => PageTenant;

export function installCompanies(pages: FastifyInstance, companies: Companies): void {
  pages.get("/companies", (_request, reply) =>
    sendPage(reply, firstTenant(companies), { title: "Companies" }, companyList(companies.all)),
  );
}

export function installRoles(pages: FastifyInstance, tenantOf: TenantOf): void {
  const section = "roles";
  const find = ({ store }: PageTenant, id: string) => orNotFound(roleView(store, Number(id)), "role", id);
  pages.get("/roles", (request, reply) => {
    const tenant = tenantOf(request);
    const list = roleList(roleEntries(tenant.store), tenant.base);
    return sendPage(reply, tenant, { title: "Security Roles", section }, list);
  });
  pages.get<One>("/roles/:id", (request, reply) => {
    const tenant = tenantOf(request);
    const role = find(tenant, request.params.id);
    const page = { title: role.name, section, notice: savedNotice(request.query.saved) } as const;
    return sendPage(reply, tenant, page, rolePage(role));
  });
  pages.post<One>("/roles/:id", (request, reply) => {
    const tenant = tenantOf(request);
    const role = find(tenant, request.params.id);
    const outcome = saveRole(tenant.store, role, request.body);
    const shown = outcome.saved || outcome.status === 409 ? role : roleWithForm(role, request.body);
    const page = { title: role.name, section } as const;
    return sendOutcome(reply, tenant, { path: `/roles/${role.id}`, page, outcome, content: rolePage(shown) });
  });
}

export function installMembers(pages: FastifyInstance, tenantOf: TenantOf): void {
  const section = "members";
  const find = ({ store }: PageTenant, id: string) => orNotFound(memberView(store, Number(id)), "member", id);
  pages.get<List>("/members", (request, reply) => {
    const { find: text = "", page } = request.query;
    const wanted = { find: text, page: Math.max(1, Math.trunc(Number(page)) || 1) };
    const tenant = tenantOf(request);
    const list = memberList(memberEntries(tenant.store, text), wanted, tenant.base);
    return sendPage(reply, tenant, { title: "Members", section }, list);
  });
  pages.get<One>("/members/:id", (request, reply) => {
    const tenant = tenantOf(request);
    const member = find(tenant, request.params.id);
    const page = { title: member.name, section, notice: savedNotice(request.query.saved) } as const;
    return sendPage(reply, tenant, page, memberPage(member));
  });
  pages.post<One>("/members/:id", (request, reply) => {
    const tenant = tenantOf(request);
    const member = find(tenant, request.params.id);
    if (request.query.keys !== undefined) {
      const { status, notice } = makeKeyPair(tenant.store, member, request.body);
      const content = memberPage(find(tenant, request.params.id));
      return sendPage(reply.code(status), tenant, { title: member.name, section, notice }, content);
    }
    const outcome = saveMember(tenant.store, member, request.body);
    const page = { title: member.name, section } as const;
    return sendOutcome(reply, tenant, { path: `/members/${member.id}`, page, outcome, content: memberPage(member) });
  });
}
