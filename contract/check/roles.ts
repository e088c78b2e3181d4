import { isDeepStrictEqual } from "node:util";
import { isLevel, LEVELS, VERBS } from "../../core/model/level";
import type { FunctionName } from "../../core/model/role";
import { catalogue, isNotEverywhere, unseen } from "../../core/profile/catalogue";
import { candidates } from "../../core/profile/match";
import { plainName } from "../../text/clean.mjs";
import { InconclusiveError } from "../inconclusiveError";
import { type Item, idsOf, itemsOf, type ProbedTenant, ROLES, rowsOf } from "../probedTenant";
import { conditionsCount } from "./conditions";
import { unlisted } from "./lists";
import { noListIn, type Probe, type ProbeResult, probeResult } from "./probeResult";

/** What roles and their rows hold. */
export const roles: Readonly<Record<string, Probe>> = {
  async levelWords(tenant) {
    const words = (await allRows(tenant))
      .flatMap(levelsOf)
      .filter((level) => typeof level === "string" && level !== "");
    const others = words.filter((word) => !isLevel(word));
    if (others.length === 0) return probeResult("three", `${words.length} cells`);
    const isCase = others.every((word) => IN_ANY_CASE.has(String(word).toLowerCase()));
    const isMine = others.every((word) => word === "Mine");
    return probeResult(isCase ? "other-case" : "more-words", `${others.length} cells${isMine ? ", Mine" : ""}`);
  },

  async missingCells(tenant) {
    const cells = (await allRows(tenant)).flatMap(levelsOf);
    const of = (kind: unknown) => cells.filter((cell) => cell === kind).length;
    const [nulls, absent, blanks] = [of(null), of(undefined), of("")];
    if (nulls + absent + blanks === 0) throw new InconclusiveError("no row lacks a verb");
    const evidence = `${nulls} null, ${absent} left out, ${blanks} blank`;
    return probeResult(absent > 0 ? "absent" : blanks > 0 ? "blank" : "null", evidence);
  },

  async adminRows(tenant) {
    const admin = (await tenant.rolesWithRows()).find(({ role }) => role.adminFlag === true);
    if (!admin || admin.rows.length === 0) throw new InconclusiveError("no role has adminFlag");
    const cells = admin.rows.flatMap(levelsOf).filter((level) => level !== null && level !== undefined);
    const others = cells.filter((level) => String(level).toLowerCase() !== "all").length;
    return probeResult(others === 0 ? "all" : "as-set", `${others} of ${cells.length} cells`);
  },

  async rowsAlike(tenant) {
    const all = (await tenant.rolesWithRows()).map(({ rows }) => rows.map(nameOf));
    const [first] = all;
    if (!first || all.length < 2) throw new InconclusiveError("there is one role");
    if (all.every((names) => isDeepStrictEqual(names, first))) return probeResult("same", `${all.length} roles`);
    const sorted = all.map((names) => names.toSorted());
    return probeResult(sorted.every((names) => isDeepStrictEqual(names, sorted[0])) ? "other-order" : "different");
  },

  async rowOrder(tenant) {
    const { rows } = await tenant.rows();
    const modules = [...new Set(rows.map(moduleOf))];
    const groups = modules.map((module) => rows.filter((row) => moduleOf(row) === module));
    const knownModules = modules.filter((module) => MODULES.includes(module));
    const inOrder = isDeepStrictEqual(
      knownModules,
      MODULES.filter((module) => knownModules.includes(module)),
    );
    const together = isDeepStrictEqual(groups.flat(), [...rows]);
    const sorted = groups.every((group) => {
      const names = group.map((row) => wordsOf(row.moduleFunctionName));
      return names.every((name, at) => at === 0 || name >= (names[at - 1] ?? ""));
    });
    const evidence = [!together && "modules apart", !inOrder && "modules otherwise", !sorted && "names otherwise"];
    return probeResult(
      inOrder && together && sorted ? "screen" : "other-order",
      ...evidence.filter((one) => one !== false),
    );
  },

  async functionUnique(tenant) {
    const names = (await tenant.rows()).rows.map(nameOf);
    const repeated = names.length - new Set(names).size;
    return probeResult(repeated === 0 ? "unique" : "repeated", `${repeated} of ${names.length}`);
  },

  async modules(tenant) {
    const shown = [...new Set((await tenant.rows()).rows.map(moduleOf))];
    return against(
      shown.filter((name) => !MODULES.includes(name)).length,
      MODULES.filter((name) => !shown.includes(name)),
      "nine",
    );
  },

  async functionNames(tenant) {
    const shown = (await tenant.rows()).rows.map(functionOf);
    const missing = catalogue.filter((name) => candidates(name, shown).length === 0 && !isNotEverywhere(name));
    return against(unseen(shown).length, missing.map(titleOf), "known");
  },

  async functionSpellings(tenant) {
    const shown = (await tenant.rows()).rows.map(functionOf);
    const titles = new Set(shown.map(titleOf));
    const shownNames = catalogue.filter((name) => candidates(name, shown).length > 0);
    const others = shownNames.map(titleOf).filter((title) => !titles.has(title));
    if (shownNames.length === 0) throw new InconclusiveError("no function is known");
    return probeResult(
      others.length === 0 ? "same" : "others",
      ...others.slice(0, 5).map((title) => `${title} otherwise`),
    );
  },

  async functionIdentifiers(tenant) {
    return identifiers(tenant, "moduleFunctionIdentifier", "moduleFunctionName");
  },

  async moduleIdentifiers(tenant) {
    return identifiers(tenant, "moduleIdentifier", "moduleName");
  },

  async descriptions(tenant) {
    const { rows } = await tenant.rows();
    const pairs = rows.flatMap((row) => [
      [row.moduleFunctionDescription, row.moduleFunctionName],
      [row.moduleDescription, row.moduleName],
    ]);
    if (pairs.every(([description]) => description === undefined)) return probeResult("absent");
    const others = pairs.filter(([description, name]) => description !== name).length;
    return probeResult(others === 0 ? "names" : "other-text", `${others} of ${pairs.length}`);
  },

  async blanksInNames(tenant) {
    const { rows } = await tenant.rows();
    const odd = rows.filter((row) =>
      [row.moduleName, row.moduleFunctionName].some((name) => !isPlain(String(name))),
    ).length;
    return probeResult(odd === 0 ? "plain" : "others", `${odd} of ${rows.length} rows`);
  },

  async myAllFlags(tenant) {
    const { rows } = await tenant.rows();
    const values = rows.map(({ myAllFlag }) => myAllFlag);
    if (values.every((value) => value === undefined || value === null)) return probeResult("absent");
    const set = values.filter((value) => value === true).length;
    return probeResult(set === rows.length ? "true" : set === 0 ? "false" : "mixed", `${set} of ${rows.length} rows`);
  },

  async customFlags(tenant) {
    const set = (await tenant.rows()).rows.filter(({ customFlag }) => customFlag === true).map(nameOf);
    if (set.length === 0) return probeResult("none");
    const hasOwn = set.includes("System / Table Setup");
    return probeResult(hasOwn ? (set.length === 1 ? "table-setup" : "more") : "others", `${set.length} rows`);
  },

  async reportFlags(tenant) {
    const { rows } = await tenant.rows();
    const set = rows.filter(({ reportFlag }) => reportFlag === true);
    if (set.length === 0) return probeResult("none");
    const odd = rows.filter(
      (row) => /Reports$/.test(String(row.moduleFunctionName)) !== (row.reportFlag === true),
    ).length;
    return probeResult(odd === 0 ? "reports" : "others", `${odd} rows otherwise`);
  },

  async restrictFlags(tenant) {
    const { rows } = await tenant.rows();
    const set = rows.filter(({ restrictFlag }) => restrictFlag === true).length;
    return probeResult(set === 0 ? "false" : "some", `${set} of ${rows.length} rows`);
  },

  async sortOrders(tenant) {
    const orders = (await tenant.rows()).rows.map(({ sortOrder }) => sortOrder);
    if (orders.every((order) => order === undefined || order === null)) return probeResult("absent");
    if (orders.every((order, at) => order === at + 1)) return probeResult("counted");
    if (new Set(orders).size < orders.length)
      return probeResult("same", `${new Set(orders).size} numbers on ${orders.length} rows`);
    const ascends = orders.every((order, at) => at === 0 || Number(order) > Number(orders[at - 1]));
    return probeResult(ascends ? "ascending" : "other-order");
  },

  async rowIds(tenant) {
    const all = await tenant.rolesWithRows();
    if (all.length < 2) throw new InconclusiveError("there is one role");
    const ids = all.flatMap(({ rows }) => idsOf(rows));
    const shared = ids.length - new Set(ids).size;
    return probeResult(shared === 0 ? "own" : "shared", `${shared} of ${ids.length} rows`);
  },

  async oneRow(tenant) {
    const { roleId, rows } = await tenant.rows();
    const chosen = [rows[0], rows.at(-1)].filter((row) => row !== undefined);
    for (const row of chosen) {
      const answer = await tenant.get(`${rowsOf(roleId)}/${row.id}`);
      if (answer.status !== 200) return noListIn(answer);
      if (!isDeepStrictEqual(answer.json, row)) return probeResult("different");
    }
    return probeResult("same", `${chosen.length} rows`);
  },

  async inactiveRolesListed(tenant) {
    const { items } = await tenant.list(ROLES);
    const listed = items.filter(({ inactiveFlag }) => inactiveFlag === true).length;
    if (listed > 0) return probeResult("listed", `${listed} inactive roles`);
    const answer = await tenant.get(ROLES, { conditions: "inactiveFlag=true", pageSize: 1000 });
    const inactiveRoles = (await conditionsCount(tenant)) ? (itemsOf(answer) ?? []) : [];
    if (inactiveRoles.length > 0) return probeResult("absent", `${inactiveRoles.length} inactive roles`);
    const hidden = await unlisted(tenant, ROLES, items);
    if (hidden.some(({ inactiveFlag }) => inactiveFlag === true))
      return probeResult("absent", "by its id there is one");
    throw new InconclusiveError("no role is inactive");
  },
};

