import { RANKS, type Rank } from "../core/risk/risk";
import { plural } from "../pages/text";
import { type Counts, isBroader, isChanged, keyOf, type Row, type Status, type Subject, type Table } from "./view";

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

export const addedUp = (all: readonly Counts[]): Counts => {
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

/** `2 profiles change: 3 functions broadened (1 high risk), 1 narrowed.` */
export function summaryOf(subjects: readonly Subject[], counts: Counts): string {
  const withStatus = (status: Status) => subjects.filter((subject) => subject.status === status).length;
  const unreadable = withStatus("unreadable");
  const changing = subjects.filter(isChanged).length - unreadable;
  const kinds = (["new", "removed"] as const).filter((status) => withStatus(status) > 0);
  const ofThose = kinds.map((status) => `${withStatus(status)} ${status}`).join(", ");
  const broadeningFacts = subjects
    .flatMap(({ facts }) => facts)
    .filter(({ direction }) => isBroader(direction))
    .map(({ what, after }) => `${what}: ${after}`);
  const parts = [describeCounts(counts), ...new Set(broadeningFacts)].filter(Boolean);
  const who = plural(changing, "profile changes", "profiles change") + (ofThose && ` (${ofThose})`);
  const change = parts.length > 0 ? `${who}: ${parts.join(", ")}` : `${who}, but no level`;
  return [
    unreadable > 0 && `${plural(unreadable, "profile")} can't be read`,
    changing > 0 ? change : withStatus("same-effect") > 0 ? "No profile changes in effect" : "No profile changes",
  ]
    .filter(Boolean)
    .join("; ")
    .concat(".");
}
