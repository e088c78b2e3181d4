import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError } from "../core/model/errors";
import { sameName } from "../core/model/name";
import type { Profile } from "../core/model/profile";
import { type KeyedMessage, parseYaml } from "../core/profile/document";
import { nearest, suggest } from "../core/profile/match";
import { lastDayFrom } from "../fleet/accept/days";
import { day } from "../fleet/accept/file";
import { readText, ymlInstead } from "../project/readText";
import { RULES } from "./rules";

/** Where members are mapped to profiles and findings accepted, beside the stacks' files or the fleet's. */
export const AUDIT_FILE = "audit.yaml";

const text = z.string("text").trim().min(1, "blank");
const mapping = z
  .strictObject({
    tenant: text.optional(),
    member: text,
    profile: text.optional(),
    profiles: z.array(text, "a list of profiles").min(1, "names no profile").optional(),
    features: z.array(text, "a list of features").optional(),
  })
  .superRefine(({ profile, profiles }, context) => {
    const message = "give a profile, or a list of profiles where the member serves several integrations";
    if ((profile === undefined) === (profiles === undefined)) context.addIssue({ code: "custom", message });
  });
const acceptance = z.strictObject({
  tenant: text,
  finding: text,
  evidence: z
    .string("text")
    .regex(/^sha256:[0-9a-f]{64}$/, "the finding's evidence, as cwroles audit --format json prints it"),
  by: text,
  reason: text,
  until: day,
});
const fileSchema = z
  .strictObject({
    members: z.array(mapping, "a list of members").default([]),
    accepted: z.array(acceptance, "a list of findings").default([]),
  })
  .nullable();

/** What somebody says of a member of one tenant, or of the same member wherever there is one. */
export interface MemberMapping {
  readonly tenant?: string | undefined;
  readonly member: string;
  readonly profiles: readonly string[];
  readonly features?: readonly string[] | undefined;
}

/** A finding that somebody answers for until a day (UTC), which is part of it; at any other evidence it is reported again. */
export type Acceptance = z.output<typeof acceptance>;

export interface AuditFile {
  readonly members: readonly MemberMapping[];
  readonly accepted: readonly Acceptance[];
}

export const NO_FILE: AuditFile = { members: [], accepted: [] };

/**
 * What a folder's audit.yaml says; nothing where there is none.
 * @param today `2026-01-31`, UTC
 * @throws InvalidInputError with every problem, each with line and column
 */
export function loadAuditFile(file: string, profiles: readonly Profile[], today: string): AuditFile {
  if (existsSync(file)) return parseAuditFile(readText(file), file, profiles, today);
  const message = ymlInstead(file);
  if (message === undefined) return NO_FILE;
  throw new InvalidInputError(`${path.basename(file)} can't be used`, [{ path: "", message, file }]);
}

/** @throws InvalidInputError as {@link loadAuditFile} */
export function parseAuditFile(yaml: string, file: string, profiles: readonly Profile[], today: string): AuditFile {
  const { data, problems, placeAll } = parseYaml(yaml, file, fileSchema, {
    knownKeys: ([list]) =>
      list === "members"
        ? Object.keys(mapping.shape)
        : list === "accepted"
          ? Object.keys(acceptance.shape)
          : ["members", "accepted"],
    describeUnion: (shown) => `${shown} is neither a member nor a finding`,
  });
  const { members, accepted } = data ?? { members: [], accepted: [] };
  const keyed = [
    ...members.flatMap((one, index) => mappingProblems(one, index, profiles)),
    ...repeatedMembers(members),
    ...accepted.flatMap((one, index) => acceptanceProblems(one, index, today)),
  ];
  const found = [...problems, ...placeAll(keyed)];
  if (found.length > 0) throw new InvalidInputError(`${path.basename(file)} can't be used`, found);
  return {
    members: members.map(({ profile, profiles: several, ...rest }) => ({
      ...rest,
      profiles: several ?? [profile ?? ""],
    })),
    accepted,
  };
}

type Mapped = z.output<typeof mapping>;

function mappingProblems(
  { profile, profiles: several, features = [] }: Mapped,
  index: number,
  profiles: readonly Profile[],
): KeyedMessage[] {
  const ids = profiles.map(({ id }) => id);
  const named = several?.map((id, at) => ({ id, keys: ["members", index, "profiles", at] })) ?? [
    { id: profile ?? "", keys: ["members", index, "profile"] },
  ];
  const unknown = named.filter(({ id }) => !ids.includes(id));
  const profileFeatures = profiles
    .filter(({ id }) => named.some((one) => one.id === id))
    .flatMap((one) => one.features);
  const knownIds = profileFeatures.map(({ id }) => id);
  return [
    ...unknown.map(({ id, keys }) => ({ keys, message: `there is no profile "${id}"; ${suggest(nearest(id, ids))}` })),
    ...(unknown.length > 0
      ? []
      : features.flatMap((id, at) => {
          if (knownIds.includes(id)) return [];
          const message = `the profile has no feature "${id}", only ${knownIds.join(", ") || "its permissions"}; ${suggest(nearest(id, knownIds))}`;
          return [{ keys: ["members", index, "features", at], message }];
        })),
  ];
}

/** Two entries for one member on one tenant contradict each other. */
const repeatedMembers = (members: readonly Mapped[]): KeyedMessage[] =>
  members.flatMap((one, index) => {
    const isTwice = members
      .slice(0, index)
      .some((other) => sameName(other.member, one.member) && other.tenant === one.tenant);
    return isTwice ? [{ keys: ["members", index, "member"], message: "an earlier entry maps it, too" }] : [];
  });

function acceptanceProblems({ finding, until }: Acceptance, index: number, today: string): KeyedMessage[] {
  const [rule = ""] = finding.split(":", 1);
  const last = lastDayFrom(today);
  return [
    ...(RULES.some((known) => known === rule)
      ? []
      : [
          {
            keys: ["accepted", index, "finding"],
            message: `begins with no rule of the audit; ${suggest(nearest(rule, RULES))}`,
          },
        ]),
    ...(until > last
      ? [{ keys: ["accepted", index, "until"], message: `more than a year ahead; at the latest "${last}"` }]
      : []),
  ];
}

/** What holds for one tenant: an entry that names it wins over one for all. */
export function mappingsFor({ members }: AuditFile, tenant: string): readonly MemberMapping[] {
  const tenantMappings = members.filter((one) => one.tenant !== undefined && sameName(one.tenant, tenant));
  const generalMappings = members.filter(
    (one) => one.tenant === undefined && !tenantMappings.some(({ member }) => sameName(member, one.member)),
  );
  return [...tenantMappings, ...generalMappings];
}