const IN_ANY_CASE = new Set<string>(LEVELS.map((level) => level.toLowerCase()));
const MODULES = [...new Set(catalogue.map(({ module }) => module))];

const levelsOf = (row: Item): unknown[] => VERBS.map((verb) => row[`${verb}Level`]);
const functionOf = (row: Item): FunctionName => ({
  module: plainName(moduleOf(row)),
  function: plainName(String(row.moduleFunctionName)),
});
const titleOf = ({ module, function: name }: FunctionName): string => `${module} / ${name}`;
const moduleOf = ({ moduleName }: Item): string => String(moduleName);
const nameOf = (row: Item): string => `${moduleOf(row)} / ${row.moduleFunctionName}`;

const allRows = async (tenant: ProbedTenant): Promise<Item[]> =>
  (await tenant.rolesWithRows()).flatMap(({ rows }) => rows);

/** As everybody orders names: in small letters, by their letters alone. */
const wordsOf = (name: unknown): string => String(name).toLowerCase();

/** How names compare to known ones, of which those that are missing may be told: they are anybody's. */
function against(extra: number, missing: readonly string[], assumed: string): ProbeResult {
  const evidence = [`${extra} that aren't known`, ...missing.slice(0, 5).map((name) => `without ${name}`)];
  if (extra > 0 && missing.length > 0) return probeResult("other-names", ...evidence);
  return probeResult(extra > 0 ? "more" : missing.length > 0 ? "fewer" : assumed, ...evidence);
}

