import type { FastifyInstance } from "fastify";
import type { Store } from "../store/store";
import { saveMember } from "./memberForm";
import { memberList, memberPage } from "./memberPages";
import { memberEntries, memberView } from "./memberView";
import { savedNotice } from "./outcome";
import { found } from "./problems";
import { filledIn, saveRole } from "./roleForm";
import { roleList, rolePage } from "./rolePages";
import { roleEntries, roleView } from "./roleView";
import { sendOutcome, sendPage } from "./send";

interface One {
  Params: { id: string };
  Querystring: { saved?: string };
  Body: URLSearchParams;
}

interface List {
  Querystring: { find?: string; page?: string };
}

export function installRoles(pages: FastifyInstance, store: Store): void {
  const section = "roles";
  const find = (id: string) => found(roleView(store, Number(id)), "role", id);
  pages.get("/roles", (_request, reply) =>
    sendPage(reply, store, { title: "Security Roles", section }, roleList(roleEntries(store))),
  );
  pages.get<One>("/roles/:id", ({ params, query }, reply) => {
    const role = find(params.id);
    return sendPage(reply, store, { title: role.name, section, notice: savedNotice(query.saved) }, rolePage(role));
  });
  pages.post<One>("/roles/:id", ({ params, body }, reply) => {
    const role = find(params.id);
    const outcome = saveRole(store, role, body);
    const shown = outcome.saved || outcome.status === 409 ? role : filledIn(role, body);
    const page = { title: role.name, section } as const;
    return sendOutcome(reply, store, { path: `/roles/${role.id}`, page, outcome, content: rolePage(shown) });
  });
}

export function installMembers(pages: FastifyInstance, store: Store): void {
  const section = "members";
  const find = (id: string) => found(memberView(store, Number(id)), "member", id);
  pages.get<List>("/members", ({ query }, reply) => {
    const wanted = { find: query.find ?? "", page: Math.max(1, Math.trunc(Number(query.page)) || 1) };
    return sendPage(reply, store, { title: "Members", section }, memberList(memberEntries(store, wanted.find), wanted));
  });
  pages.get<One>("/members/:id", ({ params, query }, reply) => {
    const member = find(params.id);
    const page = { title: member.name, section, notice: savedNotice(query.saved) } as const;
    return sendPage(reply, store, page, memberPage(member));
  });
  pages.post<One>("/members/:id", ({ params, body }, reply) => {
    const member = find(params.id);
    const outcome = saveMember(store, member, body);
    const page = { title: member.name, section } as const;
    return sendOutcome(reply, store, { path: `/members/${member.id}`, page, outcome, content: memberPage(member) });
  });
}
