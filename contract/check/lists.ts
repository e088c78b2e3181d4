import { isDeepStrictEqual } from "node:util";
import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import {
  API_MEMBERS,
  DEPARTMENTS,
  type Item,
  idsOf,
  isItem,
  itemsOf,
  type Listed,
  LOCATIONS,
  MEMBERS,
  NO_ID,
  type ProbedTenant,
  ROLES,
  rowsOf,
} from "../probedTenant";
import { quoteAnswer } from "../report/quoteAnswer";
import type { Answer } from "../transport";
import { assertConditions } from "./conditions";
import {
  byStatus,
  noListIn,
  type Probe,
  type ProbeResult,
  probeResult,
  refusalIn,
  whichOf,
  whichOrder,
} from "./probeResult";

/** Order, counts and parts of lists. */
export const lists: Readonly<Record<string, Probe>> = {
  async listBody(tenant) {
    const answers = await Promise.all([ROLES, LOCATIONS, MEMBERS].map((path) => tenant.get(path, { pageSize: 2 })));
    const answered = answers.filter(({ status }) => status === 200);
    if (answered.length === 0) throw new InconclusiveError("no list is answered");
    return answered.every(({ json }) => Array.isArray(json)) ? probeResult("array") : probeResult("wrapped");
  },

  async emptyList(tenant) {
    await assertConditions(tenant);
    const answer = await tenant.get(ROLES, { conditions: "id=0" });
    if (answer.status === 200 && Array.isArray(answer.json))
      return probeResult(answer.json.length === 0 ? "array" : OTHER);
    if (answer.status === 200) return probeResult(answer.json === null ? "null" : OTHER, quoteAnswer(answer));
    return byStatus(answer, { 204: "no-content", 404: "not-found" });
  },

  async unknownParameter(tenant) {
    const answer = await tenant.get(ROLES, { cwrolesNone: 1, pageSize: 1000 });
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    return probeResult(isDeepStrictEqual(idsOf(shown), idsOf(await tenant.roles())) ? "ignored" : OTHER);
  },

  async listOrder(tenant) {
    const all = await Promise.all([ROLES, LOCATIONS, DEPARTMENTS].map((path) => listedIds(tenant, path)));
    const samples = await Promise.all([MEMBERS, API_MEMBERS].map((path) => sampledIds(tenant, path)));
    const long = [...all, ...samples].filter((ids) => ids.length > 2);
    if (long.length === 0) throw new InconclusiveError("no list has three items");
    const odd = long.filter((ids) => !isAscending(ids)).length;
    return probeResult(odd === 0 ? "ids" : "other-order", `${odd} of ${long.length} lists in another order`);
  },

  async counts(tenant) {
    const below = await Promise.all([
      firstBelow(tenant, LOCATIONS, "departments"),
      firstBelow(tenant, DEPARTMENTS, "locations"),
    ]);
    const compared = await Promise.all([...COUNTED, ...below].map((path) => difference(tenant, path)));
    const comparable = compared.filter((one) => one !== undefined);
    if (comparable.length === 0) throw new InconclusiveError("no list is answered with its count");
    const deviation = comparable.find((one) => one !== 0) ?? 0;
    const evidence = `${comparable.length} lists compared`;
    return probeResult(deviation === 0 ? "equal" : deviation > 0 ? "more" : "fewer", evidence);
  },

  async rowCount(tenant) {
    const { roleId, rows } = await tenant.rows();
    const answer = await tenant.get(`${rowsOf(roleId)}/count`);
    const count = isItem(answer.json) ? answer.json.count : undefined;
    if (answer.status !== 200 || typeof count !== "number") return noListIn(answer);
    return probeResult(
      count === rows.length ? "equal" : count > rows.length ? "more" : "fewer",
      `${count}, ${rows.length}`,
    );
  },

  async countConditions(tenant) {
    await assertConditions(tenant);
    const roles = await tenant.roles();
    const [first] = roles;
    if (!first || roles.length < 2) throw new InconclusiveError("there is one role");
    if ((await tenant.count(ROLES)) !== roles.length)
      throw new InconclusiveError("roles are counted otherwise than they are listed");
    const answer = await tenant.get(`${ROLES}/count`, { conditions: `id=${first.id}` });
    const count = isItem(answer.json) ? answer.json.count : undefined;
    if (answer.status !== 200) return noListIn(answer);
    return probeResult(count === 1 ? "counted" : count === roles.length ? "ignored" : OTHER);
  },

  fields,

  async fieldsOfOne(tenant) {
    const [first] = await tenant.roles();
    const answer = await tenant.get(`${ROLES}/${first?.id}`, { fields: "id,name" });
    return refusalIn(answer) ?? keysSeen([answer.json].filter(isItem), ["id", "name"]);
  },

  async fieldsWithin(tenant) {
    await assertFields(tenant);
    const answer = await tenant.get(MEMBERS, { fields: "identifier,securityRole/id", pageSize: 5 });
    const refusal = refusalIn(answer);
    if (refusal) return refusal;
    const holder = (itemsOf(answer) ?? []).find(({ securityRole }) => isItem(securityRole) && securityRole.id !== null);
    const { items } = await tenant.sample(MEMBERS);
    if (!items.slice(0, 5).some(({ securityRole }) => isItem(securityRole) && securityRole.id))
      throw new InconclusiveError(NO_HOLDER);
    if (!holder || !isItem(holder.securityRole)) return probeResult("absent");
    return probeResult(Object.keys(holder.securityRole).join() === "id" ? "cut" : "whole");
  },

  async fieldsUnknown(tenant) {
    await assertFields(tenant);
    const answer = await tenant.get(ROLES, { fields: "id,cwrolesNoField", pageSize: 5 });
    const seen = fieldsSeen(answer, ["id"]);
    return seen.answer === "cut" || seen.answer === "with-info" ? probeResult("ignored") : seen;
  },

  async fieldsCase(tenant) {
    await assertFields(tenant);
    const answer = await tenant.get(ROLES, { fields: "ID,NAME", pageSize: 5 });
    const refusal = refusalIn(answer);
    if (refusal) return refusal;
    const names = new Set((itemsOf(answer) ?? []).flatMap((item) => Object.keys(item)));
    if (names.size === 0 && !itemsOf(answer)) return noListIn(answer);
    if (names.has("name") && !names.has("adminFlag")) return probeResult("any-case");
    return probeResult(names.has("name") ? OTHER : "exact");
  },

  async columns(tenant) {
    await assertFields(tenant);
    const seen = fieldsSeen(await tenant.get(ROLES, { columns: "id,name", pageSize: 5 }), ["id", "name"]);
    return seen.answer === "whole" ? probeResult("ignored") : seen.answer === "with-info" ? probeResult("cut") : seen;
  },

  async orderBy(tenant) {
    const roles = await plainlyNamed(tenant);
    return orderSeen(tenant, roles, "name", { ordered: byName(roles), ignored: roles });
  },

  async orderByDescending(tenant) {
    const roles = await plainlyNamed(tenant);
    const ascending = byName(roles);
    const outcomes = { descending: ascending.toReversed(), ascending, ignored: roles };
    return orderSeen(tenant, roles, "name desc", outcomes);
  },

  async orderByTwo(tenant) {
    const { roleId, rows } = await tenant.rows();
    const answer = await tenant.get(rowsOf(roleId), { orderBy: "moduleName,id desc", pageSize: 1000 });
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    const modules = [...new Set(shown.map(({ moduleName }) => moduleName))];
    const groups = modules.map((module) => idsOf(shown.filter(({ moduleName }) => moduleName === module)));
    if (shown.length !== rows.length || groups.every((group) => group.length < 2))
      throw new InconclusiveError("too few rows");
    if (!isDeepStrictEqual(groups.flat(), idsOf(shown))) return probeResult("ignored", "modules aren't together");
    return probeResult(groups.every((ids) => isAscending(ids.toReversed())) ? "ordered" : "ignored");
  },

  async orderOfText(tenant) {
    const { roleId, rows } = await tenant.rows();
    const named = rows.filter(({ moduleFunctionName: name }) => /^[A-Za-z][A-Za-z/ ]*$/.test(String(name)));
    const shown = itemsOf(await tenant.get(rowsOf(roleId), { orderBy: "moduleFunctionName", pageSize: 1000 }));
    if (!shown) throw new InconclusiveError("orderBy is refused");
    const wanted = new Set(idsOf(named));
    const names = shown.filter(({ id }) => wanted.has(Number(id))).map((row) => String(row.moduleFunctionName));
    const anyCase = isSorted(names.map((name) => name.toLowerCase()));
    const capitalsFirst = isSorted(names);
    if (anyCase && capitalsFirst) throw new InconclusiveError("no two names differ by case where it counts");
    return probeResult(anyCase ? "any-case" : capitalsFirst ? "capitals-first" : OTHER);
  },

  async orderByReference(tenant) {
    const answer = await tenant.get(MEMBERS, { orderBy: "securityRole/name desc", pageSize: 50 });
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    const names = shown
      .map(({ securityRole }) => (isItem(securityRole) ? String(securityRole.name ?? "") : ""))
      .filter((name) => /^[A-Za-z][A-Za-z0-9 ]*$/.test(name))
      .map((name) => name.toLowerCase());
    if (new Set(names).size < 3) throw new InconclusiveError("members have few roles");
    const before = idsOf((await tenant.sample(MEMBERS)).items);
    if (isSorted(names.toReversed())) return probeResult("ordered");
    return probeResult(isDeepStrictEqual(idsOf(shown), before) ? "ignored" : OTHER);
  },

  async orderByUnknown(tenant) {
    return badOrder(tenant, "cwrolesNoField");
  },

  async orderByBad(tenant) {
    return badOrder(tenant, "name sideways");
  },

  async orderOfUnset(tenant) {
    const { items: known, isWhole } = await tenant.sample(MEMBERS);
    if (!isWhole) throw new InconclusiveError("there are too many members to know all");
    const field = ["officeEmail", "notes", "title", "middleInitial", "officePhone"].find((one) => {
      const set = known.filter((item) => isSet(item[one])).length;
      return set > 0 && set < known.length;
    });
    if (field === undefined) throw new InconclusiveError("no text is set on some members and unset on others");
    const answer = await tenant.get(MEMBERS, { orderBy: field, pageSize: 50 });
    const shown = itemsOf(answer);
    if (!shown) return noListIn(answer);
    const set = shown.map((item) => isSet(item[field]));
    if (
      isDeepStrictEqual(
        set,
        set.toSorted((a, b) => Number(a) - Number(b)),
      )
    )
      return probeResult("first");
    if (
      isDeepStrictEqual(
        set,
        set.toSorted((a, b) => Number(b) - Number(a)),
      )
    )
      return probeResult("last");
    return probeResult(isDeepStrictEqual(idsOf(shown), idsOf(known)) ? "ignored" : OTHER);
  },

  async idsUnique(tenant) {
    const { rows } = await tenant.rows();
    const all = [...(await Promise.all([ROLES, LOCATIONS, DEPARTMENTS].map((path) => items(tenant, path)))), rows];
    const samples = await Promise.all([MEMBERS, API_MEMBERS].map((path) => sampled(tenant, path)));
    const lists = [...all, ...samples].map((list) => list.map(({ id }) => id));
    const isId = (id: unknown) => Number.isInteger(id) && Number(id) > 0;
    if (!lists.flat().every(isId))
      return probeResult("other-ids", `${lists.flat().filter((id) => !isId(id)).length} items`);
    return probeResult(lists.every((ids) => new Set(ids).size === ids.length) ? "unique" : "repeated");
  },

  async repeatable(tenant) {
    const { roleId } = await tenant.rows();
    const questions = [ROLES, rowsOf(roleId), LOCATIONS];
    const before = await Promise.all(questions.map((path) => tenant.get(path, { pageSize: 1000 })));
    const after = await Promise.all(questions.map((path) => tenant.getAgain(path, { pageSize: 1000 })));
    const odd = after.filter(({ json }, index) => !isDeepStrictEqual(json, before[index]?.json)).length;
    return probeResult(odd === 0 ? "same" : "different", `${odd} of ${questions.length} lists`);
  },
};