const stripped = (name: unknown): string => String(name).replaceAll(/[^A-Za-z0-9]/g, "");

/** Whether a function is one that is known by another name today. */
const isFormer = (shown: FunctionName): boolean =>
  !catalogue.some((name) => titleOf(name) === titleOf(shown)) &&
  catalogue.some((name) => candidates(name, [shown]).length > 0);

async function identifiers(tenant: ProbedTenant, field: string, of: string): Promise<ProbeResult> {
  const { rows } = await tenant.rows();
  const all = rows.filter((row) => typeof row[field] === "string");
  if (all.length === 0) return probeResult("absent");
  // A function that changed its name may have kept its identifier: which names there are is another question.
  const shown = all.filter((row) => row[field] === stripped(row[of]) || !isFormer(functionOf(row)));
  const kept = shown.filter((row) => row[field] === stripped(row[of])).length;
  const same = shown.filter((row) => row[field] === row[of]).length;
  const evidence = `${kept} of ${rows.length} rows`;
  if (all.length === rows.length && kept === shown.length) return probeResult("stripped", evidence);
  return probeResult(same === rows.length ? "name" : "other-text", evidence);
}

/** Without a blank at an end, two in a row, or any that isn't a plain one. */
const isPlain = (name: string): boolean =>
  /^\S+( \S+)*$/u.test(name) && !/[\u00a0\u2000-\u200f\u202f\u205f\u3000\ufeff]/u.test(name);
