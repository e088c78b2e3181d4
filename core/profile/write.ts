import { Document } from "yaml";
import { VERBS } from "../model/level";
import { type LevelTable, mapRows, type Permission } from "../model/permission";
import type { Grant, GrantFile, Profile } from "../model/profile";
import { yamlText } from "./yamlText";

/** The line by which editors know the format of a profile. */
const SCHEMA = "# yaml-language-server: $schema=profile.schema.json";

/** A profile as the text of a file; `why` is the reason of rows that have no other, and of those that are added later. */
export function profileText(profile: Profile, why: string): string {
  const { grants, features, variants, advice, name, vendor, source, unlisted } = profile;
  const permissions = (table: LevelTable<Grant>) => mapRows(table, (grant) => grantFile(grant, why, source.url));
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
  return `${SCHEMA}\n${yamlText(new Document(file), { lineWidth: 120 })}`;
}

function grantFile(grant: Grant, usualWhy: string, usualSource: string): GrantFile {
  const { levels, customize, why, ambiguity, beyondSource, source } = grant;
  const beside = {
    ...(customize.length > 0 && { customize: [...customize] }),
    ...(why !== usualWhy && { why }),
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
    ...(source !== usualSource && { source }),
  };
  const { all, ...each } = levelsFile(levels);
  if (all === undefined) return { ...each, ...beside };
  return Object.keys(beside).length > 0 ? { all, ...beside } : all;
}

function levelsFile(levels: Permission): Partial<Record<"all" | keyof Permission, Permission["add"]>> {
  const isUniform = VERBS.every((verb) => levels[verb] === levels.add);
  if (isUniform) return { all: levels.add };
  return Object.fromEntries(VERBS.filter((verb) => levels[verb] !== "None").map((verb) => [verb, levels[verb]]));
}
