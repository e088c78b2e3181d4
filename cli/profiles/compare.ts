import { Command } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import { VERBS, type Verb } from "../../core/model/level";
import { sameName } from "../../core/model/name";
import { type LevelTable, rowIn, rowsOf, tableOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import { compareLevels, type Difference } from "../../core/plan/plan";
import { inCatalogueNames } from "../../core/profile/canonical";
import { customizeLists } from "../../core/profile/customize";
import { type Overlap, overlaps } from "../../core/profile/overlap";
import { levelsOf } from "../../core/profile/parse";
import { renderCells, showCell } from "../matrix";
import { print, printJson } from "../print";
import { renderTable } from "../table";
import { profileOf, profiles } from "./folder";

/** `cwroles profiles compare` */
export const compareCommand = (): Command =>
  new Command("compare")
    .description(
      "Show what two profiles ask for differently, function by function, without their features and variants. Exits with 2 where they differ.",
    )
    .argument("[a]", "a profile")
    .argument("[b]", "another one")
    .option("--all", "how much each profile has in common with each other one, or <a> with all others")
    .option("--json", "as JSON")
    .addHelpText("after", HELP)
    .action((first: string | undefined, second: string | undefined, { json, all }: { json?: true; all?: true }) => {
      if (all) {
        compareAll(first, second, json === true);
        return;
      }
      if (first === undefined || second === undefined) throw twoAreNeeded();
      const [a, b] = [inCatalogueNames(profileOf(first)), inCatalogueNames(profileOf(second))];
      const differences = compareLevels(levelsOf(a.grants), levelsOf(b.grants));
      const customize = { a: entriesOnlyIn(a, b), b: entriesOnlyIn(b, a) };
      const isSame = [...differences, ...customize.a, ...customize.b].length === 0 && a.unlisted === b.unlisted;
      if (json) printJson({ a: outline(a), b: outline(b), same: isSame, differences, customize });
      else print(render(a, b, differences));
      if (!isSame) process.exitCode = 2;
    });

const HELP = `
Examples:
  npx cwroles profiles compare wise-sync gozynta-mobius
  npx cwroles profiles compare wise-sync --all`;

const twoAreNeeded = () =>
  new InvalidInputError("Nothing to compare", [
    { path: "", message: "name two profiles, or give --all; npx cwroles profiles list shows them" },
  ]);

/** Pairs that are printed; all of them are in the JSON. */
const MOST_PAIRS = 30;

function compareAll(id: string | undefined, other: string | undefined, json: boolean): void {
  if (other !== undefined)
    throw new InvalidInputError("Nothing to compare", [{ path: "--all", message: "takes one profile, or none" }]);
  if (id !== undefined) profileOf(id);
  const all = overlaps(profiles.ids.map(profileOf));
  const pairs = id === undefined ? all : all.filter(({ a, b }) => a === id || b === id).map((pair) => from(id, pair));
  const shown = pairs.filter(({ inBoth }) => inBoth > 0).slice(0, MOST_PAIRS);
  if (json) {
    printJson(pairs);
    return;
  }
  const rows = shown.map(({ a, b, inBoth, same, onlyInA, onlyInB, within }) => [
    a,
    b,
    ...[inBoth, same, onlyInA, onlyInB].map(String),
    within === "neither" ? "" : within === "both" ? "the same" : `${within === "a" ? a : b} asks for no more`,
  ]);
  print([
    ...renderTable([["A", "B", "IN BOTH", "SAME LEVELS", "ONLY IN A", "ONLY IN B", ""], ...rows]),
    "",
    `${pairs.length} pairs, ${shown.length} shown: those that have most in common. Features and variants are left out.`,
  ]);
}

/** A pair seen from one of the two. */
function from(id: string, pair: Overlap): Overlap {
  if (pair.a === id) return pair;
  const within = pair.within === "a" ? "b" : pair.within === "b" ? "a" : pair.within;
  return { ...pair, a: pair.b, b: pair.a, onlyInA: pair.onlyInB, onlyInB: pair.onlyInA, within };
}

const outline = ({ id, unlisted }: Profile) => ({ id, unlisted });

/** The entries to allow on Customize lists that the other profile doesn't name: `System › Table Setup: Invoicing / Tax Code`. */
const entriesOnlyIn = ({ grants }: Profile, other: Profile): string[] =>
  customizeLists(grants).flatMap(({ module, function: name, entries }) => {
    const others = rowIn(other.grants, module, name)?.customize ?? [];
    return entries
      .filter((entry) => !others.some((one) => sameName(one, entry)))
      .map((entry) => `${module} › ${name}: ${entry}`);
  });

function render(a: Profile, b: Profile, differences: readonly Difference[]): string[] {
  const of = (where: Difference["grantedIn"]) => differences.filter(({ grantedIn }) => grantedIn === where);
  const levelOf = (verb: Verb, { [verb]: level }: Difference["a"]) => showCell(level);
  return [
    ...section(`Only in ${a.id}:`, of("a"), (row) => VERBS.map((verb) => levelOf(verb, row.a))),
    ...section(`Only in ${b.id}:`, of("b"), (row) => VERBS.map((verb) => levelOf(verb, row.b))),
    ...section(`In both, ${a.id} at the left; > is broader in ${a.id}, < in ${b.id}:`, of("both"), (row) =>
      VERBS.map((verb) => {
        const sign = row.broader.a.includes(verb) ? " > " : row.broader.b.includes(verb) ? " < " : undefined;
        return sign ? levelOf(verb, row.a) + sign + levelOf(verb, row.b) : levelOf(verb, row.a);
      }),
    ),
    ...entries(a, b),
    ...entries(b, a),
    ...(a.unlisted === b.unlisted ? [] : [`Every other function: ${others(a)}, ${others(b)}.`, ""]),
    summary(a, b, differences),
  ];
}

function entries(one: Profile, other: Profile): string[] {
  const only = entriesOnlyIn(one, other);
  return only.length === 0 ? [] : [`On Customize lists, only in ${one.id}:`, ...only.map((entry) => `  ${entry}`), ""];
}

const others = ({ id, unlisted }: Profile) => `${unlisted === "exact" ? "None" : "left as it is"} in ${id}`;

const section = (title: string, rows: readonly Difference[], cells: (row: Difference) => string[]) =>
  rows.length === 0 ? [] : [title, ...renderCells(tableOf(rows.map((row) => ({ ...row, row: cells(row) })))), ""];

function summary(a: Profile, b: Profile, { length }: readonly Difference[]): string {
  const count = (levels: LevelTable<unknown>) => [...rowsOf(levels)].length;
  const notCompared = [a, b]
    .filter(({ features, variants }) => features.length + variants.length > 0)
    .map(({ id }) => id);
  const aside = notCompared.length > 0 ? ` Features and variants of ${notCompared.join(" and ")} are left out.` : "";
  const found =
    length === 0 ? "No function differs" : length === 1 ? "1 function differs" : `${length} functions differ`;
  return `${found} (${a.id} names ${count(a.grants)}, ${b.id} ${count(b.grants)}).${aside}`;
}
