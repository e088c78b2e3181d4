import { TARGETS } from "../../../sandbox/resources";
import { type Alteration, answers, lists, parameter, queries, refusal, refusals, refuses, withQuery } from "./altering";
import type { Alter, Json, ProxiedRequest } from "./proxy";

const COUNT = /\/count$/;
const ANY = /^\/(system|project)\//;

/** The names of every field. */
const KNOWN = new Set(Object.values(TARGETS).flatMap(({ shape }) => ["_info", "member", ...Object.keys(shape.fields)]));

const link =
  (change: (link: string, asked: ProxiedRequest) => string | undefined): Alter =>
  async (asked, next) => {
    const answer = await next();
    const { link: before, ...headers } = answer.headers;
    const after = before === undefined ? undefined : change(before, asked);
    return { ...answer, headers: after === undefined ? headers : { ...headers, link: after } };
  };

/** Pages of a list whose last one has no `Link`. */
const lastPages =
  (after: (asked: ProxiedRequest) => string): Alter =>
  async (asked, next) => {
    const answer = await next();
    const isLast = Array.isArray(answer.body) && !/rel="next"/.test(answer.headers.link ?? "");
    return isLast ? { ...answer, headers: { ...answer.headers, link: after(asked) } } : answer;
  };

const sorted = (items: Json[], by: (item: Json) => number | string): Json[] =>
  items.toSorted((a, b) => (by(a) < by(b) ? -1 : Number(by(a) > by(b))));

const unlessOrdered =
  (change: (items: Json[]) => Json[]): ((items: Json[], asked: ProxiedRequest) => Json[]) =>
  (items, asked) =>
    parameter(asked, "orderBy") === null ? change(items) : items;