const COUNTED = [
  ROLES,
  API_MEMBERS,
  MEMBERS,
  LOCATIONS,
  DEPARTMENTS,
  "/system/members/types",
  "/project/securityRoles",
  "/system/securityroles/info",
  "/system/info/locations",
  "/system/info/departments",
  "/system/info/departmentlocations",
  "/system/info/members",
  "/system/members/types/info",
];
const NO_HOLDER = "of the first members none has a role";

/** How many more `/count` says than a list has; `undefined` where one isn't answered, or the list is too long to read. */
async function difference(tenant: ProbedTenant, path: string): Promise<number | undefined> {
  try {
    const count = await tenant.count(path);
    if (count >= 1000) return undefined;
    const { items, isWhole } = await wholeList(tenant, path);
    if (!isWhole || count === items.length) return isWhole ? 0 : undefined;
    // Somebody may have made one in between.
    const again = (await tenant.getAgain(`${path}/count`)).json;
    if (!isItem(again)) return undefined;
    const more = Number(again.count) - items.length;
    // Those that a list leaves out because they are inactive are another difference.
    return more > 0 && (await areInactive(tenant, path, items, more)) ? undefined : more;
  } catch (error) {
    if (error instanceof InconclusiveError) return undefined;
    throw error;
  }
}

/** Whether just so many that a list lacks are found as inactive. */
async function areInactive(
  tenant: ProbedTenant,
  path: string,
  listed: readonly Item[],
  many: number,
): Promise<boolean> {
  if (![ROLES, MEMBERS, API_MEMBERS].includes(path)) return false;
  const query = { conditions: "inactiveFlag=true", ...(await tenant.idsAlone()) };
  const known = new Set(idsOf(listed));
  return idsOf((await tenant.list(path, query)).items).filter((id) => !known.has(id)).length === many;
}

