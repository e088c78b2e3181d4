import type { FastifyReply } from "fastify";
import { type Frame, type Html, layout } from "./layout";
import type { Outcome } from "./outcome";
import type { PageTenant } from "./tenant";

export type Page = Omit<Frame, "company" | "base" | "hasOthers">;

export function sendPage(reply: FastifyReply, tenant: PageTenant, page: Page, content: Html): FastifyReply {
  const { store, base, hasOthers } = tenant;
  const text = String(layout({ company: store.company.name, base, hasOthers, ...page }, content));
  return reply.type("text/html; charset=utf-8").send(text);
}

/** The way on from a form that was sent: `path` is its page below those of the tenant, `content` what it shows when nothing was saved. */
export interface FormAnswer {
  readonly path: string;
  readonly page: Page;
  readonly outcome: Outcome;
  readonly content: Html;
}

/** After a save the browser reads the page anew, so that reloading it saves nothing twice. */
export function sendOutcome(reply: FastifyReply, tenant: PageTenant, answer: FormAnswer): FastifyReply {
  const { path, page, outcome, content } = answer;
  if (outcome.saved) return reply.redirect(`${tenant.base}${path}?saved=${outcome.changes}`, 303);
  const notice = { kind: "problem", lines: outcome.problems } as const;
  return sendPage(reply.code(outcome.status), tenant, { ...page, notice }, content);
}
