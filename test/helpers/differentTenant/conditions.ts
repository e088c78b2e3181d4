import { type Alteration, parameter, queries, refuses } from "./altering";
import type { Alter, Json } from "./proxy";

/** A list by conditions that are written otherwise. */
const rewritten = (change: (conditions: string) => string | undefined): Alter =>
  queries("conditions", (conditions) => conditions && change(conditions));

const STRING = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g;

/** Each string of conditions by another. */
const strings = (change: (text: string) => string): Alter =>
  rewritten((conditions) =>
    conditions.replaceAll(STRING, (_, double?: string, single?: string) => `"${change(double ?? single ?? "")}"`),
  );

/** What `name = "…"` finds has to be so in every letter. */
const exactly =
  (isSame: (name: string, wanted: string) => boolean): Alter =>
  async (asked, next) => {
    const answer = await next();
    const [, field = "", , ...texts] =
      /^\s*(name|identifier)\s*(=|in\s*\()\s*(?:"([^"]*)"|'([^']*)')/i.exec(parameter(asked, "conditions") ?? "") ?? [];
    const wanted = texts.find((text) => text !== undefined);
    if (wanted === undefined || !Array.isArray(answer.body)) return answer;
    return { ...answer, body: answer.body.filter((item: Json) => isSame(String(item[field.toLowerCase()]), wanted)) };
  };

/** What an operator finds has to hold the text in its own case. */
const inItsCase =
  (operator: RegExp): Alter =>
  async (asked, next) => {
    const answer = await next();
    const [, field = "", text = ""] = operator.exec(parameter(asked, "conditions") ?? "") ?? [];
    if (field === "" || !Array.isArray(answer.body)) return answer;
    const plain = text.replaceAll(/[%*]/g, "");
    return { ...answer, body: answer.body.filter((item: Json) => String(item[field.toLowerCase()]).includes(plain)) };
  };

const conditionsAre = (pattern: RegExp): Alter => refuses("conditions", (conditions) => pattern.test(conditions));

/** Everything, where the tenant refuses the conditions for one reason. */
const everythingWhere =
  (pattern: RegExp): Alter =>
  async (asked, next) => {
    const answer = await next();
    const isSo = answer.status === 400 && pattern.test(String(answer.body?.message));
    return isSo && parameter(asked, "conditions") !== null ? next({ query: new URLSearchParams() }) : answer;
  };

const find = (conditions: string) => `GET /system/securityroles?conditions=${conditions}`;

