import { OTHER } from "../assumptions";
import { Open } from "../open";
import { codeOf, saidBy } from "../report/said";
import { type AskedTenant, type Item, idsOf, isItem, itemsOf, MEMBERS, ROLES, rowsOf } from "../tenant";
import type { Answer } from "../transport";
import { byStatus, noListIn, type Probe, type Seen, saw, whichOf } from "./seen";

/**
 * The language of conditions, asked of the roles: all of them are known, so that each question has one right answer. Members are asked
 * for what roles lack, a few of them: each question is about those alone.
 */
export const conditions: Readonly<Record<string, Probe>> = {
  conditions: baseline,
  ...Object.fromEntries(Object.entries(language()).map(([id, probe]) => [id, whereTheyCount(probe)])),
};

/** The one question that all others build on. */
async function baseline(tenant: AskedTenant): Promise<Seen> {
  const { target, roles } = await named(tenant);
  const counted = roles.filter((role) => alike(role.name, target.name));
  return ask(tenant, `name="${target.name}"`, { counted, ignored: roles, empty: [] });
}

/** @throws Open where conditions don't count at all: that is one difference, and not one for each question */
export async function assertConditions(tenant: AskedTenant): Promise<void> {
  const seen = await baseline(tenant).catch((error: unknown) => {
    if (error instanceof Open) return undefined;
    throw error;
  });
  if (seen && seen.answer !== "counted") throw new Open("conditions don't count at all");
}

function whereTheyCount(probe: Probe): Probe {
  return async (tenant) => {
    await assertConditions(tenant);
    return probe(tenant);
  };
}

