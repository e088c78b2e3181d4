import { Command } from "commander";
import { rowsOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import type { Rank } from "../../core/risk/risk";
import { loadProfile, type ProfileFile } from "../../project/profiles";
import { defaultRisks } from "../../review/risks";
import { print, printJson } from "../print";
import { renderTable } from "../table";
import { knownProfiles } from "./folder";

/** `cwroles profiles list` */
export const listCommand = (): Command =>
  new Command("list")
    .description(
      "List the profiles that this project can name, its own in the folder profiles first, then the library's: the vendor, how many functions each names without its features, how many features there are to choose from, and how many of those functions are a high or a medium risk as it grants them.",
    )
    .option("--json", "as JSON, with everything in them")
    .action(({ json }: { json?: true }) => {
      const listed = knownProfiles().map(({ file, origin }) => ({ ...loadProfile(file), origin }));
      if (json) printJson(listed.map((profile) => ({ ...profile, risks: risksOf(profile) })));
      else print(renderList(listed));
    });

/** How many functions of each rank of risk a profile grants without its features. */
function risksOf({ grants }: Profile): Record<Rank, number> {
  const ranks = [...rowsOf(grants)].flatMap(({ row, ...name }) => defaultRisks().of(name, row.levels)?.rank ?? []);
  const count = (rank: Rank) => ranks.filter((one) => one === rank).length;
  return { high: count("high"), medium: count("medium"), low: count("low") };
}

type Listed = Profile & Pick<ProfileFile, "origin">;

function renderList(profiles: readonly Listed[]): string {
  const rows = profiles.map((profile) => {
    const { high, medium } = risksOf(profile);
    const functions = [...rowsOf(profile.grants)].length;
    const from =
      profile.origin === "library" ? "library" : profile.extends ? `own, extends ${profile.extends.id}` : "own";
    return [profile.id, profile.vendor, from, ...[functions, profile.features.length, high, medium].map(String)];
  });
  return renderTable([["PROFILE", "VENDOR", "FROM", "FUNCTIONS", "FEATURES", "HIGH RISK", "MEDIUM RISK"], ...rows]);
}
