import type { FastifyReply } from "fastify";
import type { Store } from "../store/store";
import { ADMIN, type Frame, type Html, layout } from "./layout";
import type { Outcome } from "./outcome";

export type Page = Omit<Frame, "company">;

export function sendPage(reply: FastifyReply, store: Store, page: Page, content: Html): FastifyReply {
  const text = String(layout({ company: store.company.name, ...page }, content));
  return reply.type("text/html; charset=utf-8").send(text);
}

/** The way on from a form that was sent: `path` is its page below `/admin`, `content` what it shows when nothing was saved. */
export interface FormAnswer {
  readonly path: string;
  readonly page: Page;
  readonly outcome: Outcome;
  readonly content: Html;
}

/** After a save the browser reads the page anew, so that reloading it saves nothing twice. */
export function sendOutcome(reply: FastifyReply, store: Store, answer: FormAnswer): FastifyReply {
  const { path, page, outcome, content } = answer;
  if (outcome.saved) return reply.redirect(`${ADMIN}${path}?saved=${outcome.changes}`, 303);
  const notice = { kind: "problem", lines: outcome.problems } as const;
  return sendPage(reply.code(outcome.status), store, { ...page, notice }, content);
}
