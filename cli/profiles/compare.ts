import { Command } from "commander";
import { VERBS, type Verb } from "../../core/model/level";
import { sameName } from "../../core/model/name";
import { type LevelTable, rowIn, rowsOf, tableOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import { compareLevels, type Difference } from "../../core/plan/plan";
import { inCatalogueNames } from "../../core/profile/canonical";
import { customizeLists } from "../../core/profile/customize";
import { levelsOf } from "../../core/profile/parse";
import { renderCells, showCell } from "../matrix";
import { print, printJson } from "../print";
import { profileOf } from "./folder";

/** `cwroles profiles compare` */
export const compareCommand = (): Command =>
  new Command("compare")
    .description(
      "Show what two profiles ask for differently, function by function, without their features and variants. Exits with 2 where they differ.",
    )
    .argument("<a>", "a profile")
    .argument("<b>", "another one")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  npx cwroles profiles compare wise-sync gozynta-mobius")
    .action((first: string, second: string, { json }: { json?: true }) => {
      const [a, b] = [inCatalogueNames(profileOf(first)), inCatalogueNames(profileOf(second))];
      const differences = compareLevels(levelsOf(a.grants), levelsOf(b.grants));
      const customize = { a: entriesOnlyIn(a, b), b: entriesOnlyIn(b, a) };
      const isSame = [...differences, ...customize.a, ...customize.b].length === 0 && a.unlisted === b.unlisted;
      if (json) printJson({ a: outline(a), b: outline(b), same: isSame, differences, customize });
      else print(render(a, b, differences));
      if (!isSame) process.exitCode = 2;
    });

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
  const one = (verb: Verb, { [verb]: level }: Difference["a"]) => showCell(level);
  return [
    ...section(`Only in ${a.id}:`, of("a"), (row) => VERBS.map((verb) => one(verb, row.a))),
    ...section(`Only in ${b.id}:`, of("b"), (row) => VERBS.map((verb) => one(verb, row.b))),
    ...section(`In both, ${a.id} at the left; > is broader in ${a.id}, < in ${b.id}:`, of("both"), (row) =>
      VERBS.map((verb) => {
        const sign = row.broader.a.includes(verb) ? " > " : row.broader.b.includes(verb) ? " < " : undefined;
        return sign ? one(verb, row.a) + sign + one(verb, row.b) : one(verb, row.a);
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
  const left = [a, b].filter(({ features, variants }) => features.length + variants.length > 0).map(({ id }) => id);
  const aside = left.length > 0 ? ` Features and variants of ${left.join(" and ")} are left out.` : "";
  const found =
    length === 0 ? "No function differs" : length === 1 ? "1 function differs" : `${length} functions differ`;
  return `${found} (${a.id} names ${count(a.grants)}, ${b.id} ${count(b.grants)}).${aside}`;
}
