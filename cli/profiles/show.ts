import { Command } from "commander";
import { type LevelTable, rowsOf } from "../../provider/model/permission";
import type { Grant, Profile } from "../../provider/model/profile";
import { levelsOf } from "../../provider/profile/load";
import { renderMatrix } from "../matrix";
import { print, printJson } from "../print";
import { profileOf } from "./folder";

/** `cwroles profiles show` */
export const showCommand = (): Command =>
  new Command("show")
    .argument("<id>", "a profile, as list prints it")
    .description("Show a profile's levels, with the reason and source of each.")
    .option("--json", "as JSON")
    .action((id: string, { json }: { json?: true }) => {
      const profile = profileOf(id);
      if (json) printJson(profile);
      else print(describeProfile(profile));
    });

function describeProfile({ name, vendor, source, unlisted, advice, grants, variants }: Profile): string {
  const others = unlisted === "exact" ? "Every other function: None." : "Every other function: left as it is.";
  return [
    `${name} (${vendor})`,
    `Source: ${source.title}, ${source.url}, retrieved ${source.retrieved}`,
    ...describeGrants(grants),
    others,
    ...advice.map((text) => `\nAdvice: ${text}`),
    ...variants.flatMap((variant) => [
      `\nTenants up to version ${variant.upTo}: ${variant.why}`,
      ...describeGrants(variant.grants),
    ]),
  ].join("\n");
}

function describeGrants(grants: LevelTable<Grant>): string[] {
  const notes = [...rowsOf(grants)].flatMap(({ module, function: name, row }) => [
    `  ${module} › ${name}: ${row.why}`,
    ...row.customize.map((entry) => `      Customize: allow ${entry}`),
    ...(row.ambiguity ? [`      Ambiguous: ${row.ambiguity}`] : []),
  ]);
  return ["", renderMatrix(levelsOf(grants)), "", "Why:", ...notes, ""];
}
