import { Command } from "commander";
import { type LevelTable, rowsOf } from "../../core/model/permission";
import type { Grant, Profile } from "../../core/model/profile";
import { levelsOf } from "../../core/profile/parse";
import { renderMatrix } from "../matrix";
import { print, printJson } from "../print";
import { profileOf } from "./folder";

/** `cwroles profiles show` */
export const showCommand = (): Command =>
  new Command("show")
    .description("Show a profile's levels, with the reason of each, its features and its variants.")
    .argument("<id>", "a profile, as list prints it")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  npx cwroles profiles show wise-sync")
    .action((id: string, { json }: { json?: true }) => {
      const profile = profileOf(id);
      if (json) printJson(profile);
      else print(describeProfile(profile));
    });

function describeProfile(profile: Profile): string {
  const { name, vendor, source, unlisted, advice, grants, features, variants } = profile;
  const others = unlisted === "exact" ? "Every other function: None." : "Every other function: left as it is.";
  return [
    `${name} (${vendor})`,
    `Source: ${source.title}, ${source.url}, retrieved ${source.retrieved}`,
    ...describeGrants(grants, source.url),
    others,
    ...advice.map((text) => `\nAdvice: ${text}`),
    ...features.flatMap((feature) => [
      `\nWith the feature ${feature.id}, besides: ${feature.why}`,
      ...describeGrants(feature.grants, source.url),
    ]),
    ...variants.flatMap((variant) => [
      `\nTenants up to version ${variant.upTo}, instead: ${variant.why}`,
      ...describeGrants(variant.grants, source.url),
    ]),
  ].join("\n");
}

function describeGrants(grants: LevelTable<Grant>, source: string): string[] {
  const notes = [...rowsOf(grants)].flatMap(({ module, function: name, row }) => [
    `  ${module} › ${name}: ${row.why}`,
    ...(row.source === source ? [] : [`      Source: ${row.source}`]),
    ...row.customize.map((entry) => `      Customize: allow ${entry}`),
    ...(row.ambiguity ? [`      Ambiguous: ${row.ambiguity}`] : []),
    ...(row.beyondSource ? [`      More than the source asks for: ${row.beyondSource}`] : []),
  ]);
  return ["", renderMatrix(levelsOf(grants)), "", "Why:", ...notes, ""];
}
