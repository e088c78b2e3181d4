import { Command } from "commander";
import { rowsOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import type { Rank } from "../../core/risk/risk";
import { defaultRisks } from "../../review/risks";
import { print, printJson } from "../print";
import { renderTable } from "../table";
import { knownIds, profileOf } from "./folder";

/** `cwroles profiles list` */
export const listCommand = (): Command =>
  new Command("list")
    .description(
      "List the profiles in the folder profiles: the vendor, how many functions each names without its features, how many features there are to choose from, and how many of those functions are a high or a medium risk as it grants them.",
    )
    .option("--json", "as JSON, with everything in them")
    .action(({ json }: { json?: true }) => {
      const profiles = knownIds().map(profileOf);
      if (json) printJson(profiles.map((profile) => ({ ...profile, risks: risksOf(profile) })));
      else print(renderList(profiles));
    });

/** How many functions of each rank of risk a profile grants without its features. */
function risksOf({ grants }: Profile): Record<Rank, number> {
  const ranks = [...rowsOf(grants)].flatMap(({ row, ...name }) => defaultRisks().of(name, row.levels)?.rank ?? []);
  const count = (rank: Rank) => ranks.filter((one) => one === rank).length;
  return { high: count("high"), medium: count("medium"), low: count("low") };
}

function renderList(profiles: readonly Profile[]): string {
  const rows = profiles.map((profile) => {
    const { high, medium } = risksOf(profile);
    const functions = [...rowsOf(profile.grants)].length;
    return [profile.id, profile.vendor, ...[functions, profile.features.length, high, medium].map(String)];
  });
  return renderTable([["PROFILE", "VENDOR", "FUNCTIONS", "FEATURES", "HIGH RISK", "MEDIUM RISK"], ...rows]);
}
