import { stringify } from "yaml";
import { VERBS } from "../model/level";
import { type LevelTable, mapRows, type Permission } from "../model/permission";
import type { Grant, GrantFile, Profile } from "../model/profile";

/** The line by which editors know the format of a profile. */
const SCHEMA = "# yaml-language-server: $schema=profile.schema.json";

/** A profile as the text of a file, every row with its own reason; `why` is for rows that are added later. */
export function profileText(profile: Profile, why: string): string {
  const { grants, features, variants, advice, name, vendor, source, unlisted } = profile;
  const permissions = (table: LevelTable<Grant>) => mapRows(table, (grant) => grantFile(grant, source.url));
  const file = {
    ...{ name, vendor, source, why },
    ...(unlisted === "exact" ? {} : { unlisted }),
    ...(advice.length > 0 && { advice }),
    permissions: permissions(grants),
    ...(features.length > 0 && {
      features: Object.fromEntries(
        features.map((feature) => [feature.id, { why: feature.why, permissions: permissions(feature.grants) }]),
      ),
    }),
    ...(variants.length > 0 && {
      variants: variants.map((variant) => ({
        upTo: variant.upTo,
        why: variant.why,
        permissions: permissions(variant.grants),
      })),
    }),
  };
  return `${SCHEMA}\n${stringify(file, { lineWidth: 120 })}`;
}

function grantFile({ levels, customize, why, ambiguity, beyondSource, source }: Grant, usual: string): GrantFile {
  return {
    ...levelsFile(levels),
    ...(customize.length > 0 && { customize: [...customize] }),
    why,
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
    ...(source !== usual && { source }),
  };
}

function levelsFile(levels: Permission): Partial<Record<"all" | keyof Permission, Permission["add"]>> {
  const isUniform = VERBS.every((verb) => levels[verb] === levels.add);
  if (isUniform) return { all: levels.add };
  return Object.fromEntries(VERBS.filter((verb) => levels[verb] !== "None").map((verb) => [verb, levels[verb]]));
}