/** The path of a list below the first of some objects. */
const firstBelow = async (tenant: ProbedTenant, path: string, name: string): Promise<string> =>
  `${path}/${idsOf(await sampled(tenant, path))[0]}/${name}`;

async function orEmpty(list: Promise<{ readonly items: readonly Item[] }>): Promise<readonly Item[]> {
  try {
    return (await list).items;
  } catch (error) {
    if (error instanceof InconclusiveError) return [];
    throw error;
  }
}

/** What a list shows; nothing where it isn't answered. */
export const items = (tenant: ProbedTenant, path: string) => orEmpty(tenant.list(path));
export const sampled = (tenant: ProbedTenant, path: string) => orEmpty(tenant.sample(path));
/** A list as it is read elsewhere, where it is short; of a long one the ids alone. @throws Open */
export async function wholeList(tenant: ProbedTenant, path: string): Promise<Listed> {
  const first = await tenant.sample(path);
  return first.isWhole ? first : tenant.list(path, await tenant.idsAlone());
}

/** Objects that a list leaves out: some of the ids that it lacks are asked for, one by one. */
export async function unlisted(tenant: ProbedTenant, path: string, listed: readonly Item[]): Promise<readonly Item[]> {
  const ids = new Set(idsOf(listed).filter((id) => id !== NO_ID));
  const missing: number[] = [];
  for (let id = Math.max(0, ...ids); id > 0 && missing.length < MOST_ASKED; id--) if (!ids.has(id)) missing.push(id);
  const answers = await Promise.all(missing.map((id) => tenant.get(`${path}/${id}`)));
  return answers.filter(({ status }) => status === 200).flatMap(({ json }) => (isItem(json) ? [json] : []));
}

