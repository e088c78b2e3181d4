import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { LEVELS, VERBS } from "../../core/model/level";
import { type KeyedMessage, parseYaml } from "../../core/profile/document";
import { candidates, nearest, suggest } from "../../core/profile/match";
import { readText, ymlInstead } from "../../project/readText";
import type { Fleet } from "../model/fleet";
import { lastDayFrom } from "./days";

/** Where the accepted deviations are, beside the fleet's file. */
export const ACCEPTED_FILE = "accepted.yaml";

const text = z.string("text").trim().min(1, "blank");
export const day = z.iso.date('the last day that it holds, such as "2026-12-31"');
const acceptance = z.strictObject({
  tenant: text,
  profile: text,
  module: text,
  function: text,
  verbs: z.array(z.enum(VERBS), "a list of verbs").min(1, "no verb"),
  level: z.enum(LEVELS),
  by: text,
  reason: text,
  until: day,
});
const acceptancesSchema = z.array(acceptance, "a list of acceptances").nullable();

/**
 * A level that differs from the profile on one tenant, and that somebody answers for until a day (UTC), which is part of
 * it. Only that level: the same cell at any other is reported again. The function may be spelt as the profile or as the tenant does.
 */
export type Acceptance = z.output<typeof acceptance>;

export const acceptedFile = ({ folder }: Pick<Fleet, "folder">): string => path.join(folder, ACCEPTED_FILE);

/**
 * The accepted deviations of a fleet, those that hold no more with them; none where there is no such file.
 * @param today `2026-01-31`, UTC
 * @throws InvalidInputError with every problem, each with line and column
 */
export function loadAcceptances(fleet: Fleet, today: string): readonly Acceptance[] {
  const file = acceptedFile(fleet);
  if (existsSync(file)) return parseAcceptances(readText(file), file, fleet, today);
  const message = ymlInstead(file);
  if (message === undefined) return [];
  throw new InvalidInputError("The accepted deviations can't be used", [{ path: "", message, file }]);
}

/** @throws InvalidInputError as {@link loadAcceptances} */
export function parseAcceptances(yaml: string, file: string, fleet: Fleet, today: string): readonly Acceptance[] {
  const { data, problems, placeAll } = parseYaml(yaml, file, acceptancesSchema, {
    knownKeys: () => Object.keys(acceptance.shape),
    describeUnion: (shown) => `${shown} is no acceptance`,
  });
  const acceptances = data ?? [];
  const found: readonly Problem[] = [...problems, ...placeAll(problemsOf(acceptances, fleet, today))];
  if (found.length > 0) throw new InvalidInputError("The accepted deviations can't be used", found);
  return acceptances;
}

export const holds = ({ until }: Pick<Acceptance, "until">, today: string): boolean => until >= today;

function problemsOf(acceptances: readonly Acceptance[], fleet: Fleet, today: string): KeyedMessage[] {
  const earlier = new Map<string, Acceptance[]>();
  return acceptances.flatMap((entry, index) => {
    const place = `${entry.tenant}\n${entry.profile}`;
    const before = earlier.get(place) ?? [];
    const problems = [...entryProblems(entry, fleet, today), repeated(entry, before, today)];
    if (holds(entry, today)) earlier.set(place, before).get(place)?.push(entry);
    return problems.flatMap((problem) => problem ?? []).map(({ key, message }) => ({ keys: [index, key], message }));
  });
}

/** What is wrong with an entry whatever the others are, by its key. */
export const entryProblems = (entry: Pick<Acceptance, "tenant" | "profile" | "until">, fleet: Fleet, today: string) =>
  [unknownTenantOrProfile(entry, fleet), tooLong(entry, today)].flatMap((problem) => problem ?? []);

type EntryProblem = { readonly key: keyof Acceptance; readonly message: string } | undefined;

function unknownTenantOrProfile(
  { tenant, profile }: Pick<Acceptance, "tenant" | "profile">,
  { tenants }: Fleet,
): EntryProblem {
  const found = tenants.find(({ name }) => name === tenant);
  const names = tenants.map(({ name }) => name);
  if (!found)
    return { key: "tenant", message: `the fleet has no tenant "${tenant}"; ${suggest(nearest(tenant, names))}` };
  const profiles = found.assignments.map((assignment) => assignment.profile.id);
  if (profiles.includes(profile)) return undefined;
  return {
    key: "profile",
    message: `${tenant} isn't given the profile "${profile}", but ${profiles.join(", ") || "none"}`,
  };
}

function tooLong({ until }: Pick<Acceptance, "until">, today: string): EntryProblem {
  const last = lastDayFrom(today);
  return until > last ? { key: "until", message: `more than a year ahead; at the latest "${last}"` } : undefined;
}

/** @param earlier those of the same tenant and profile that hold */
function repeated(entry: Acceptance, earlier: readonly Acceptance[], today: string): EntryProblem {
  if (!holds(entry, today)) return undefined;
  const twice = candidates(entry, earlier).find(({ verbs }) => verbs.some((verb) => entry.verbs.includes(verb)));
  return twice && { key: "function", message: `an earlier entry that holds until ${twice.until} accepts it, too` };
}

/** Whether two acceptances share a cell, as far as that can be told without the tenant. */
export const isSameCell = (a: AcceptedPlace, b: AcceptedPlace): boolean =>
  a.tenant === b.tenant &&
  a.profile === b.profile &&
  a.verbs.some((verb) => b.verbs.includes(verb)) &&
  candidates(a, [b]).length > 0;

type AcceptedPlace = Pick<Acceptance, "tenant" | "profile" | "module" | "function" | "verbs">;