function language(): Readonly<Record<string, Probe>> {
  return {
    async names(tenant) {
      const { target } = await named(tenant);
      const name = String(target.name);
      const finds = async (text: string) => found(await tenant.get(ROLES, { conditions: `name="${text}"` }), target);
      if (!(await finds(name))) throw new Open("a role isn't found by its name");
      const [anyCase, blank] = await Promise.all([finds(inOtherCase(name)), finds(`${name} `)]);
      const evidence = `in other case ${anyCase ? "" : "not "}found, with a blank at the end ${blank ? "" : "not "}found`;
      if (anyCase) return saw(blank ? "sql-server" : "blanks-count", evidence);
      return saw(blank ? OTHER : "exact", evidence);
    },

    async notEquals(tenant) {
      const { target, roles } = await named(tenant);
      const others = roles.filter((role) => !alike(role.name, target.name));
      return ask(tenant, `name!="${target.name}"`, { others, ignored: roles });
    },

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

    async compareText(tenant) {
      const { roles } = await named(tenant);
      const plain = roles.filter(({ name }) => /^[A-Za-z]/.test(String(name)));
      if (plain.length < roles.length || roles.length < 3) throw new Open("not every role's name begins with a letter");
      const initials = [...new Set(roles.map(({ name }) => String(name)[0]?.toLowerCase() ?? ""))].sort();
      const bound = initials[Math.floor(initials.length / 2)] ?? "m";
      const key = (role: Item) => String(role.name).toLowerCase();
      return ask(tenant, `name < "${bound}"`, {
        "any-case": roles.filter((role) => key(role) < bound),
        "capitals-first": roles.filter(({ name }) => String(name) < bound),
        ignored: roles,
      });
    },

    async contains(tenant) {
      const { target, roles } = await named(tenant);
      const part = String(target.name).slice(1, 5);
      const within = (fold: (text: string) => string) =>
        roles.filter(({ name }) => fold(String(name)).includes(fold(inOtherCase(part))));
      const plain = await ask(tenant, `name contains "${part}"`, {
        plain: roles.filter(({ name }) => String(name).toLowerCase().includes(part.toLowerCase())),
        start: roles.filter(({ name }) => String(name).toLowerCase().startsWith(part.toLowerCase())),
        ignored: roles,
      });
      if (plain.answer === "start" || plain.answer === "ignored" || plain.answer === "refused") return plain;
      const outcomes = {
        "any-case": within((text) => text.toLowerCase()),
        exact: within((text) => text),
        ignored: roles,
      };
      const seen = await ask(tenant, `name contains "${inOtherCase(part)}"`, outcomes);
      return seen.answer === "exact" || plain.answer === "plain" ? seen : plain;
    },

    async containsPercent(tenant) {
      const { target, roles } = await named(tenant);
      const pattern = `${String(target.name).slice(0, 1)}%${String(target.name).slice(-1)}`;
      const itself = roles.filter(({ name }) => String(name).toLowerCase().includes(pattern.toLowerCase()));
      const seen = await ask(tenant, `name contains "${pattern}"`, { itself, ignored: roles });
      const isWildcard = seen.answer === OTHER && (await finds(tenant, `name contains "${pattern}"`, target));
      return isWildcard ? saw("wildcard", ...seen.evidence) : seen;
    },

    async likePercent(tenant) {
      return like(tenant, "%");
    },

    async likeStar(tenant) {
      return like(tenant, "*");
    },

    async likeUnderscore(tenant) {
      const { target } = await named(tenant);
      const name = String(target.name);
      return wildcard(tenant, `name like "${name.slice(0, 1)}_${name.slice(2)}"`, target);
    },

    async likeBrackets(tenant) {
      const { target } = await named(tenant);
      const name = String(target.name);
      return wildcard(tenant, `name like "[${name.slice(0, 1)}q]${name.slice(1)}"`, target);
    },

    async likeWhole(tenant) {
      const { target } = await named(tenant);
      const name = String(target.name);
      if (!(await finds(tenant, `name like "${name}"`, target))) throw new Open("like doesn't find a whole name");
      const isWithin = await finds(tenant, `name like "${name.slice(1, -1)}"`, target);
      return saw(isWithin ? "within" : "whole");
    },

    async likeCase(tenant) {
      const { target } = await named(tenant);
      const name = String(target.name);
      if (!(await finds(tenant, `name like "${name}"`, target))) throw new Open("like doesn't find a whole name");
      return saw((await finds(tenant, `name like "${inOtherCase(name)}"`, target)) ? "any-case" : "exact");
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

    async inText(tenant) {
      const { target, roles } = await named(tenant);
      const listed = roles.filter((role) => alike(role.name, target.name));
      return ask(tenant, `name in ("${target.name}", "cwroles none")`, { listed, ignored: roles, empty: [] });
    },

    async notIn(tenant) {
      const [one, two] = await some(tenant, 3);
      const roles = await tenant.roles();
      const others = roles.filter((role) => role !== one && role !== two);
      return ask(tenant, `id not in (${one?.id}, ${two?.id})`, { others, "as-in": pair(one, two), ignored: roles });
    },

    async notContains(tenant) {
      const { target, roles } = await named(tenant);
      const has = ({ name }: Item) => String(name).toLowerCase().includes(String(target.name).toLowerCase());
      const others = roles.filter((role) => !has(role));
      return ask(tenant, `name not contains "${target.name}"`, {
        others,
        ignored: roles,
        "as-contains": roles.filter(has),
      });
    },

    async notLike(tenant) {
      const { target, roles } = await named(tenant);
      const others = roles.filter((role) => !alike(role.name, target.name));
      return ask(tenant, `name not like "${target.name}"`, { others, ignored: roles, "as-like": [target] });
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

    async singleQuotes(tenant) {
      const { target, roles } = await named(tenant);
      const taken = roles.filter((role) => alike(role.name, target.name));
      return ask(tenant, `name='${target.name}'`, { taken, empty: [] });
    },

    escapedQuote: (tenant) => readsAs(tenant, String.raw`name="cwroles \" or id > 0 or name=\" none"`, "ends"),
    doubledQuote: (tenant) => readsAs(tenant, `name="cwroles "" none"`),
    escapedBackslash: (tenant) => readsAs(tenant, String.raw`name="cwroles \\"`),

    async nullCondition(tenant) {
      const { items } = await tenant.sample(MEMBERS);
      const optional = ["notes", "title", "officeEmail", "middleInitial", "officePhone", "employeeIdentifer"];
      const isSet = (field: string) => (item: Item) =>
        item[field] !== undefined && item[field] !== null && item[field] !== "";
      const field = optional.find((one) => items.some(isSet(one)) && items.some((item) => item[one] === undefined));
      if (field === undefined) throw new Open("no text field is set on some members and unset on others");
      const set = items.filter(isSet(field));
      const unset = items.filter((item) => item[field] === undefined || item[field] === null);
      return worst([
        await askAmong(tenant, items, `${field} = null`, { unset, ignored: items, empty: [] }),
        await askAmong(tenant, items, `${field} != null`, { unset: set, ignored: items, empty: [] }),
      ]);
    },

    async flagCondition(tenant) {
      const { roles, field, on, off } = await flagged(tenant);
      const asked = async (word: string, expected: readonly Item[]) =>
        (await ask(tenant, `${field}=${word}`, { right: expected, ignored: roles })).answer;
      const small = [await asked("true", on), await asked("false", off)];
      const capital = [await asked("True", on), await asked("False", off)];
      const [isSmall, isCapital] = [small, capital].map((answers) => answers.every((one) => one === "right"));
      if (isSmall && isCapital) return saw("any-case");
      if (isSmall || isCapital) return saw(isSmall ? "small" : "capital");
      const [first = OTHER] = small;
      return saw(first === "right" ? OTHER : first);
    },

    async flagNumber(tenant) {
      const { roles, field, on } = await flagged(tenant);
      return ask(tenant, `${field}=1`, { taken: on, ignored: roles, empty: [] });
    },

    async unsetFlag(tenant) {
      const roles = await tenant.roles();
      const [field] = ["adminFlag", "inactiveFlag"].filter((one) =>
        roles.some((role) => role[one] === undefined || role[one] === null),
      );
      if (field === undefined) throw new Open("no role lacks a flag");
      const off = roles.filter((role) => role[field] !== true);
      const neither = roles.filter((role) => role[field] === false);
      return ask(tenant, `${field}=false`, { false: off, neither });
    },

    async referenceId(tenant) {
      const { items, held, roleId } = await holders(tenant);
      return askAmong(tenant, items, `securityRole/id=${roleId}`, { counted: held, ignored: items, empty: [] });
    },

    async referenceName(tenant) {
      const { items, roleName } = await holders(tenant);
      if (!/^[A-Za-z0-9 ]+$/.test(roleName)) throw new Open("no plainly named role is held");
      const counted = items.filter(({ securityRole }) => isItem(securityRole) && alike(securityRole.name, roleName));
      return askAmong(tenant, items, `securityRole/name="${roleName}"`, { counted, ignored: items, empty: [] });
    },

    async referenceAndFlag(tenant) {
      const { items, held, roleId } = await holders(tenant);
      const active = held.filter(({ inactiveFlag }) => inactiveFlag !== true);
      const alone = await askAmong(tenant, items, `securityRole/id=${roleId}`, { counted: held });
      if (alone.answer !== "counted") throw new Open("securityRole/id alone doesn't count");
      const condition = `securityRole/id=${roleId} and inactiveFlag=false`;
      return askAmong(tenant, items, condition, { holders: active, ignored: items, fewer: [] });
    },

    async dateCondition(tenant) {
      return dates(tenant, (day) => `[${day}T00:00:00Z]`);
    },

    async dateAlone(tenant) {
      return dates(tenant, (day) => `[${day}]`);
    },

    async stampCondition(tenant) {
      const roles = await tenant.roles();
      if (!roles.some(({ _info: info }) => isItem(info) && info.lastUpdated))
        throw new Open("roles say no lastUpdated");
      return worst([
        await ask(tenant, "lastUpdated > [1990-01-01T00:00:00Z]", { compared: roles, empty: [] }),
        await ask(tenant, "lastUpdated > [2090-01-01T00:00:00Z]", { compared: [], ignored: roles }),
      ]);
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

    async numberInQuotes(tenant) {
      const [one] = await some(tenant, 2);
      return ask(tenant, `id="${one?.id}"`, { taken: pair(one), empty: [] });
    },

    async noConditions(tenant) {
      const answer = await tenant.get(ROLES, { conditions: "", pageSize: 1000 });
      return answered(answer, { everything: await tenant.roles(), empty: [] });
    },

    async conditionsWithin(tenant) {
      const { roleId, rows } = await tenant.rows();
      const [first] = rows;
      const answer = await tenant.get(rowsOf(roleId), { conditions: `id=${first?.id}`, pageSize: 1000 });
      return answered(answer, { counted: pair(first), ignored: rows });
    },

    async levelCondition(tenant) {
      const { roleId, rows } = await tenant.rows();
      const answer = await tenant.get(rowsOf(roleId), { conditions: 'inquireLevel="Cwroles"', pageSize: 1000 });
      if (answer.status === 400) return saw("refused", saidBy(answer));
      const shown = itemsOf(answer);
      if (!shown) return saw(OTHER, saidBy(answer));
      return saw(shown.length === 0 ? "empty" : shown.length === rows.length ? "ignored" : OTHER);
    },

    async conditionsOnMySecurity(tenant) {
      const { items } = await tenant.list("/system/mySecurity");
      const [first] = items;
      const answer = await tenant.get("/system/mySecurity", { conditions: `id=${first?.id}`, pageSize: 1000 });
      return answered(answer, { counted: pair(first), ignored: items });
    },

    async childConditions(tenant) {
      const { target } = await named(tenant);
      const answer = await tenant.get(ROLES, { childConditions: `name="${target.name}"`, pageSize: 1000 });
      if (answer.status === 400) return saw("refused", saidBy(answer));
      return answered(answer, { counted: [target], ignored: await tenant.roles(), empty: [] });
    },

    async customFieldConditions(tenant) {
      const query = { customFieldConditions: 'caption="cwroles none" and value="none"', pageSize: 50 };
      const answer = await tenant.get(MEMBERS, query);
      const { items } = await tenant.sample(MEMBERS);
      return answered(answer, { empty: [], ignored: items });
    },
  };
}

/** What a list of roles shows under a condition. */
async function ask(
  tenant: AskedTenant,
  condition: string,
  outcomes: Readonly<Record<string, readonly Item[]>>,
): Promise<Seen> {
  return answered(await tenant.get(ROLES, { conditions: condition, pageSize: 1000 }), outcomes);
}

/** The same of members: of those that are known alone, however many there are. */
async function askAmong(
  tenant: AskedTenant,
  known: readonly Item[],
  condition: string,
  outcomes: Readonly<Record<string, readonly Item[]>>,
): Promise<Seen> {
  const these = `id in (${idsOf(known).join(", ")})`;
  const ids = await tenant.idsAlone();
  const ask = (conditions: string) => tenant.get(MEMBERS, { conditions, ...ids, pageSize: 1000 });
  if (itemsOf(await ask(these))?.length !== known.length) throw new Open("members can't be asked for by a list of ids");
  return answered(await ask(`${condition} and ${these}`), outcomes);
}

function answered(answer: Answer, outcomes: Readonly<Record<string, readonly Item[]>>): Seen {
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  return whichOf(idsOf(shown), Object.fromEntries(Object.entries(outcomes).map(([name, some]) => [name, idsOf(some)])));
}

/** A list that is there may be 404 where nothing meets the conditions: emptyList tells that. */
const shownIn = (answer: Answer): readonly Item[] | undefined => (answer.status === 404 ? [] : itemsOf(answer));

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

/** A text that no role has, and whether it is read at all. @param otherwise what it is where everything comes */
async function readsAs(tenant: AskedTenant, condition: string, otherwise: string = OTHER): Promise<Seen> {
  const answer = await tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  return saw(shown.length === 0 ? "taken" : otherwise, `${shown.length} items`);
}

async function like(tenant: AskedTenant, sign: string): Promise<Seen> {
  const { target, roles } = await named(tenant);
  const start = String(target.name).slice(0, 3);
  const wanted = roles.filter(({ name }) => String(name).toLowerCase().startsWith(start.toLowerCase()));
  const starts = await ask(tenant, `name like "${start}${sign}"`, { wildcard: wanted, itself: [], ignored: roles });
  if (starts.answer !== "wildcard") return starts;
  const part = String(target.name).slice(1, 4);
  const within = roles.filter(({ name }) => String(name).toLowerCase().includes(part.toLowerCase()));
  return ask(tenant, `name like "${sign}${part}${sign}"`, { wildcard: within, itself: [], ignored: roles });
}

/** A pattern that fits one role where its signs are wildcards, and nothing where they stand for themselves. */
async function wildcard(tenant: AskedTenant, condition: string, target: Item): Promise<Seen> {
  const answer = await tenant.get(ROLES, { conditions: condition, pageSize: 1000 });
  const shown = shownIn(answer);
  if (!shown) return noListIn(answer);
  if (shown.length === 0) return saw("itself");
  const all = await tenant.roles();
  return saw(found(answer, target) && shown.length < all.length ? "wildcard" : OTHER, `${shown.length} items`);
}

const finds = async (tenant: AskedTenant, condition: string, target: Item): Promise<boolean> =>
  found(await tenant.get(ROLES, { conditions: condition, pageSize: 1000 }), target);

const found = (answer: Answer, { id }: Item): boolean => itemsOf(answer)?.some((item) => item.id === id) ?? false;

/** The first that isn't the assumed one, of several questions about one thing. */
function worst(seen: readonly [Seen, ...Seen[]]): Seen {
  const [{ answer }] = seen;
  const assumed = ["compared", "unset"].includes(answer) ? answer : undefined;
  return seen.find((one) => one.answer !== assumed) ?? seen[0];
}

const alike = (a: unknown, b: unknown): boolean => keyOf(a) === keyOf(b);
const keyOf = (name: unknown): string => String(name).replace(/ +$/, "").toLowerCase();
const below = (roles: readonly Item[], test: (id: number) => boolean) => roles.filter(({ id }) => test(Number(id)));
const pair = (...items: readonly (Item | undefined)[]): Item[] => items.filter((item) => item !== undefined);
/** Whether that one item is all that comes. */
const isJust = (answer: Answer, { id }: Item): boolean => {
  const shown = shownIn(answer);
  return shown?.length === 1 && shown[0]?.id === id;
};

const inOtherCase = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());

/** At least so many roles. @throws Open */
async function some(tenant: AskedTenant, least: number): Promise<readonly Item[]> {
  const roles = await tenant.roles();
  if (roles.length < least) throw new Open(`there are fewer than ${least} roles`);
  return roles;
}

/** A role whose name needs no care, and that isn't the only one. @throws Open */
async function named(tenant: AskedTenant): Promise<{ readonly target: Item; readonly roles: readonly Item[] }> {
  const roles = await some(tenant, 2);
  const isPlain = ({ name }: Item) => /^[A-Za-z]{5}[A-Za-z0-9 ]*[A-Za-z0-9]$/.test(String(name));
  const isOnly = (role: Item) => roles.filter((other) => alike(other.name, role.name)).length === 1;
  const target = roles.filter(isPlain).find(isOnly);
  if (!target) throw new Open("no role has a plain name of its own");
  return { target, roles };
}

/** A flag that some roles have and others don't. @throws Open */
async function flagged(tenant: AskedTenant) {
  const roles = await tenant.roles();
  const field = ["adminFlag", "inactiveFlag"].find((one) => {
    const values = roles.map((role) => role[one]);
    return values.includes(true) && values.includes(false);
  });
  if (field === undefined) throw new Open("no flag is set on some roles and not on others");
  const on = roles.filter((role) => role[field] === true);
  return { roles, field, on, off: roles.filter((role) => role[field] !== true) };
}

/** A role that some members hold and others don't. @throws Open */
async function holders(tenant: AskedTenant) {
  const { items } = await tenant.sample(MEMBERS);
  const roleOf = ({ securityRole }: Item) =>
    isItem(securityRole) && Number(securityRole.id) ? securityRole : undefined;
  const held = items.map(roleOf).filter((role) => role !== undefined);
  const role = held.find(({ id }) => items.some((item) => roleOf(item)?.id !== id));
  if (!role) throw new Open("members don't have two roles");
  const own = items.filter((item) => roleOf(item)?.id === role.id);
  return { items, held: own, roleId: Number(role.id), roleName: String(role.name ?? "") };
}

/** The day on which members were hired, one of several where there are: what was hired from then on, and on the day after the last. */
async function dates(tenant: AskedTenant, write: (day: string) => string): Promise<Seen> {
  const { items } = await tenant.sample(MEMBERS);
  const dayOf = ({ hireDate }: Item) => (typeof hireDate === "string" ? hireDate.slice(0, 10) : undefined);
  const dated = items.filter((item) => dayOf(item) !== undefined);
  const days = [...new Set(dated.map(dayOf))].sort();
  const day = days[Math.ceil((days.length - 1) / 2)];
  if (day === undefined) throw new Open("members show no hireDate");
  const since = dated.filter((item) => Date.parse(String(item.hireDate)) >= Date.parse(`${day}T00:00:00Z`));
  return worst([
    await askAmong(tenant, dated, `hireDate >= ${write(day)}`, { compared: since, empty: [] }),
    await askAmong(tenant, dated, `hireDate > ${write("2090-01-01")}`, { compared: [], ignored: dated }),
  ]);
}