const MOST_ASKED = 8;

const listedIds = async (tenant: ProbedTenant, path: string) => idsOf(await items(tenant, path));
const sampledIds = async (tenant: ProbedTenant, path: string) => idsOf(await sampled(tenant, path));

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
const isAscending = (ids: readonly number[]): boolean => ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? id));
const isSorted = (texts: readonly string[]): boolean =>
  texts.every((text, at) => at === 0 || text >= (texts[at - 1] ?? ""));

/** What comes of `fields=name`. */
async function fields(tenant: ProbedTenant): Promise<ProbeResult> {
  const answer = await tenant.get(ROLES, { fields: "name", pageSize: 5 });
  const seen = fieldsSeen(answer, ["name"]);
  if (seen.answer !== "whole") return seen;
  const shown = new Set((itemsOf(answer) ?? []).flatMap((item) => Object.keys(item)));
  const isWhole = (await tenant.roles())
    .slice(0, 5)
    .every((role) => Object.keys(role).every((name) => shown.has(name)));
  return isWhole ? seen : probeResult("more", ...seen.evidence);
}

/** @throws Open where fields doesn't count at all: that is one difference */
async function assertFields(tenant: ProbedTenant): Promise<void> {
  const { answer } = await fields(tenant);
  if (answer === "whole" || answer === "refused") throw new InconclusiveError("fields doesn't count at all");
}

