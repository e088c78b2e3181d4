import { isDeepStrictEqual } from "node:util";
import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import {
  API_MEMBERS,
  type GetOptions,
  idsOf,
  itemsOf,
  MEMBERS,
  NO_ID,
  type ProbedTenant,
  type Query,
  ROLES,
  rowsOf,
} from "../probedTenant";
import { keepKnownWords, quoteAnswer } from "../report/quoteAnswer";
import type { Answer } from "../transport";
import { formOf, type LinkEntry, linksIn, nextOf, relationsOf } from "./link";
import { noListIn, type Probe, type ProbeResult, probeResult, whichOf, whichOrder } from "./probeResult";

/** How long lists come in pages. */
export const paging: Readonly<Record<string, Probe>> = {
  async defaultPageSize(tenant) {
    const { path, total, isOrdinary } = await longest(tenant, [MEMBERS, ROLES, API_MEMBERS]);
    const answer = await tenant.get(path);
    const shown = itemsOf(answer)?.length;
    if (shown === undefined) return noListIn(answer);
    if (!isOrdinary && shown === total) throw new InconclusiveError("the one list of more than 25 items comes whole");
    return probeResult(shown === 25 ? "twenty-five" : shown > 25 ? "more" : "fewer", `${shown} of ${total} items`);
  },

  async rowsPaged(tenant) {
    const { roleId, rows } = await tenant.rows();
    return pagedSeen(tenant, await tenant.get(rowsOf(roleId)), rows.length);
  },

  async mySecurityPaged(tenant) {
    const { items } = await tenant.list(MY_SECURITY);
    return pagedSeen(tenant, await tenant.get(MY_SECURITY), items.length);
  },

  async pageSize(tenant) {
    const { path, ids } = await short(tenant);
    const two = await tenant.get(path, { pageSize: 2 });
    const shown = itemsOf(two)?.length;
    if (shown !== 2)
      return probeResult(shown === Math.min(25, ids.length) ? "ignored" : OTHER, quoteAnswer(two), `${shown} of 2`);
    const { path: long, total } = await longest(tenant, [MEMBERS, ROLES, API_MEMBERS]);
    const most = itemsOf(await tenant.get(long, { pageSize: 1000, ...(await tenant.idsAlone()) }))?.length ?? 0;
    const evidence = `${most} of ${Math.min(1000, total)}`;
    if (most >= Math.min(1000, total)) return probeResult("honoured", evidence);
    // A count may say more than there is: a page that isn't the last is followed by another one.
    const following = itemsOf(await tenant.get(long, { pageSize: 1000, page: 2, ...(await tenant.idsAlone()) })) ?? [];
    return probeResult(following.length > 0 ? "fewer" : "honoured", evidence);
  },

  async pageSizeAboveMax(tenant) {
    const { path, total } = await longest(tenant, [MEMBERS, ROLES, API_MEMBERS]);
    const answer = await tenant.get(path, { pageSize: 1001, ...(await tenant.idsAlone()) });
    const shown = itemsOf(answer)?.length;
    if (shown === undefined) return noListIn(answer);
    if (shown === 25 && total > 25 && (await isHonoured(tenant))) return probeResult("default");
    if (total > 1000) return probeResult(shown === 1000 ? "capped" : shown > 1000 ? "whole" : OTHER, `${shown} items`);
    const most = itemsOf(await tenant.get(path, { pageSize: 1000, ...(await tenant.idsAlone()) }))?.length;
    if (shown !== most) return probeResult(OTHER, `${shown} of ${total} items`);
    throw new InconclusiveError("no list has more than 1,000");
  },

  pageSizeZero: (tenant) => oddSize(tenant, 0),
  pageSizeNegative: (tenant) => oddSize(tenant, -1),
  pageSizeText: (tenant) => oddSize(tenant, "many"),
  pageZero: (tenant) => oddPage(tenant, 0),
  pageNegative: (tenant) => oddPage(tenant, -1),
  pageText: (tenant) => oddPage(tenant, "one"),

  async pageBeyond(tenant) {
    const { ids } = await paged(tenant);
    const answer = await beyond(tenant);
    const shown = itemsOf(answer);
    if (answer.status === 404) return probeResult("not-found", quoteAnswer(answer));
    if (answer.status === 400) return probeResult("bad-request", quoteAnswer(answer));
    if (!shown) return probeResult(OTHER, quoteAnswer(answer));
    const last = await pageOf(tenant, Math.ceil(ids.length / 2));
    return whichOrder(idsOf(shown), { empty: [], first: await pageOf(tenant), last });
  },

  async pageBeyondLink(tenant) {
    const answer = await beyond(tenant);
    if (!itemsOf(answer)) throw new InconclusiveError("a page beyond the last isn't answered");
    return probeResult(nextOf(linksIn(answer.headers.link)) ? "next" : "none");
  },

  async pagesApart(tenant) {
    const { path, ids } = await paged(tenant);
    const size = Math.ceil(ids.length / 3);
    const pages = await Promise.all([1, 2, 3].map((page) => tenant.get(path, { pageSize: size, page })));
    const shown = pages.flatMap((page) => idsOf(itemsOf(page) ?? []));
    // In which order they come is another question.
    return probeResult(
      isDeepStrictEqual(ascending(shown), ascending(ids)) ? "apart" : "overlap",
      `${shown.length} of ${ids.length} items`,
    );
  },

  async linkNext(tenant) {
    const first = await firstPage(tenant);
    return probeResult(nextOf(linksIn(first.headers.link)) ? "named" : "absent");
  },

  async linkAddress(tenant) {
    const { target } = await next(tenant);
    if (/^https?:\/\//i.test(target)) return probeResult("absolute");
    return probeResult(target.startsWith("?") ? "query" : target.startsWith("/") ? "relative" : OTHER);
  },

  async linkHost(tenant) {
    const { target } = await next(tenant);
    if (!/^https?:\/\//i.test(target)) throw new InconclusiveError("its addresses have no host");
    return probeResult(
      new URL(target).host === new URL(tenant.transport.credentials.origin).host ? "asked" : "other-host",
    );
  },

  async linkForm(tenant) {
    const { headers } = await firstPage(tenant);
    if (!headers.link) throw new InconclusiveError("there is no Link");
    return probeResult(formOf(headers.link) ?? OTHER);
  },

  async linkRelations(tenant) {
    const { path, ids } = await paged(tenant);
    if (ids.length < 5) throw new InconclusiveError("there are two pages");
    const pages = await Promise.all([1, 2].map((page) => tenant.get(path, { pageSize: 2, page })));
    const seen = pages.map(({ headers }) => relationsOf(linksIn(headers.link)));
    const expected = ["last,next", "first,last,next,prev"];
    if (isDeepStrictEqual(seen, expected)) return probeResult("four");
    if (seen.every((relations) => relations === "")) throw new InconclusiveError("there is no Link");
    const isWithin = seen.every((relations, at) =>
      relations.split(",").every((one) => one === "" || expected[at]?.split(",").includes(one)),
    );
    return probeResult(
      isWithin ? "fewer" : "more",
      seen.map((relations) => keepKnownWords(relations.replaceAll(",", " "))).join("; "),
    );
  },

  async linkOrder(tenant) {
    const links = linksIn((await firstPage(tenant)).headers.link);
    if (!links.some(({ relation }) => relation === "last")) throw new InconclusiveError("no Link names a last page");
    return probeResult(links.at(-1)?.relation === "last" ? "last" : "elsewhere");
  },

  async linkLast(tenant) {
    const { path, ids } = await paged(tenant);
    const answer = await tenant.get(path, { pageSize: 2, page: Math.ceil(ids.length / 2) });
    return probeResult(nextOf(linksIn(answer.headers.link)) ? "next" : "none");
  },

  async linkLastNumber(tenant) {
    const { ids } = await paged(tenant);
    const last = linksIn((await firstPage(tenant)).headers.link).find(({ relation }) => relation === "last");
    if (!last) throw new InconclusiveError("no Link names a last page");
    return probeResult(Number(last.query.get("page")) === Math.ceil(ids.length / 2) ? "exact" : "other-page");
  },

  async onlyPageLink(tenant) {
    const { path, ids } = await paged(tenant);
    const { headers } = await tenant.get(path, { pageSize: Math.min(1000, ids.length + 1) });
    if (headers.link === undefined) return probeResult("absent");
    return probeResult(headers.link.trim() === "" ? "empty" : "named");
  },

  async linkKeepsQuery(tenant) {
    const { path } = await paged(tenant);
    const query = { conditions: "id > 0", orderBy: "id desc", fields: "id", pageSize: 2 };
    const link = nextOf(linksIn((await tenant.get(path, query)).headers.link));
    if (!link) throw new InconclusiveError("no Link names a next page");
    const isKept = ([name, value]: readonly [string, string | number]) => {
      const kept = link.query.get(name.toLowerCase());
      return kept === `${value}` || (name === "fields" && kept?.split(",").includes(`${value}`));
    };
    const lost = Object.entries(query).filter((one) => !isKept(one));
    return probeResult(lost.length === 0 ? "kept" : "lost", ...lost.map(([name]) => name));
  },

  async linkLeads(tenant) {
    const answer = await follow(tenant, await next(tenant));
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    return probeResult(isDeepStrictEqual(idsOf(shown), await pageOf(tenant, 2)) ? "next" : "other-page");
  },

  async forwardOnly(tenant) {
    const answer = await forward(tenant);
    const link = nextOf(linksIn(answer.headers.link));
    if (!link) return probeResult("absent", quoteAnswer(answer));
    const shown = idsOf(itemsOf(answer) ?? []);
    if ([shown.at(-1), Math.max(...shown)].includes(Number(link.query.get("pageid")))) return probeResult("page-id");
    return probeResult(link.query.has("page") ? "page" : OTHER);
  },

  async forwardOnlyLeads(tenant) {
    const { ids } = await paged(tenant);
    const link = nextOf(linksIn((await forward(tenant)).headers.link));
    if (!link?.query.has("pageid")) throw new InconclusiveError("no Link names a pageId");
    const answer = await follow(tenant, link, FORWARD);
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    return inOrder(
      tenant,
      probeResult(isDeepStrictEqual(ascending(idsOf(shown)), ascending(ids).slice(2, 4)) ? "greater" : "other-items"),
      "greater",
    );
  },

  async forwardOnlyEnd(tenant) {
    const { ids } = await paged(tenant);
    const { headers } = await forward(tenant, { pageSize: Math.min(1000, ids.length + 1) });
    if (headers.link === undefined) return probeResult("absent");
    if (headers.link.trim() === "") return probeResult("empty");
    return probeResult(nextOf(linksIn(headers.link)) ? "next" : OTHER);
  },

  async forwardOnlyPage(tenant) {
    const { ids } = await paged(tenant);
    const answer = await forward(tenant, { pageSize: 2, page: 2 });
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    const sorted = ascending(ids);
    const seen = whichOf(idsOf(shown), { ignored: sorted.slice(0, 2), counts: sorted.slice(2, 4) });
    return inOrder(tenant, seen, "ignored");
  },

  async forwardOnlyOrder(tenant) {
    const { ids } = await paged(tenant);
    const answer = await forward(tenant, { pageSize: 2, orderBy: "id desc" });
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    const sorted = ascending(ids);
    const seen = whichOf(idsOf(shown), { ignored: sorted.slice(0, 2), counts: sorted.slice(-2) });
    return inOrder(tenant, seen, "ignored");
  },

  async pageIdAlone(tenant) {
    const { path, ids } = await paged(tenant);
    const sorted = ascending(ids);
    const [, second = 0] = sorted;
    const answer = await tenant.get(path, { pageId: second, pageSize: 1000 });
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    return whichOf(idsOf(shown), { condition: sorted.slice(2), ignored: sorted });
  },
};

const MY_SECURITY = "/system/mySecurity";
const FORWARD = { headers: { "pagination-type": "forward-only" } };

/** The same, where it comes in pages of two. @throws Open */
async function paged(tenant: ProbedTenant): ReturnType<typeof short> {
  const found = await short(tenant);
  if (itemsOf(await tenant.get(found.path, { pageSize: 2 }))?.length !== 2)
    throw new InconclusiveError("no page of two can be had");
  return found;
}

/** A list of five items and more that is known whole, and its ids in its own order: of roles, or else a role's rows. @throws Open */
async function short(tenant: ProbedTenant): Promise<{ readonly path: string; readonly ids: readonly number[] }> {
  const { items: roles, isWhole } = await tenant.list(ROLES);
  if (idsOf(roles).includes(NO_ID)) throw new InconclusiveError("roles have no ids");
  if (isWhole && roles.length >= 5) return { path: ROLES, ids: idsOf(roles) };
  const { roleId, rows } = await tenant.rows();
  if (rows.length < 5 || rows.length >= 1000) throw new InconclusiveError("no list has five items");
  return { path: rowsOf(roleId), ids: idsOf(rows) };
}

/** The list with the most items, by `/count`: one of those, or else a role's rows. @throws Open */
async function longest(tenant: ProbedTenant, paths: readonly string[]) {
  const counted = await Promise.all(
    paths.map(async (path) => ({ path, total: await tenant.count(path).catch(unlessOpen) })),
  );
  const [ordinary] = counted.filter(({ total }) => total > 25).sort((a, b) => b.total - a.total);
  const most = ordinary ?? (await ownRows(tenant));
  if (most.total <= 25) throw new InconclusiveError("no list has more than 25 items");
  return { ...most, isOrdinary: ordinary !== undefined };
}

/** The rows of a role, as many as they are counted to be. @throws Open */
async function ownRows(tenant: ProbedTenant) {
  const { roleId, rows } = await tenant.rows();
  return { path: rowsOf(roleId), total: Math.max(rows.length, await tenant.count(rowsOf(roleId)).catch(unlessOpen)) };
}

function unlessOpen(error: unknown): number {
  if (error instanceof InconclusiveError) return 0;
  throw error;
}

/** Whether rows come in pages, of the size that those of other lists have. */
async function pagedSeen(tenant: ProbedTenant, answer: Answer, total: number): Promise<ProbeResult> {
  if (total <= 25) throw new InconclusiveError("it has no more than 25 rows");
  const shown = itemsOf(answer)?.length;
  if (shown === undefined) return noListIn(answer);
  const evidence = `${shown} of ${total} rows`;
  if (shown === total) return probeResult("whole", evidence);
  const { path, isOrdinary } = await longest(tenant, [MEMBERS, ROLES, API_MEMBERS]);
  const usual = isOrdinary ? itemsOf(await tenant.get(path))?.length : shown;
  return probeResult(shown === usual ? "paged" : "other-size", evidence);
}

/** Whether a pageSize counts at all. */
const isHonoured = async (tenant: ProbedTenant): Promise<boolean> =>
  itemsOf(await tenant.get((await short(tenant)).path, { pageSize: 2 }))?.length === 2;

async function oddSize(tenant: ProbedTenant, pageSize: number | string): Promise<ProbeResult> {
  const { path, total } = await longest(tenant, [ROLES, API_MEMBERS, MEMBERS]);
  const ids = await tenant.idsAlone();
  const [answer, usual] = await Promise.all([tenant.get(path, { pageSize, ...ids }), tenant.get(path)]);
  const shown = itemsOf(answer)?.length;
  if (shown === undefined) return noListIn(answer);
  const evidence = `${shown} of ${total} items`;
  const usually = itemsOf(usual)?.length;
  if (shown === 0) return probeResult("empty", evidence);
  if (shown === usually && shown < total) return probeResult("default", evidence);
  if (shown === usually) throw new InconclusiveError("the list comes whole without a pageSize");
  return probeResult(shown >= Math.min(total, 1000) ? "whole" : OTHER, evidence);
}

async function oddPage(tenant: ProbedTenant, page: number | string): Promise<ProbeResult> {
  const { path } = await paged(tenant);
  const answer = await tenant.get(path, { page, pageSize: 2 });
  const shown = itemsOf(answer);
  if (!shown) return noListIn(answer);
  return whichOrder(idsOf(shown), { first: await pageOf(tenant), empty: [] });
}

/** The ids of a page of two. */
async function pageOf(tenant: ProbedTenant, page = 1): Promise<readonly number[]> {
  const { path } = await paged(tenant);
  return idsOf(itemsOf(await tenant.get(path, { pageSize: 2, ...(page > 1 && { page }) })) ?? []);
}

/** What pages by id show, unless the list comes in another order than that of ids: that is one difference. @throws Open */
async function inOrder(tenant: ProbedTenant, seen: ProbeResult, assumed: string): Promise<ProbeResult> {
  const { ids } = await paged(tenant);
  if (seen.answer !== assumed && !isDeepStrictEqual(ascending(ids), [...ids]))
    throw new InconclusiveError("the list isn't in the order of ids");
  return seen;
}

const ascending = (ids: readonly number[]): number[] => ids.toSorted((a, b) => a - b);

async function beyond(tenant: ProbedTenant): Promise<Answer> {
  const { path, ids } = await paged(tenant);
  return tenant.get(path, { pageSize: 2, page: Math.ceil(ids.length / 2) + 5 });
}

async function firstPage(tenant: ProbedTenant): Promise<Answer> {
  const { path } = await paged(tenant);
  return tenant.get(path, { pageSize: 2 });
}

async function next(tenant: ProbedTenant): Promise<LinkEntry> {
  const link = nextOf(linksIn((await firstPage(tenant)).headers.link));
  if (!link) throw new InconclusiveError("no Link names a next page");
  return link;
}

async function forward(tenant: ProbedTenant, query: Query = { pageSize: 2 }): Promise<Answer> {
  const { path } = await paged(tenant);
  return tenant.get(path, query, FORWARD);
}

/** Asks for what a Link names at the host that was asked before: the key goes nowhere else. */
async function follow(tenant: ProbedTenant, { target }: LinkEntry, options: GetOptions = {}): Promise<Answer> {
  const { path } = await paged(tenant);
  const below = target.replace(/^.*?\/apis\/3\.0/i, "");
  return tenant.get(
    below.startsWith("/") ? below : `${path}${below.slice(Math.max(0, below.indexOf("?")))}`,
    {},
    options,
  );
}