/** What conditions mean otherwise. */
export const CONDITIONS = {
  conditionsIgnored: { seen: find("id=1"), alter: rewritten(() => undefined) },
  unknownFieldIgnored: { seen: find('colour="red"'), alter: everythingWhere(/is not a recognized name/) },
  badSyntaxIgnored: { seen: find("name ="), alter: everythingWhere(/at position/i) },
  badSyntaxEmpty: {
    seen: find("name ="),
    alter: async (asked, next) => {
      const answer = await next();
      const isSo = answer.status === 400 && parameter(asked, "conditions") !== null;
      return isSo ? { ...answer, status: 200, body: [] } : answer;
    },
  },
  namesInOneCaseOnly: {
    seen: find('name="admin"'),
    alter: exactly((name, wanted) => name.trimEnd() === wanted.trimEnd()),
  },
  blanksAtTheEndCount: {
    seen: find('name="Admin  "'),
    alter: exactly((name, wanted) => name.toLowerCase() === wanted.toLowerCase()),
  },
  blanksInFrontIgnored: { seen: find('name="  Admin"'), alter: strings((text) => text.trimStart()) },
  accentsIgnored: {
    seen: find('name="Ádmin"'),
    alter: strings((text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "")),
  },
  likeWithoutStar: { seen: find("name like 'Service*'"), alter: rewritten((text) => text.replaceAll("*", "[*]")) },
  likeWithoutPercent: { seen: find("name like 'Service%25'"), alter: rewritten((text) => text.replaceAll("%", "[%]")) },
  likeInOneCaseOnly: { seen: find("name like 'service%25'"), alter: inItsCase(/^(\w+) like ["']([^"']*)["']/i) },
  likeWithin: {
    seen: find("name like 'ervic'"),
    alter: rewritten((text) => text.replaceAll(/like (["'])([^"']*)\1/gi, "like '%$2%'")),
  },
  containsInOneCaseOnly: { seen: find("name contains 'TECH'"), alter: inItsCase(/^(\w+) contains ["']([^"']*)["']/i) },
  containsFromTheStart: {
    seen: find("name contains 'Tech'"),
    alter: rewritten((text) => text.replaceAll(/contains (["'])([^"']*)\1/gi, "like '$2%'")),
  },
  containsTakesWildcards: {
    seen: find("name contains 'S%25T'"),
    alter: rewritten((text) => text.replaceAll(/contains (["'])([^"']*)\1/gi, "like '%$2%'")),
  },
  singleQuotesRefused: { seen: find("name='Admin'"), alter: conditionsAre(/'/) },
  doubleQuotesRefused: { seen: find('name="Admin"'), alter: conditionsAre(/"/) },
  escapesRefused: { seen: find('name="a \\"b\\""'), alter: conditionsAre(/\\/) },
  doubledQuotesRefused: { seen: find('name="a ""b"""'), alter: conditionsAre(/""/) },
  inRefused: { seen: find("id in (1,2)"), alter: conditionsAre(/\bin\s*\(/i) },
  inTakesTheFirst: {
    seen: find("id in (1,2)"),
    alter: rewritten((text) => text.replaceAll(/\(([^,)]+),[^)]*\)/g, "($1)")),
  },
  notInAsIn: { seen: find("id not in (1,2)"), alter: rewritten((text) => text.replaceAll(/not in/gi, "in")) },
  notLikeRefused: { seen: find("name not like 'A%25'"), alter: conditionsAre(/\bnot (like|contains)\b/i) },
  orAsAnd: { seen: find("id=1 or id=2"), alter: rewritten((text) => text.replaceAll(/ or /gi, " and ")) },
  andAsOr: { seen: find("id=1 and id=2"), alter: rewritten((text) => text.replaceAll(/ and /gi, " or ")) },
  orBeforeAnd: {
    seen: find("id=1 or id=2 and id=3"),
    alter: rewritten((text) => text.replaceAll(/([^()]+? or [^()]+?)( and )/gi, "($1)$2")),
  },
  parenthesesRefused: { seen: find("(id=1)"), alter: conditionsAre(/(^|[^n]\s*)\(/i) },
  notEqualRefused: { seen: find("id!=1"), alter: conditionsAre(/!=/) },
  lessIncludes: { seen: find("id<2"), alter: rewritten((text) => text.replaceAll(/<(?!=)/g, "<=")) },
  greaterIncludes: { seen: find("id>4"), alter: rewritten((text) => text.replaceAll(/>(?!=)/g, ">=")) },
  nullFindsNothing: {
    seen: "GET /system/apiMembers?conditions=emailAddress=null&fields=id",
    alter: rewritten((text) => text.replaceAll(/=\s*null\b/gi, "= 'no such text'")),
  },
  booleansWithCapitalOnly: { seen: find("adminFlag=true"), alter: conditionsAre(/\b(true|false)\b/) },
  booleansAsNumbersRefused: { seen: find("adminFlag=1"), alter: conditionsAre(/Flag\s*=\s*[01]\b/i) },
  referencesRefused: {
    seen: "GET /system/members?conditions=securityRole/id=1&fields=id",
    alter: conditionsAre(/\w\/\w/),
  },
  referencesIgnored: {
    seen: "GET /system/members?conditions=securityRole/id=1&fields=id",
    alter: rewritten((text) => text.replaceAll(/\w+\/\w+\s*=\s*("[^"]*"|'[^']*'|\w+)/g, "id>0")),
  },
  referencesByDot: {
    seen: "GET /system/members?conditions=securityRole/id=1&fields=id",
    alter: rewritten((text) =>
      text.replaceAll(/\b(\w+)\/(\w+)/g, "$1_$2").replaceAll(/\b([a-z]\w*)\.(\w+)/gi, "$1/$2"),
    ),
  },
  datesInBracketsRefused: { seen: find("lastUpdated>[2020-01-01T00:00:00Z]"), alter: conditionsAre(/\[\d{4}-/) },
  datesFindEverything: {
    seen: find("lastUpdated>[2099-01-01T00:00:00Z]"),
    alter: rewritten((text) => text.replaceAll(/\S+\s*[<>=]+\s*\[[^\]]*\]/g, "id>0")),
  },
  fieldsInTheirCaseOnly: {
    seen: find('NAME="Admin"'),
    alter: conditionsAre(/\b(NAME|Name|ID|Id|IDENTIFIER|Identifier)\b(?=\s*(=|in|like|contains|<|>))/),
  },
  operatorsInLowerCaseOnly: { seen: find("id=1 OR id=2"), alter: conditionsAre(/\b(AND|OR|LIKE|CONTAINS|IN)\b/) },
  idAsTextRefused: { seen: find('id="1"'), alter: conditionsAre(/\bid\s*=\s*["']/i) },
} satisfies Record<string, Alteration>;