const fieldsSeen = (answer: Answer, wanted: readonly string[]): ProbeResult =>
  refusalIn(answer) ?? keysSeen(itemsOf(answer) ?? [], wanted);

function keysSeen(shown: readonly Item[], wanted: readonly string[]): ProbeResult {
  if (shown.length === 0) throw new InconclusiveError("the list is empty");
  const names = new Set(shown.flatMap((item) => Object.keys(item)));
  const others = [...names].filter((name) => !wanted.includes(name));
  if (wanted.some((name) => !names.has(name)))
    return probeResult(OTHER, `without ${wanted.filter((one) => !names.has(one))}`);
  if (others.length === 0) return probeResult("cut");
  return probeResult(others.join() === "_info" ? "with-info" : "whole", `${names.size} fields`);
}

/** Roles whose names are ordered alike by everybody: letters and blanks, each once. @throws Open */
async function plainlyNamed(tenant: ProbedTenant): Promise<readonly Item[]> {
  const plain = (await tenant.roles()).filter(({ name }) => /^[A-Za-z][A-Za-z ]*[A-Za-z]$/.test(String(name)));
  const names = new Set(plain.map(keyOf));
  if (plain.length < 3 || names.size < plain.length) throw new InconclusiveError("few roles have plain names");
  return plain;
}

const keyOf = ({ name }: Item): string => String(name).toLowerCase();
const byName = (roles: readonly Item[]): readonly Item[] => roles.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

async function orderSeen(
  tenant: ProbedTenant,
  roles: readonly Item[],
  orderBy: string,
  outcomes: Readonly<Record<string, readonly Item[]>>,
): Promise<ProbeResult> {
  const answer = await tenant.get(ROLES, { orderBy, pageSize: 1000 });
  const shown = itemsOf(answer);
  if (!shown) return noListIn(answer);
  const wanted = new Set(idsOf(roles));
  const ids = idsOf(shown).filter((id) => wanted.has(id));
  return whichOrder(ids, Object.fromEntries(Object.entries(outcomes).map(([name, some]) => [name, idsOf(some)])));
}

async function badOrder(tenant: ProbedTenant, orderBy: string): Promise<ProbeResult> {
  const answer = await tenant.get(ROLES, { orderBy, pageSize: 1000 });
  const shown = itemsOf(answer);
  if (!shown) return byStatus(answer, { 400: "refused" });
  const all = idsOf(await tenant.roles());
  return whichOf(idsOf(shown), { refused: [], ignored: all });
}
