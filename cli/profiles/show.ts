import { Command } from "commander";
import { type LevelTable, rowsOf } from "../../core/model/permission";
import type { Grant, Profile, TakenOut } from "../../core/model/profile";
import { describeChanges } from "../../core/profile/changes";
import type { FoundProfile } from "../../core/profile/library";
import { levelsOf } from "../../core/profile/parse";
import { usable } from "../../project/profiles";
import { renderMatrix } from "../matrix";
import { print, printJson } from "../print";
import { describeOrigin, lookUpProfile } from "./folder";

/** `cwroles profiles show` */
export const showCommand = (): Command =>
  new Command("show")
    .description(
      "Show a profile's levels, with the reason of each, its features and its variants, and what it changes of the profile that it extends.",
    )
    .argument("<id>", "a profile, as list prints it")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  npx cwroles profiles show wise-sync")
    .action((id: string, { json }: { json?: true }) => {
      const found = lookUpProfile(id);
      const profile = usable(found);
      const { origin, shadowsLibrary } = found;
      if (json) printJson({ ...profile, origin, shadowsLibrary });
      else print(describeProfile(profile, found));
    });

function describeProfile(profile: Profile, found: FoundProfile): string[] {
  const { name, vendor, source, unlisted, advice, grants, features, variants } = profile;
  const others = unlisted === "exact" ? "Every other function: None." : "Every other function: left as it is.";
  return [
    `${name} (${vendor})`,
    `From: ${describeOrigin(found)} (${found.file})`,
    ...(profile.extends ?? []).map((base) => `Extends: ${base.id} (${base.origin}): ${base.why}`),
    `Source: ${source.title}, ${source.url}, retrieved ${source.retrieved}`,
    ...describeAge(source.retrieved, new Date()),
    ...describeGrants(grants, source.url),
    ...describeTakenOut(profile.without ?? []),
    others,
    ...advice.flatMap((text) => ["", `Advice: ${text}`]),
    ...features.flatMap((feature) => [
      "",
      `With the feature ${feature.id}, besides: ${feature.why}`,
      ...describeGrants(feature.grants, source.url),
    ]),
    ...variants.flatMap((variant) => [
      "",
      `Tenants up to version ${variant.upTo}, instead: ${variant.why}`,
      ...describeGrants(variant.grants, source.url),
    ]),
  ];
}

/** What to do where the page was read more than a year ago, as exactly as its date is known. */
function describeAge(retrieved: string, today: Date): string[] {
  const yearAgo = new Date(Date.UTC(today.getUTCFullYear() - 1, today.getUTCMonth(), today.getUTCDate()));
  if (retrieved >= yearAgo.toISOString().slice(0, retrieved.length)) return [];
  return ["The page was read more than a year ago. Save it again and run: npx cwroles profiles outdated --help"];
}

const describeTakenOut = (without: readonly TakenOut[]): string[] =>
  without.length === 0
    ? []
    : [
        "Taken out:",
        ...without.map(({ module, function: name, by, why }) => `  ${module} › ${name}, by ${by}: ${why}`),
        "",
      ];

function describeGrants(grants: LevelTable<Grant>, source: string): string[] {
  const notes = [...rowsOf(grants)].flatMap(({ module, function: name, row }) => [
    `  ${module} › ${name}: ${row.why}`,
    ...describeChanges(row).map((change) => `      ${change}`),
    ...(row.source === source ? [] : [`      Source: ${row.source}`]),
    ...row.customize.map((entry) => `      Customize: allow ${entry}`),
    ...(row.ambiguity ? [`      Ambiguous: ${row.ambiguity}`] : []),
    ...(row.beyondSource ? [`      More than the source asks for: ${row.beyondSource}`] : []),
  ]);
  return ["", ...renderMatrix(levelsOf(grants)), "", "Why:", ...notes, ""];
}