/** What lists, counts and pages do otherwise. */
export const LISTS = {
  pageSizeOverThousandRefused: {
    seen: "GET /system/locations?pageSize=1001",
    alter: refuses("pageSize", (size) => Number(size) > 1000),
  },
  pageSizeFiftyAtMost: {
    seen: "GET /system/securityRoles/2/settings?pageSize=1000",
    alter: queries("pageSize", (size) => size && String(Math.min(Number(size), 50))),
  },
  pageSizeZeroRefused: {
    seen: "GET /system/locations?pageSize=0",
    alter: refuses("pageSize", (size) => Number(size) < 1),
  },
  pageSizeZeroEmpty: {
    seen: "GET /system/locations?pageSize=0",
    alter: async (asked, next) => (parameter(asked, "pageSize") === "0" ? { ...(await next()), body: [] } : next()),
  },
  pageOfFiftyByDefault: {
    seen: "GET /system/securityRoles/2/settings",
    alter: queries("pageSize", (size) => size ?? "50"),
  },
  pageBeyondRefused: {
    seen: "GET /system/locations?page=9",
    alter: async (asked, next) => {
      const answer = await next();
      const isBeyond = Number(parameter(asked, "page")) > 1 && Array.isArray(answer.body) && answer.body.length === 0;
      return isBeyond ? refusal(404, "There is no such page.", "NotFound") : answer;
    },
  },
  pageBeyondIsTheLast: {
    seen: "GET /system/locations?pageSize=3&page=9",
    alter: async (asked, next) => {
      const page = Number(parameter(asked, "page") ?? 1);
      const answer = await next();
      if (page < 2 || !Array.isArray(answer.body) || answer.body.length > 0) return answer;
      return next(withQuery(asked, { page: "1" }));
    },
  },
  pagesFromZero: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10&page=1",
    alter: queries("page", (page) => page && String(Number(page) + 1)),
  },
  pageZeroRefused: {
    seen: "GET /system/locations?page=0",
    alter: refuses("page", (page) => Number(page) < 1),
  },
  pagesOverlap: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10&page=2",
    alter: async (asked, next) => {
      const [page, size] = [Number(parameter(asked, "page") ?? 1), Number(parameter(asked, "pageSize") ?? 25)];
      const answer = await next();
      if (page < 2 || !Array.isArray(answer.body) || answer.body.length === 0) return answer;
      const before = await next(withQuery(asked, { page: String(page - 1) }));
      return { ...answer, body: [before.body.at(-1), ...answer.body].slice(0, size) };
    },
  },
  linkWithoutLast: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10",
    alter: link((text) =>
      text
        .split(/, (?=<)/)
        .filter((part) => !/rel="last"/.test(part))
        .join(", "),
    ),
  },
  linkRelative: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10",
    alter: link((text) => text.replaceAll(/<https?:\/\/[^/]+/g, "<")),
  },
  linkInCapitals: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10",
    alter: link((text) => text.replaceAll('rel="next"', 'rel="Next"').replaceAll('rel="last"', 'rel="Last"')),
  },
  linkWithoutQuotes: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10",
    alter: link((text) => text.replaceAll(/rel="(\w+)"/g, "rel=$1")),
  },
  linkEmptyOnLastPage: { seen: "GET /system/locations", alter: lastPages(() => "") },
  linkToPageBeyondTheLast: {
    seen: "GET /system/locations",
    alter: lastPages((asked) => {
      const page = String(Number(parameter(asked, "page") ?? 1) + 1);
      return `<http://${asked.headers.host}${asked.address}?${withQuery(asked, { page }).query}>; rel="next"`;
    }),
  },
  linkMissing: { seen: "GET /system/securityRoles/2/settings?pageSize=10", alter: link(() => undefined) },
  linkOfAnInnerHost: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10",
    alter: link((text) => text.replaceAll(/<https?:\/\/[^/]+/g, "<http://psa-web-07.internal:8080")),
  },
  linkWithoutConditions: {
    seen: "GET /system/securityroles?conditions=id>1&pageSize=1",
    alter: link((text) => text.replaceAll(/conditions=[^&>]*&?/g, "")),
  },
  linkKeepsFirstPageSize: {
    seen: "GET /system/securityRoles/2/settings?pageSize=10",
    alter: link((text) => text.replaceAll(/pageSize=\d+&?/gi, "")),
  },
  forwardOnlyIgnored: {
    seen: (ask) =>
      ask("GET /system/securityRoles/2/settings?pageSize=10", undefined, { "pagination-type": "forward-only" }),
    alter: ({ headers }, next) => {
      const { "pagination-type": _, ...others } = headers;
      return next({ headers: others });
    },
  },
  forwardOnlyEndsWithoutLink: {
    seen: (ask) => ask("GET /system/locations", undefined, { "pagination-type": "forward-only" }),
    alter: link((text) => text || undefined),
  },
  pageIdIncluded: {
    seen: (ask) => ask("GET /system/locations?pageId=2", undefined, { "pagination-type": "forward-only" }),
    alter: queries("pageId", (id) => id && String(Number(id) - 1)),
  },
  orderIgnored: { seen: "GET /system/securityroles?orderBy=name", alter: queries("orderBy", () => undefined) },
  orderAlwaysAscending: {
    seen: "GET /system/securityroles?orderBy=name desc",
    alter: queries("orderBy", (order) => order?.replaceAll(/ desc/gi, "")),
  },
  orderByUnknownIgnored: {
    seen: "GET /system/securityroles?orderBy=colour",
    alter: async (asked, next) => {
      const answer = await next();
      return answer.status === 400 && parameter(asked, "orderBy") !== null
        ? next({ query: new URLSearchParams() })
        : answer;
    },
  },
  newestFirst: {
    seen: "GET /system/securityroles",
    alter: lists(
      ANY,
      unlessOrdered((items) => items.toReversed()),
    ),
  },
  listsByName: {
    seen: "GET /system/securityroles",
    alter: lists(
      ANY,
      unlessOrdered((items) => sorted(items, ({ name, identifier, id }) => name ?? identifier ?? id)),
    ),
  },
  fieldsIgnored: { seen: "GET /system/locations?fields=id", alter: queries("fields", () => undefined) },
  fieldsUnknownRefused: {
    seen: "GET /system/locations?fields=id,colour",
    alter: refuses("fields", (fields) => fields.split(",").some((name) => !KNOWN.has(name.split("/", 1)[0] ?? ""))),
  },
  fieldsKeepTheId: {
    seen: "GET /system/locations?fields=name",
    alter: queries("fields", (fields) => fields && `id,${fields}`),
  },
  fieldsInOneCaseOnly: {
    seen: "GET /system/locations?fields=NAME",
    alter: queries("fields", (fields) => fields && (/[A-Z]{2,}/.test(fields) ? "nothing" : fields)),
  },
  countIgnoresConditions: {
    seen: "GET /system/securityroles/count?conditions=id=1",
    alter: (asked, next) => (COUNT.test(asked.address) ? next({ query: new URLSearchParams() }) : next()),
  },
  countOfRowsOneShort: {
    seen: "GET /system/securityRoles/2/settings/count",
    alter: answers("GET", /settings\/count$/, (answer) => ({ ...answer, body: { count: answer.body.count - 1 } })),
  },
  countOfRowsOneMore: {
    seen: "GET /system/securityRoles/2/settings/count",
    alter: answers("GET", /settings\/count$/, (answer) => ({ ...answer, body: { count: answer.body.count + 1 } })),
  },
  countBare: {
    seen: "GET /system/locations/count",
    alter: answers("GET", COUNT, (answer) => ({ ...answer, body: answer.body.count ?? answer.body })),
  },
  countAsText: {
    seen: "GET /system/locations/count",
    alter: answers("GET", COUNT, (answer) => ({ ...answer, body: { count: String(answer.body.count) } })),
  },
  countOfRowsMissing: {
    seen: "GET /system/securityRoles/2/settings/count",
    alter: (asked, next) =>
      /settings\/count$/i.test(asked.address) ? refusal(404, "The endpoint does not exist.") : next(),
  },
  countOfAPage: {
    seen: "GET /system/securityRoles/2/settings/count",
    alter: answers("GET", COUNT, (answer) => ({ ...answer, body: { count: Math.min(answer.body.count, 25) } })),
  },
  childConditionsIgnored: {
    seen: "GET /system/members?childConditions=teams/id=4711&fields=id",
    alter: queries("childConditions", () => undefined),
  },
  customFieldConditionsIgnored: {
    seen: 'GET /system/members?customFieldConditions=caption="x"&fields=id',
    alter: queries("customFieldConditions", () => undefined),
  },
  emptyListNotFound: {
    seen: 'GET /system/securityroles?conditions=name="Nobody has it"',
    alter: async (_asked, next) => {
      const answer = await next();
      return Array.isArray(answer.body) && answer.body.length === 0
        ? refusal(404, "Nothing found.", "NotFound")
        : answer;
    },
  },
  listsWrapped: { seen: "GET /system/locations", alter: lists(ANY, (items) => ({ items, total: items.length })) },
  badOrderServerError: {
    seen: "GET /system/securityroles?orderBy=colour",
    alter: refusals([400], (answer, asked) => (parameter(asked, "orderBy") === null ? answer : refusal(500))),
  },
} satisfies Record<string, Alteration>;
