import { OTHER } from "../../assumptions";
import { InconclusiveError } from "../../inconclusiveError";
import { type Item, idsOf, itemsOf, type ProbedTenant, ROLES } from "../../probedTenant";
import { codeOf, quoteAnswer } from "../../report/quoteAnswer";
import type { Answer } from "../../transport";
import { byStatus, type Probe, type ProbeResult, probeResult } from "../probeResult";
import {
  atLeastRoles,
  definedItems,
  firstDeviation,
  isSameName,
  plainlyNamedRole,
  probeCondition,
  resultOfList,
  shownIn,
} from "./probeCondition";

/** How a condition is put together, and what becomes of one that can't be met. */
export const language: Readonly<Record<string, Probe>> = {
  async compareNumbers(tenant) {
    const roles = await tenant.roles();
    const ids = idsOf(roles).toSorted((a, b) => a - b);
    const [low, middle] = [ids[0] ?? 0, ids[Math.floor(ids.length / 2)] ?? 0];
    if (ids.length < 3) throw new InconclusiveError("there are fewer than three roles");
    return firstDeviation([
      await probeCondition(tenant, `id < ${middle}`, { compared: below(roles, (id) => id < middle), ignored: roles }),
      await probeCondition(tenant, `id <= ${middle}`, { compared: below(roles, (id) => id <= middle), ignored: roles }),
      await probeCondition(tenant, `id > ${low}`, { compared: below(roles, (id) => id > low), ignored: roles }),
      await probeCondition(tenant, `id >= ${middle}`, { compared: below(roles, (id) => id >= middle), ignored: roles }),
    ]);
  },

  async in(tenant) {
    const [one, two, ...others] = await atLeastRoles(tenant, 3);
    const roles = await tenant.roles();
    return probeCondition(tenant, `id in (${one?.id}, ${two?.id})`, {
      listed: definedItems(one, two),
      ignored: roles,
      empty: [],
      others,
    });
  },

  async notIn(tenant) {
    const [one, two] = await atLeastRoles(tenant, 3);
    const roles = await tenant.roles();
    const others = roles.filter((role) => role !== one && role !== two);
    return probeCondition(tenant, `id not in (${one?.id}, ${two?.id})`, {
      others,
      "as-in": definedItems(one, two),
      ignored: roles,
    });
  },

  async notTerm(tenant) {
    const [one] = await atLeastRoles(tenant, 2);
    const roles = await tenant.roles();
    const others = roles.filter((role) => role !== one);
    return probeCondition(tenant, `not (id=${one?.id})`, { others, ignored: roles, "as-term": definedItems(one) });
  },

  async and(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const [other] = roles.filter((role) => !isSameName(role.name, target.name));
    if (!other) throw new InconclusiveError("there is one role");
    const outcomes = { both: [], first: [target], last: [other], either: [target, other] };
    return probeCondition(tenant, `id=${target.id} and id=${other.id}`, outcomes);
  },

  async or(tenant) {
    const [one, two] = await atLeastRoles(tenant, 3);
    const outcomes = { either: definedItems(one, two), both: [], first: definedItems(one), last: definedItems(two) };
    return probeCondition(tenant, `id=${one?.id} or id=${two?.id}`, outcomes);
  },

  async precedence(tenant) {
    const [one, two] = await atLeastRoles(tenant, 3);
    const condition = `id=${one?.id} or id=${two?.id} and id=0`;
    return probeCondition(tenant, condition, { "and-first": definedItems(one), "in-order": [] });
  },

  async parentheses(tenant) {
    const [one, two] = await atLeastRoles(tenant, 3);
    const condition = `(id=${one?.id} or id=${two?.id}) and id=${two?.id}`;
    return probeCondition(tenant, condition, { grouped: definedItems(two), ignored: definedItems(one, two) });
  },

  async keywordCase(tenant) {
    const { target, roles } = await plainlyNamedRole(tenant);
    const [other] = roles.filter((role) => !isSameName(role.name, target.name));
    if (!other) throw new InconclusiveError("there is one role");
    const written = `(id in (${target.id}, ${other.id}) and id=${target.id}) or name like "cwroles" or name contains "cwroles"`;
    const rolesWhere = async (condition: string) => tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
    if (!isJust(await rolesWhere(written), target))
      throw new InconclusiveError("they don't do together in small letters");
    const answer = await rolesWhere(written.replaceAll(/\b(in|and|or|like|contains)\b/g, (word) => word.toUpperCase()));
    if (isJust(answer, target)) return probeResult("any-case");
    return probeResult(answer.status >= 400 && answer.status < 500 ? "exact" : OTHER, quoteAnswer(answer));
  },

  async blanksInConditions(tenant) {
    const [one] = await atLeastRoles(tenant, 2);
    return probeCondition(tenant, `  id   =   ${one?.id}  `, { ignored: definedItems(one) });
  },

  async fieldCase(tenant) {
    const [one] = await atLeastRoles(tenant, 2);
    const seen = await probeCondition(tenant, `ID=${one?.id}`, { "any-case": definedItems(one) });
    return seen.answer === "refused" ? { ...seen, answer: "exact" } : seen;
  },

  async numberInQuotes(tenant) {
    const [one] = await atLeastRoles(tenant, 2);
    return probeCondition(tenant, `id="${one?.id}"`, { taken: definedItems(one), empty: [] });
  },

  async noConditions(tenant) {
    const answer = await tenant.get(ROLES, { conditions: "", pageSize: 1000 });
    return resultOfList(answer, { everything: await tenant.roles(), empty: [] });
  },

  async unknownField(tenant) {
    const answer = await tenant.get(ROLES, { conditions: "cwrolesNoField=1", pageSize: 1000 });
    const refusal = codeOf(answer) === "ApiFindCondition" ? "refused" : "other-code";
    return badCondition(tenant, answer, { 400: refusal });
  },

  async badSyntax(tenant) {
    const answer = await tenant.get(ROLES, { conditions: "name=(", pageSize: 1000 });
    return badCondition(tenant, answer, { 400: "refused", "5xx": "server-error" });
  },

  async wrongValue(tenant) {
    const answer = await tenant.get(ROLES, { conditions: 'id="many"', pageSize: 1000 });
    return badCondition(tenant, answer, { 400: "refused", "5xx": "server-error" });
  },
};

/** A condition that can't be met: refused, or what comes in spite of it. */
async function badCondition(
  tenant: ProbedTenant,
  answer: Answer,
  names: Readonly<Record<string, string>>,
): Promise<ProbeResult> {
  const shown = itemsOf(answer);
  if (!shown) return byStatus(answer, names);
  const all = await tenant.roles();
  return probeResult(
    shown.length === 0 ? "empty" : shown.length === all.length ? "ignored" : OTHER,
    `${shown.length} items`,
  );
}

const below = (roles: readonly Item[], test: (id: number) => boolean) => roles.filter(({ id }) => test(Number(id)));
/** Whether that one item is all that comes. */
const isJust = (answer: Answer, { id }: Item): boolean => {
  const shown = shownIn(answer);
  return shown?.length === 1 && shown[0]?.id === id;
};
