import { distance } from "fastest-levenshtein";
import type { Problem } from "../model/errors";
import { type LevelTable, rowsOf, tableOf } from "../model/permission";
import type { FunctionName } from "../model/role";

/** A name that fits no row of the tenant, or more than one, or one that another name took. */
export interface UnmatchedFunction extends FunctionName, Problem {}

/**
 * Puts a table's names into the tenant's own spelling: exact names first, then names that differ only in case, white
 * space, the kind of dash, or `&` for `and`. Nothing is guessed: any other name is a problem with the nearest names, and
 * so is one that fits two rows, or a row that is named twice.
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
    const problem = (message: string) =>
      problems.push({ module, function: name, path: `${module} › ${name}`, message });
    if (!only || found.length > 1) problem(explain(module, name, found, tenant));
    else if (taken.has(only)) problem(`${quote(only)} is named twice`);
    else rows.push({ module: only.module, function: only.function, row });
    if (only) taken.add(only);
  }
  return { levels: tableOf(rows), problems };
}

function candidates(name: FunctionName, tenant: readonly FunctionName[]): FunctionName[] {
  const exact = tenant.filter((row) => row.module === name.module && row.function === name.function);
  if (exact.length > 0) return exact;
  return tenant.filter((row) => normalizedKey(row) === normalizedKey(name));
}

const normalizedKey = (name: FunctionName) => `${normalize(name.module)} › ${normalize(name.function)}`;

const normalize = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s*[\p{Dash}]\s*/gu, "-")
    .replace(/\s*&\s*/g, " and ")
    .replace(/\s+/g, " ")
    .trim();

function explain(module: string, name: string, found: FunctionName[], tenant: readonly FunctionName[]): string {
  if (found.length > 1) return `fits ${found.length} functions: ${found.map(quote).join(", ")}`;
  const modules = [...new Set(tenant.map((row) => row.module))];
  if (!modules.some((known) => normalize(known) === normalize(module)))
    return `there is no module "${module}"; ${suggest(nearest(module, modules))}`;
  const siblings = tenant.filter((row) => normalize(row.module) === normalize(module));
  const elsewhere = tenant.filter((row) => normalize(row.function) === normalize(name)).map(quote);
  return `there is no function "${name}" in ${module}; ${suggest([
    ...elsewhere,
    ...nearest(
      name,
      siblings.map((row) => row.function),
    ),
  ])}`;
}

const quote = (row: FunctionName) => `"${row.module} › ${row.function}"`;

/** At most three of `known`, nearest first: slips of the pen, or else names that `name` is a part of or has as a part. */
export function nearest(name: string, known: readonly string[]): string[] {
  const wanted = normalize(name);
  const limit = Math.max(3, Math.ceil(name.length / 2));
  const ranked = known
    .map((candidate) => ({ candidate, text: normalize(candidate) }))
    .map(({ candidate, text }) => ({ candidate, text, far: distance(wanted, text) }))
    .sort((a, b) => a.far - b.far);
  const slips = ranked.filter(({ far }) => far <= limit);
  const parts = ranked.filter(({ text }) => text.includes(wanted) || wanted.includes(text));
  return (slips.length > 0 ? slips : parts).slice(0, 3).map(({ candidate }) => candidate);
}

/** `did you mean …?`, or a plain statement when nothing is near. */
export const suggest = (names: readonly string[]): string =>
  names.length > 0 ? `did you mean ${names.join(" or ")}?` : "no name there comes near";
