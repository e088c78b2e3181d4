import { Command } from "commander";
import { rowsOf } from "../../provider/model/permission";
import type { Profile } from "../../provider/model/profile";
import { print, printJson } from "../print";
import { knownIds, profileOf } from "./folder";

/** `cwroles profiles list` */
export const listCommand = (): Command =>
  new Command("list")
    .description("List the profiles in the folder profiles.")
    .option("--json", "as JSON")
    .action(({ json }: { json?: true }) => {
      const profiles = knownIds().map(profileOf);
      if (json) printJson(profiles);
      else print(renderList(profiles));
    });

function renderList(profiles: readonly Profile[]): string {
  const rows = profiles.map(({ id, vendor, grants }) => [id, vendor, String([...rowsOf(grants)].length)]);
  const table = [["PROFILE", "VENDOR", "FUNCTIONS"], ...rows];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)) + 2);
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("")
        .trimEnd(),
    )
    .join("\n");
}
