// @ts-check
import { readFileSync } from "node:fs";
import { parse } from "yaml";

/**
 * What a role has to look like, worked out from the profile's YAML and the tenant's rows alone. It shares no code with
 * the provider on purpose: the demo checks the provider's work.
 */

export const VERBS = /** @type {const} */ (["add", "edit", "delete", "inquire"]);

/** @typedef {typeof VERBS[number]} Verb */
/** @typedef {Record<Verb, string>} Levels */
/** @typedef {{ module: string, name: string, levels: Record<Verb, string | null> }} Row one function of a role in the tenant */
/** @typedef {{ module: string, name: string, verb: Verb, actual: string | null, expected: string }} Difference */
/** @typedef {{ rows: number, differences: Difference[], missing: string[] }} Comparison missing: functions without a row */

/**
 * The levels a profile file asks for, by function.
 *
 * @param {string} file
 * @returns {Map<string, Levels>} by the key of `keyOf`
 */
export function expectedLevels(file) {
  return levelsByFunction(parse(readFileSync(file, "utf8")).permissions);
}

/**
 * @param {Record<string, Record<string, string | (Partial<Levels> & { all?: string })>>} permissions as a profile file has them
 * @returns {Map<string, Levels>} by the key of `keyOf`
 */
export function levelsByFunction(permissions) {
  return new Map(
    Object.entries(permissions).flatMap(([module, functions]) =>
      Object.entries(functions).map(([name, grant]) => [keyOf(module, name), levelsOf(grant)]),
    ),
  );
}

/** What a profile file says of the functions that it doesn't name. @param {string} file @returns {string | undefined} */
export function unlistedOf(file) {
  return parse(readFileSync(file, "utf8")).unlisted;
}

/** @param {string | (Partial<Levels> & { all?: string })} grant @returns {Levels} */
function levelsOf(grant) {
  if (typeof grant === "string") return levelsOf({ all: grant });
  const { all = "None", add = all, edit = all, delete: remove = all, inquire = all } = grant;
  return { add, edit, delete: remove, inquire };
}

/**
 * Compares a role with what it should be, cell by cell: a function that the profile doesn't name is None throughout,
 * unless the profile keeps those. A cell the tenant lacks (null) counts as None.
 *
 * @param {ReadonlyMap<string, Levels>} expected
 * @param {readonly Row[]} rows
 * @param {{ unlisted?: string | undefined }} [options] as in the profile file
 * @returns {Comparison}
 */
export function compare(expected, rows, { unlisted = "exact" } = {}) {
  const differences = rows.flatMap(({ module, name, levels }) => {
    const wanted = expected.get(keyOf(module, name)) ?? (unlisted === "keep" ? undefined : levelsOf("None"));
    if (!wanted) return [];
    return VERBS.filter((verb) => (levels[verb] ?? "None") !== wanted[verb]).map((verb) => ({
      module,
      name,
      verb,
      actual: levels[verb],
      expected: wanted[verb],
    }));
  });
  const present = new Set(rows.map(({ module, name }) => keyOf(module, name)));
  return { rows: rows.length, differences, missing: [...expected.keys()].filter((key) => !present.has(key)) };
}

/** Vendors write the same name with different dashes and cases. @param {string} module @param {string} name */
export function keyOf(module, name) {
  return `${module} / ${name}`
    .toLowerCase()
    .replace(/\s*\p{Dash}\s*/gu, "-")
    .replace(/ & /g, " and ");
}
