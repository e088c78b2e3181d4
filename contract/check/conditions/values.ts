import { OTHER } from "../../assumptions";
import { InconclusiveError } from "../../inconclusiveError";
import { type Item, idsOf, isItem, itemsOf, MEMBERS, type ProbedTenant } from "../../probedTenant";
import { type Probe, type ProbeResult, probeResult } from "../probeResult";
import { firstDeviation, isSameName, probeCondition, resultOfList } from "./probeCondition";

/** Values that are no text: none, flags, references, dates. */
export const values: Readonly<Record<string, Probe>> = {
  async nullCondition(tenant) {
    const { items } = await tenant.sample(MEMBERS);
    const optional = ["notes", "title", "officeEmail", "middleInitial", "officePhone", "employeeIdentifer"];
    const isSet = (field: string) => (item: Item) =>
      item[field] !== undefined && item[field] !== null && item[field] !== "";
    const field = optional.find((one) => items.some(isSet(one)) && items.some((item) => item[one] === undefined));
    if (field === undefined) throw new InconclusiveError("no text field is set on some members and unset on others");
    const set = items.filter(isSet(field));
    const unset = items.filter((item) => item[field] === undefined || item[field] === null);
    return firstDeviation([
      await askAmong(tenant, items, `${field} = null`, { unset, ignored: items, empty: [] }),
      await askAmong(tenant, items, `${field} != null`, { unset: set, ignored: items, empty: [] }),
    ]);
  },

  async flagCondition(tenant) {
    const { roles, field, on, off } = await flagged(tenant);
    const answerFor = async (word: string, expected: readonly Item[]) =>
      (await probeCondition(tenant, `${field}=${word}`, { right: expected, ignored: roles })).answer;
    const small = [await answerFor("true", on), await answerFor("false", off)];
    const capital = [await answerFor("True", on), await answerFor("False", off)];
    const [isSmall, isCapital] = [small, capital].map((answers) => answers.every((one) => one === "right"));
    if (isSmall && isCapital) return probeResult("any-case");
    if (isSmall || isCapital) return probeResult(isSmall ? "small" : "capital");
    const [first = OTHER] = small;
    return probeResult(first === "right" ? OTHER : first);
  },

  async flagNumber(tenant) {
    const { roles, field, on } = await flagged(tenant);
    return probeCondition(tenant, `${field}=1`, { taken: on, ignored: roles, empty: [] });
  },

  async unsetFlag(tenant) {
    const roles = await tenant.roles();
    const [field] = ["adminFlag", "inactiveFlag"].filter((one) =>
      roles.some((role) => role[one] === undefined || role[one] === null),
    );
    if (field === undefined) throw new InconclusiveError("no role lacks a flag");
    const off = roles.filter((role) => role[field] !== true);
    const neither = roles.filter((role) => role[field] === false);
    return probeCondition(tenant, `${field}=false`, { false: off, neither });
  },

  async referenceId(tenant) {
    const { items, held, roleId } = await holders(tenant);
    return askAmong(tenant, items, `securityRole/id=${roleId}`, { counted: held, ignored: items, empty: [] });
  },

  async referenceName(tenant) {
    const { items, roleName } = await holders(tenant);
    if (!/^[A-Za-z0-9 ]+$/.test(roleName)) throw new InconclusiveError("no plainly named role is held");
    const counted = items.filter(({ securityRole }) => isItem(securityRole) && isSameName(securityRole.name, roleName));
    return askAmong(tenant, items, `securityRole/name="${roleName}"`, { counted, ignored: items, empty: [] });
  },

  async referenceAndFlag(tenant) {
    const { items, held, roleId } = await holders(tenant);
    const active = held.filter(({ inactiveFlag }) => inactiveFlag !== true);
    const alone = await askAmong(tenant, items, `securityRole/id=${roleId}`, { counted: held });
    if (alone.answer !== "counted") throw new InconclusiveError("securityRole/id alone doesn't count");
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
      throw new InconclusiveError("roles say no lastUpdated");
    return firstDeviation([
      await probeCondition(tenant, "lastUpdated > [1990-01-01T00:00:00Z]", { compared: roles, empty: [] }),
      await probeCondition(tenant, "lastUpdated > [2090-01-01T00:00:00Z]", { compared: [], ignored: roles }),
    ]);
  },
};

/** The same of members: of those that are known alone, however many there are. */
async function askAmong(
  tenant: ProbedTenant,
  members: readonly Item[],
  condition: string,
  outcomes: Readonly<Record<string, readonly Item[]>>,
): Promise<ProbeResult> {
  const these = `id in (${idsOf(members).join(", ")})`;
  const ids = await tenant.idsAlone();
  const ask = (conditions: string) => tenant.get(MEMBERS, { conditions, ...ids, pageSize: 1000 });
  if (itemsOf(await ask(these))?.length !== members.length)
    throw new InconclusiveError("members can't be asked for by a list of ids");
  return resultOfList(await ask(`${condition} and ${these}`), outcomes);
}

/** A flag that some roles have and others don't. @throws Open */
async function flagged(tenant: ProbedTenant) {
  const roles = await tenant.roles();
  const field = ["adminFlag", "inactiveFlag"].find((one) => {
    const values = roles.map((role) => role[one]);
    return values.includes(true) && values.includes(false);
  });
  if (field === undefined) throw new InconclusiveError("no flag is set on some roles and not on others");
  const on = roles.filter((role) => role[field] === true);
  return { roles, field, on, off: roles.filter((role) => role[field] !== true) };
}

/** A role that some members hold and others don't. @throws Open */
async function holders(tenant: ProbedTenant) {
  const { items } = await tenant.sample(MEMBERS);
  const roleOf = ({ securityRole }: Item) =>
    isItem(securityRole) && Number(securityRole.id) ? securityRole : undefined;
  const held = items.map(roleOf).filter((role) => role !== undefined);
  const role = held.find(({ id }) => items.some((item) => roleOf(item)?.id !== id));
  if (!role) throw new InconclusiveError("members don't have two roles");
  const roleHolders = items.filter((item) => roleOf(item)?.id === role.id);
  return { items, held: roleHolders, roleId: Number(role.id), roleName: String(role.name ?? "") };
}

/** The day on which members were hired, one of several where there are: what was hired from then on, and on the day after the last. */
async function dates(tenant: ProbedTenant, write: (day: string) => string): Promise<ProbeResult> {
  const { items } = await tenant.sample(MEMBERS);
  const dayOf = ({ hireDate }: Item) => (typeof hireDate === "string" ? hireDate.slice(0, 10) : undefined);
  const dated = items.filter((item) => dayOf(item) !== undefined);
  const days = [...new Set(dated.map(dayOf))].sort();
  const day = days[Math.ceil((days.length - 1) / 2)];
  if (day === undefined) throw new InconclusiveError("members show no hireDate");
  const since = dated.filter((item) => Date.parse(String(item.hireDate)) >= Date.parse(`${day}T00:00:00Z`));
  return firstDeviation([
    await askAmong(tenant, dated, `hireDate >= ${write(day)}`, { compared: since, empty: [] }),
    await askAmong(tenant, dated, `hireDate > ${write("2090-01-01")}`, { compared: [], ignored: dated }),
  ]);
}
