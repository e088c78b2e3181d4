import type { FastifyInstance, FastifyRequest } from "fastify";
import { html } from "hono/html";
import type { Companies } from "../site";
import { sendPage } from "./send";
import { firstTenant, tenantOf } from "./tenant";

/** A request that no page answers. `statusCode` is where Fastify looks for it. */
class PageError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** @throws PageError 404 when there is nothing */
export function orNotFound<T>(view: T | undefined, what: string, id: string): T {
  if (view === undefined) throw new PageError(404, `There is no ${what} ${id}.`);
  return view;
}

/** Another site's page may not send a form here: browsers name the page's origin with every POST. */
export function refuseOtherSites({ method, headers, host }: FastifyRequest): void {
  const { origin } = headers;
  if (method === "GET" || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new PageError(403, "This form was sent from another site. Nothing was saved.");
  }
}

/** What is sent here is a form: nothing else has its fields. */
export function refuseOtherBodies({ method, body }: FastifyRequest): void {
  if (method === "GET" || body instanceof URLSearchParams) return;
  throw new PageError(415, "This is not the form of this page. Nothing was saved.");
}

/** Whatever fails below the administrator's pages is told on a page. */
export function installProblems(pages: FastifyInstance, companies: Companies): void {
  pages.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const notice = { kind: "problem", lines: [error.message] } as const;
    const page = { title: "That did not work", section: "roles", notice } as const;
    const tenant = tenantOf(request, companies) ?? firstTenant(companies);
    return sendPage(reply.code(error.statusCode ?? 500), tenant, page, html``);
  });
  pages.setNotFoundHandler(({ url }) => {
    throw new PageError(404, `There is no page ${url}.`);
  });
}
