import { NONE } from "../core/model/permission";
import { plural } from "../pages/text";
import type { View } from "../review";
import { riskOfAll } from "../review/plan";
import { defaultRisks } from "../review/risks";
import { changedRows, rowOf } from "../review/rows";
import { countsOf, describeCounts, sumCounts } from "../review/summary";
import { type Fact, keyOf, type Status, type Subject } from "../review/view";
import type { MemberDiff, RoleDiff, SnapshotDiff } from "../snapshot/diff";
import type { Snapshot } from "../snapshot/model";
import type { Fate } from "../snapshot/pairById";

const STATUS: Readonly<Record<Fate, Status>> = { new: "new", gone: "removed", changed: "changed" };

/** What changed on a tenant as a review shows it: which way each level goes, how risky that is, and why. */
export function reviewOf(changes: SnapshotDiff, before: Snapshot, after: Snapshot): View {
  const subjects = [
    ...changes.roles.map((role) => roleSubject(role, before, after)),
    ...changes.members.map(memberSubject),
  ];
  const counts = sumCounts(subjects.map((subject) => subject.counts));
  const what = [
    ...(changes.roles.length > 0 ? [plural(changes.roles.length, "role")] : []),
    ...(changes.members.length > 0 ? [plural(changes.members.length, "member")] : []),
  ].join(", ");
  const summary = [what || "nothing changes", describeCounts(counts)].filter(Boolean).join("; ");
  return { title: changes.companyId, summary: `${changes.companyId}: ${summary}.`, subjects, counts, notes: [] };
}

function roleSubject({ id, name, fate, remarks, rows: changed }: RoleDiff, before: Snapshot, after: Snapshot): Subject {
  const settled = [after, before].map(({ roles }) => roles.find((role) => role.id === id)).find(Boolean)?.settings;
  const cellsOf = new Map(settled?.map((row) => [keyOf(row), row.cells]));
  const rows = changed.map(({ module, function: one, cells }) =>
    rowOf(
      {
        name: { module, function: one },
        changed: cells,
        settled: cellsOf.get(keyOf({ module, function: one })) ?? NONE,
      },
      defaultRisks(),
    ),
  );
  const tables = [{ label: "", rows, changed: changedRows(rows), texts: [] }];
  const risk = riskOfAll(rows);
  return {
    ...subjectOf(`Security role "${name}" (id ${id})`, fate, remarks),
    ...{ tables, ...(risk && { risk }), counts: countsOf(tables) },
  };
}

const memberSubject = ({ identifier, fate, fields }: MemberDiff): Subject =>
  subjectOf(
    `Member "${identifier}"`,
    fate,
    fields.map(({ field, before, after }) => `${field} ${before} → ${after}`),
  );

function subjectOf(name: string, fate: Fate, remarks: readonly string[]): Subject {
  const facts = remarks.map((what): Fact => ({ what, direction: "unchanged" }));
  const about = { kind: "tenant", id: name, name, status: STATUS[fate], digest: {} } as const;
  return { ...about, facts, tables: [], notes: [], problems: [], counts: countsOf([]) };
}
