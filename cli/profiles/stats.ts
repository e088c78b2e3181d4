import { Command } from "commander";
import { type Level, VERBS, verbTitle } from "../../core/model/level";
import { type Demand, demandOf } from "../../core/profile/demand";
import { print, printJson } from "../print";
import { renderTable } from "../table";
import { writeText } from "../writeText";
import { profileOf, profiles } from "./folder";
import { heatMap } from "./heatMap";

interface Flags {
  json?: true;
  svg?: string;
  force?: true;
}

/** Functions that are printed; all of them are in the JSON. */
const MOST_FUNCTIONS = 40;

/** `cwroles profiles stats` */
export const statsCommand = (): Command =>
  new Command("stats")
    .description(
      [
        "Show which functions the profiles ask for most, your own and the library's: for each how many profiles ask for it, and",
        "how many of those for All and for My of each verb. Features count, variants for older tenants don't.",
      ].join(" "),
    )
    .option("--svg <file>", "write a heat map of profiles and modules to this file")
    .option("--force", "overwrite the file")
    .option("--json", "as JSON, with who asks for what")
    .addHelpText("after", "\nExample:\n  npx cwroles profiles stats --svg profiles.svg")
    .action(({ json, svg, force }: Flags) => {
      const all = profiles.ids.map(profileOf);
      const demand = demandOf(all);
      if (svg !== undefined) writeText(svg, heatMap(all).trimEnd(), force === true);
      if (json) printJson(demand);
      else print(render(demand, all.length));
      if (svg !== undefined && !json) print(`Wrote ${svg}`);
    });

function render(demand: readonly Demand[], profiles: number): string[] {
  const rows = demand
    .slice(0, MOST_FUNCTIONS)
    .map(({ module, function: name, by, counts }) => [
      `${module} › ${name}`,
      String(by.length),
      ...VERBS.map((verb) => levelsOf(counts[verb])),
    ]);
  return [
    ...renderTable([["FUNCTION", "PROFILES", ...VERBS.map((verb) => verbTitle(verb).toUpperCase())], ...rows]),
    "",
    `${demand.length} functions are asked for by ${profiles} profiles, ${rows.length} shown: those that most ask for.`,
  ];
}

/** `7 All, 2 My` */
const levelsOf = (counts: Readonly<Record<Exclude<Level, "None">, number>>): string =>
  (["All", "My"] as const).flatMap((level) => (counts[level] > 0 ? `${counts[level]} ${level}` : [])).join(", ") || "-";
