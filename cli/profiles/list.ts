import { Command, Option } from "commander";
import { rowsOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import type { FoundProfile } from "../../core/profile/library";
import { orNearest } from "../../core/profile/match";
import { RANKS, type Rank } from "../../core/risk/risk";
import { usable } from "../../project/profiles";
import { defaultRisks } from "../../review/risks";
import { print, printJson } from "../print";
import { renderTable } from "../table";
import { describeOrigin, lookUpProfile, profiles } from "./folder";
import { type Selection, selects } from "./select";

/** `cwroles profiles list` */
export const listCommand = (): Command =>
  new Command("list")
    .description(
      [
        "List the profiles: your own in the folder profiles, then the library's. For each its vendor, how many functions it names",
        "without its features, how many features there are to choose from, how many of those functions are a high or a medium",
        "risk as it grants them, and where it is from. An own profile is used instead of a library's of the same name.",
      ].join(" "),
    )
    .option("--search <words>", "only those that have these words in their id, name, vendor or a function's name")
    .option("--vendor <name>", "only those of a vendor")
    .option("--module <name>", "only those that ask for something in a module")
    .addOption(
      new Option("--risk <rank>", "only those that grant something of this risk, or a higher one").choices(RANKS),
    )
    .option("--json", "as JSON, with everything in them")
    .addHelpText("after", HELP)
    .action(({ json, ...selection }: Selection & { json?: true }) => {
      const isMeant = selects(selection);
      const isLimited = Object.keys(selection).length > 0;
      const selected = profiles.ids.map(lookUpProfile).filter((one) => !isLimited || isMeant(usable(one)));
      if (json) printJson(selected.map(jsonOf));
      else if (selected.length === 0)
        print(
          `No profile fits${nearOf(selection)} Leave out a filter, or look at all of them: npx cwroles profiles list`,
        );
      else print(renderList(selected));
    });

const HELP = `
Examples:
  npx cwroles profiles list --search "service tickets"
  npx cwroles profiles list --module Finance --risk high`;

/** The ids and vendors that come near to what was looked for; a full stop where none does. */
function nearOf({ search, vendor }: Selection): string {
  const wanted = search ?? vendor;
  const vendors = profiles.ids.map((id) => usable(lookUpProfile(id)).vendor);
  return wanted === undefined ? "." : orNearest(wanted, [...new Set([...(search ? profiles.ids : []), ...vendors])]);
}

/** How many functions of each rank of risk a profile grants without its features. */
function risksOf({ grants }: Profile): Record<Rank, number> {
  const ranks = [...rowsOf(grants)].flatMap(({ row, ...name }) => defaultRisks().of(name, row.levels)?.rank ?? []);
  const count = (rank: Rank) => ranks.filter((one) => one === rank).length;
  return { high: count("high"), medium: count("medium"), low: count("low") };
}

/** A profile whole, with where it is from. */
function jsonOf(found: FoundProfile) {
  const { origin, shadowsLibrary } = found;
  const profile = usable(found);
  return { ...profile, origin, shadowsLibrary, risks: risksOf(profile) };
}

function renderList(found: readonly FoundProfile[]): string[] {
  const rows = found.map((one) => {
    const profile = usable(one);
    const { high, medium } = risksOf(profile);
    const functions = [...rowsOf(profile.grants)].length;
    const counts = [functions, profile.features.length, high, medium].map(String);
    return [profile.id, profile.vendor, ...counts, describeOrigin(one)];
  });
  return renderTable([["PROFILE", "VENDOR", "FUNCTIONS", "FEATURES", "HIGH RISK", "MEDIUM RISK", "FROM"], ...rows]);
}
