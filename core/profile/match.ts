import { distance } from "fastest-levenshtein";
import type { Problem } from "../model/errors";
import { type LevelTable, rowsOf, tableOf } from "../model/permission";
import type { FunctionName } from "../model/role";
import { withLazyMessage } from "../text/capFindings";
import { describeSpelling, quoteName, visibleForm } from "../text/invisible";
import { findByName, isSpeltAlike } from "./nameIndex";
import { normalize } from "./spelling";

/** A name that fits no row of the tenant, or more than one, or one that another name took. */
export interface UnmatchedFunction extends FunctionName, Problem {}

/**
 * Puts a table's names into the tenant's own spelling: exact names first, then names that differ only in case, white
 * space, the kind of dash, or `&` for `and`, then in the plural, then declared aliases. Nothing is guessed: any other
 * name is a problem with the nearest names, and so is one that fits two rows, or a row that is named twice.
 */
export function resolveLevels<Row>(
  levels: LevelTable<Row>,
  tenant: readonly FunctionName[],
): { levels: LevelTable<Row>; problems: UnmatchedFunction[] } {
  const problems: UnmatchedFunction[] = [];
  const rows: { module: string; function: string; row: Row }[] = [];
  const taken = new Set<FunctionName>();
  for (const { module, function: name, row } of rowsOf(levels)) {
    const found = candidates({ module, function: name }, tenant);
    const [only] = found;
    const problem = (say: () => string) =>
      problems.push(withLazyMessage({ module, function: name, path: `${module} › ${name}` }, say));
    if (!only || found.length > 1) problem(() => explain(module, name, found, tenant));
    else if (taken.has(only)) problem(() => `${quote(only)} is named twice`);
    else rows.push({ module: only.module, function: only.function, row });
    if (only) taken.add(only);
  }
  return { levels: tableOf(rows), problems };
}

/** Whether two names are one function by a declared alias alone. */
export const areAliases = (a: FunctionName, b: FunctionName): boolean =>
  !isSpeltAlike(a, b) && findByName(a, [b]).length > 0;

/** The rows that a name fits, by the strictest way to compare that finds any: one is a find, several are for nobody to guess. */
export const candidates = <Row extends FunctionName>(name: FunctionName, tenant: readonly Row[]): readonly Row[] =>
  findByName(name, tenant);

function explain(
  module: string,
  name: string,
  found: readonly FunctionName[],
  tenant: readonly FunctionName[],
): string {
  if (found.length > 1) return `fits ${found.length} functions: ${found.map(quoteSpelling).join(", ")}`;
  const modules = [...new Set(tenant.map((row) => row.module))];
  if (!modules.some((known) => normalize(known) === normalize(module)))
    return `there is no module ${quoteName(module)}; ${suggest(nearest(module, modules))}`;
  const siblings = tenant.filter((row) => normalize(row.module) === normalize(module));
  const elsewhere = tenant.filter((row) => normalize(row.function) === normalize(name)).map(quote);
  return `there is no function ${quoteName(name)} in ${module}; ${suggest([
    ...elsewhere,
    ...nearest(
      name,
      siblings.map((row) => row.function),
    ),
  ])}`;
}

/** Where names look the same, what they differ in. */
function quoteSpelling(row: FunctionName): string {
  const spelling = [describeSpelling(row.module), describeSpelling(row.function)].filter(Boolean).join(", ");
  return spelling === "" ? quote(row) : `${quote(row)} (${spelling})`;
}

const quote = (row: FunctionName) => `"${row.module} › ${row.function}"`;

/** At most three of `known`, nearest first: slips of the pen, or else names that `name` is a part of or has as a part. */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = normalize(name);
  const limit = Math.max(3, Math.ceil(name.length / 2));
  const ranked = names
    .map((candidate) => ({ candidate, text: normalize(candidate) }))
    // What is a part of a long name, or has a short one as a part, is looked for among all.
    .filter(
      ({ text }) =>
        text !== "" &&
        (Math.abs(text.length - wanted.length) <= limit || text.includes(wanted) || wanted.includes(text)),
    )
    .map(({ candidate, text }) => ({ candidate, text, far: distance(wanted, text) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0]?.far ?? 0;
  const slips = ranked.filter(({ far }) => far <= limit && far <= best + 2);
  const parts = ranked.filter(({ text }) => text.includes(wanted) || wanted.includes(text));
  return (slips.length > 0 ? slips : parts).slice(0, 3).map(({ candidate }) => distinguish(candidate, name));
}

/** Two names that look the same: what one has and the other hasn't. */
function distinguish(candidate: string, name: string): string {
  if (visibleForm(candidate).toLowerCase() !== visibleForm(name).toLowerCase()) return candidate;
  const [invisibleInName, invisibleInCandidate] = [describeSpelling(name), describeSpelling(candidate)];
  if (invisibleInName !== undefined) return `${candidate} without ${invisibleInName}`;
  return invisibleInCandidate === undefined ? candidate : `${candidate} with ${invisibleInCandidate}`;
}

/** `did you mean …?`, or a plain statement when nothing is near. */
export const suggest = (names: readonly string[]): string =>
  names.length > 0 ? `did you mean ${names.join(" or ")}?` : "no name there comes near";

/** `; did you mean …?`, or a full stop when nothing is near: for where all names are listed after it. */
export function orNearest(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near.length > 0 ? `; ${suggest(near)}` : ".";
}
