import { OTHER } from "../../assumptions";
import { Open } from "../../open";
import { codeOf, saidBy } from "../../report/said";
import { type AskedTenant, type Item, idsOf, itemsOf, ROLES } from "../../tenant";
import type { Answer } from "../../transport";
import { byStatus, type Probe, type Seen, saw } from "../seen";
import { alike, answered, ask, named, pair, shownIn, some, worst } from "./asked";

/** How a condition is put together, and what becomes of one that can't be met. */
export const language: Readonly<Record<string, Probe>> = {
  async compareNumbers(tenant) {
    const roles = await tenant.roles();
    const ids = idsOf(roles).toSorted((a, b) => a - b);
    const [low, middle] = [ids[0] ?? 0, ids[Math.floor(ids.length / 2)] ?? 0];
    if (ids.length < 3) throw new Open("there are fewer than three roles");
    return worst([
      await ask(tenant, `id < ${middle}`, { compared: below(roles, (id) => id < middle), ignored: roles }),
      await ask(tenant, `id <= ${middle}`, { compared: below(roles, (id) => id <= middle), ignored: roles }),
      await ask(tenant, `id > ${low}`, { compared: below(roles, (id) => id > low), ignored: roles }),
      await ask(tenant, `id >= ${middle}`, { compared: below(roles, (id) => id >= middle), ignored: roles }),
    ]);
  },

  async in(tenant) {
    const [one, two, ...others] = await some(tenant, 3);
    const roles = await tenant.roles();
    return ask(tenant, `id in (${one?.id}, ${two?.id})`, {
      listed: pair(one, two),
      ignored: roles,
      empty: [],
      others,
    });
  },

  async notIn(tenant) {
    const [one, two] = await some(tenant, 3);
    const roles = await tenant.roles();
    const others = roles.filter((role) => role !== one && role !== two);
    return ask(tenant, `id not in (${one?.id}, ${two?.id})`, { others, "as-in": pair(one, two), ignored: roles });
  },

  async notTerm(tenant) {
    const [one] = await some(tenant, 2);
    const roles = await tenant.roles();
    const others = roles.filter((role) => role !== one);
    return ask(tenant, `not (id=${one?.id})`, { others, ignored: roles, "as-term": pair(one) });
  },

  async and(tenant) {
    const { target, roles } = await named(tenant);
    const [other] = roles.filter((role) => !alike(role.name, target.name));
    if (!other) throw new Open("there is one role");
    const outcomes = { both: [], first: [target], last: [other], either: [target, other] };
    return ask(tenant, `id=${target.id} and id=${other.id}`, outcomes);
  },

  async or(tenant) {
    const [one, two] = await some(tenant, 3);
    const outcomes = { either: pair(one, two), both: [], first: pair(one), last: pair(two) };
    return ask(tenant, `id=${one?.id} or id=${two?.id}`, outcomes);
  },

  async precedence(tenant) {
    const [one, two] = await some(tenant, 3);
    const condition = `id=${one?.id} or id=${two?.id} and id=0`;
    return ask(tenant, condition, { "and-first": pair(one), "in-order": [] });
  },

  async parentheses(tenant) {
    const [one, two] = await some(tenant, 3);
    const condition = `(id=${one?.id} or id=${two?.id}) and id=${two?.id}`;
    return ask(tenant, condition, { grouped: pair(two), ignored: pair(one, two) });
  },

  async keywordCase(tenant) {
    const { target, roles } = await named(tenant);
    const [other] = roles.filter((role) => !alike(role.name, target.name));
    if (!other) throw new Open("there is one role");
    const written = `(id in (${target.id}, ${other.id}) and id=${target.id}) or name like "cwroles" or name contains "cwroles"`;
    const asked = async (condition: string) => tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
    if (!isJust(await asked(written), target)) throw new Open("they don't do together in small letters");
    const answer = await asked(written.replaceAll(/\b(in|and|or|like|contains)\b/g, (word) => word.toUpperCase()));
    if (isJust(answer, target)) return saw("any-case");
    return saw(answer.status >= 400 && answer.status < 500 ? "exact" : OTHER, saidBy(answer));
  },

  async blanksInConditions(tenant) {
    const [one] = await some(tenant, 2);
    return ask(tenant, `  id   =   ${one?.id}  `, { ignored: pair(one) });
  },

  async fieldCase(tenant) {
    const [one] = await some(tenant, 2);
    const seen = await ask(tenant, `ID=${one?.id}`, { "any-case": pair(one) });
    return seen.answer === "refused" ? { ...seen, answer: "exact" } : seen;
  },

  async numberInQuotes(tenant) {
    const [one] = await some(tenant, 2);
    return ask(tenant, `id="${one?.id}"`, { taken: pair(one), empty: [] });
  },

  async noConditions(tenant) {
    const answer = await tenant.get(ROLES, { conditions: "", pageSize: 1000 });
    return answered(answer, { everything: await tenant.roles(), empty: [] });
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
  tenant: AskedTenant,
  answer: Answer,
  names: Readonly<Record<string, string>>,
): Promise<Seen> {
  const shown = itemsOf(answer);
  if (!shown) return byStatus(answer, names);
  const all = await tenant.roles();
  return saw(shown.length === 0 ? "empty" : shown.length === all.length ? "ignored" : OTHER, `${shown.length} items`);
}

const below = (roles: readonly Item[], test: (id: number) => boolean) => roles.filter(({ id }) => test(Number(id)));
/** Whether that one item is all that comes. */
const isJust = (answer: Answer, { id }: Item): boolean => {
  const shown = shownIn(answer);
  return shown?.length === 1 && shown[0]?.id === id;
};
