import { z } from "zod";
import { InvalidInputError } from "../core/model/errors";
import { VERBS } from "../core/model/level";
import { catalogueName } from "../core/profile/catalogueName";
import { parseYaml } from "../core/profile/document";
import { nearest, suggest } from "../core/profile/match";
import { broadenedVerbs, changedRows } from "./rows";
import { countsOf } from "./summary";
import { type ExclusionView, isBroader, keyOf, nameOf, type Row, type Subject } from "./view";

/** Where the exclusions are, in the project's folder. */
export const EXCLUSIONS_FILE = "review-exclusions.yaml";

const text = z.string("text").trim().min(1, "blank");
const date = 'the last day that it holds, such as "2026-12-31"';
const exclusion = z.strictObject({
  profile: text,
  module: text,
  function: text,
  verbs: z.array(z.enum(VERBS)).min(1, "no verb").optional(),
  reason: text,
  expires: z.iso.date(date),
});
const exclusionsSchema = z.array(exclusion, "a list of exclusions").nullable();

/**
 * A broadening of one function of a profile that was reviewed and needs no more approval, until a day (UTC). It counts once it
 * was there before the change: nobody excludes what they broaden in the same change.
 */
export type Exclusion = z.output<typeof exclusion>;

/** @throws InvalidInputError with every problem, each with line and column */
export function parseExclusions(yaml: string, file: string): readonly Exclusion[] {
  const { data, problems } = parseYaml(yaml, file, exclusionsSchema, {
    knownKeys: () => Object.keys(exclusion.shape),
    describeUnion: (shown) => `${shown} is no exclusion`,
  });
  if (problems.length > 0) throw new InvalidInputError("The exclusions can't be used", problems);
  return data ?? [];
}

export interface Excluded {
  readonly subjects: readonly Subject[];
  /** What no exclusion should be silent about: expired, new with this change, or without anything to exclude. */
  readonly notes: readonly string[];
}

/**
 * The subjects with their exclusions.
 * @param former the exclusions that there were before the change
 * @param today `2026-01-31`, UTC
 */
export function exclude(
  subjects: readonly Subject[],
  exclusions: readonly Exclusion[],
  former: readonly Exclusion[],
  today: string,
): Excluded {
  const used = new Set<Exclusion>();
  const before = new Set(former.map((entry) => JSON.stringify(entry)));
  const statusOf = (entry: Exclusion) =>
    before.has(JSON.stringify(entry)) ? (entry.expires < today ? "expired" : "holds") : "new";
  const excluded = subjects.map((subject) => {
    const profileExclusions = exclusions.filter(({ profile }) => profile === subject.id);
    const tables = subject.tables.map((table) => {
      const rows = table.rows.map((row) => excludeRow(row, profileExclusions, used, statusOf));
      return { ...table, rows, changed: changedRows(rows) };
    });
    return { ...subject, tables, counts: countsOf(tables) };
  });
  const ids = subjects.map(({ id }) => id);
  const notes = exclusions.flatMap((entry) => [
    ...(statusOf(entry) === "new"
      ? [`${titleOf(entry)} is new with this change, and excludes nothing before it is merged.`]
      : []),
    ...(entry.expires < today ? [`${titleOf(entry)} expired on ${entry.expires}: it excludes nothing any more.`] : []),
    ...(used.has(entry) ? [] : [`${titleOf(entry)} excludes nothing here: ${whyUnused(entry, ids)}`]),
  ]);
  return { subjects: excluded, notes };
}

function excludeRow(
  row: Row,
  exclusions: readonly Exclusion[],
  used: Set<Exclusion>,
  statusOf: (entry: Exclusion) => ExclusionView["status"],
): Row {
  if (!isBroader(row.direction)) return row;
  const verbs = broadenedVerbs(row.cells);
  const fitting = exclusions.filter(
    (entry) =>
      keyOf(catalogueName(entry) ?? entry) === keyOf(row) &&
      (!entry.verbs || entry.verbs.some((verb) => verbs.includes(verb))),
  );
  for (const entry of fitting) used.add(entry);
  const holding = fitting.filter((entry) => statusOf(entry) === "holds");
  const isWhole = holding.some((entry) => !entry.verbs);
  const excluded =
    isWhole ||
    (row.customize.added.length === 0 && verbs.every((verb) => holding.some((entry) => entry.verbs?.includes(verb))));
  return { ...row, exclusions: fitting.map((entry) => viewOf(entry, statusOf(entry))), excluded };
}

const viewOf = ({ reason, expires, verbs }: Exclusion, status: ExclusionView["status"]): ExclusionView => ({
  reason,
  expires,
  status,
  ...(verbs && { verbs }),
});

const titleOf = (entry: Exclusion): string => `The exclusion of ${nameOf(entry)} in ${entry.profile}`;

const whyUnused = ({ profile }: Exclusion, ids: readonly string[]): string =>
  ids.includes(profile)
    ? "nothing that it covers is broadened."
    : `there is no profile "${profile}"; ${suggest(nearest(profile, ids))}`;
