import { RANKS, type Rank } from "../core/risk/risk";
import { firstOf, plural } from "../pages/text";
import { type Counts, isBroader, isChanged, isToApprove, keyOf, type Row, type Subject, type Table } from "./view";

/** Each function once, however many tables of a profile it changes in. */
export function countsOf(tables: readonly Table[]): Counts {
  const rows = tables.flatMap(({ changed }) => changed);
  const distinct = (fits: (row: Row) => boolean) => new Set(rows.filter(fits).map(keyOf)).size;
  const broadened = rows.filter(({ direction }) => isBroader(direction));
  const names = new Set(broadened.map(keyOf));
  const counted = new Set<string>();
  const ofRank = (rank: Rank) => {
    const found = broadened.filter((row) => row.broadeningRisk?.rank === rank && !counted.has(keyOf(row)));
    for (const row of found) counted.add(keyOf(row));
    return new Set(found.map(keyOf)).size;
  };
  const [high, medium, low] = [ofRank("high"), ofRank("medium"), ofRank("low")];
  return {
    broadened: names.size,
    broadenedByRisk: { low, medium, high },
    excluded: names.size - distinct((row) => isBroader(row.direction) && !row.excluded),
    narrowed: distinct((row) => row.direction === "narrowed" && !names.has(keyOf(row))),
  };
}

export const sumCounts = (all: readonly Counts[]): Counts => {
  const sum = (count: (counts: Counts) => number) => all.reduce((total, counts) => total + count(counts), 0);
  return {
    broadened: sum(({ broadened }) => broadened),
    broadenedByRisk: Object.fromEntries(
      RANKS.map((rank) => [rank, sum(({ broadenedByRisk }) => broadenedByRisk[rank])]),
    ) as Record<Rank, number>,
    excluded: sum(({ excluded }) => excluded),
    narrowed: sum(({ narrowed }) => narrowed),
  };
};

/** `3 functions broadened (1 high risk), 1 narrowed`; empty where no level changes. */
export function describeCounts({ broadened, broadenedByRisk, excluded, narrowed }: Counts): string {
  const marks = [
    ...RANKS.toReversed()
      .filter((rank) => rank !== "low" && broadenedByRisk[rank] > 0)
      .map((rank) => `${broadenedByRisk[rank]} ${rank} risk`),
    ...(excluded > 0 ? [`${excluded} excluded`] : []),
  ];
  const up = `${plural(broadened, "function")} broadened${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`;
  const down = broadened > 0 ? `${narrowed} narrowed` : `${plural(narrowed, "function")} narrowed`;
  return [broadened > 0 && up, narrowed > 0 && down].filter(Boolean).join(", ");
}

/** `2 profiles and 1 tenant change: 3 functions broadened (1 high risk), 1 narrowed; to approve: site.` */
export function summaryOf(subjects: readonly Subject[], counts: Counts): string {
  const unreadable = subjects.filter(({ status }) => status === "unreadable");
  const changing = subjects.filter((subject) => isChanged(subject) && subject.status !== "unreadable");
  const facts = changing.flatMap((subject) => subject.facts).filter(isToApprove);
  const ofProfiles = facts.filter(({ kind }) => kind === undefined).map(({ what, after }) => `${what}: ${after}`);
  const toApprove = facts.filter(({ kind }) => kind !== undefined).map(({ what }) => what);
  const parts = [
    describeCounts(counts),
    ...new Set(ofProfiles),
    toApprove.length > 0 && `to approve: ${firstOf([...new Set(toApprove)], NAMED)}`,
  ].filter(Boolean);
  const who = nounsOf(changing, "changes", "change") + kindsOf(changing);
  const change = parts.length > 0 ? `${who}: ${parts.join(", ")}` : `${who}, but no level`;
  const isRewritten = subjects.some(({ status }) => status === "same-effect");
  return [
    unreadable.length > 0 && nounsOf(unreadable, "can't be read", "can't be read"),
    changing.length > 0 ? change : isRewritten ? "No permission changes in effect" : "No permission changes",
  ]
    .filter(Boolean)
    .join("; ")
    .concat(".");
}

/** How many profiles, tenants or stacks a subject stands for. */
const sizeOf = ({ tenants }: Subject): number => tenants?.length ?? 1;
const sizeOfAll = (subjects: readonly Subject[]) => subjects.reduce((sum, subject) => sum + sizeOf(subject), 0);

/** `1 profile changes`, `1 profile, 3 tenants and Code change` */
function nounsOf(subjects: readonly Subject[], verb: string, verbOfSeveral: string): string {
  const counted = (["profile", "tenant", "stack"] as const).flatMap((kind) => {
    const count = sizeOfAll(subjects.filter((subject) => subject.kind === kind));
    return count > 0 ? [plural(count, kind)] : [];
  });
  const files = subjects.filter(({ kind }) => kind === "file").map(({ id }) => id);
  const nouns = [...counted, ...files];
  const isOne = nouns.length === 1 && sizeOfAll(subjects) === 1;
  return `${nouns.slice(0, -1).join(", ")}${nouns.length > 1 ? " and " : ""}${nouns.at(-1) ?? ""} ${isOne ? verb : verbOfSeveral}`;
}

/** ` (1 new, 2 removed)` */
function kindsOf(subjects: readonly Subject[]): string {
  const counts = (["new", "removed"] as const).flatMap((status) => {
    const count = sizeOfAll(subjects.filter((subject) => subject.status === status));
    return count > 0 ? [`${count.toLocaleString("en")} ${status}`] : [];
  });
  return counts.length > 0 ? ` (${counts.join(", ")})` : "";
}

const NAMED = 5;
