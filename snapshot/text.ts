import { describeRow } from "../core/plan/change";
import { firstOf, plural } from "../pages/text";
import { isEmpty, type MemberDiff, type RoleDiff, type SnapshotDiff } from "./diff";
import type { Fate } from "./pairById";
import type { PlaceDiff } from "./places";

const NAMED = 10;

/** What changed since a snapshot, as lines. */
export function diffLines(diff: SnapshotDiff, since: string): string[] {
  if (isEmpty(diff)) return [`${diff.companyId}: nothing changed since ${since}.`];
  const { companyId, version, functions, roles, members, locations, businessUnits } = diff;
  const broader = roles.flatMap(({ rows }) => rows).filter((row) => row.isBroadened).length;
  const summary = [
    ...(roles.length > 0 ? [`${plural(roles.length, "role")} (${plural(broader, "function")} broader)`] : []),
    ...(members.length > 0 ? [plural(members.length, "member")] : []),
    ...(locations.length > 0 ? [plural(locations.length, "location")] : []),
    ...(businessUnits.length > 0 ? [plural(businessUnits.length, "business unit")] : []),
    ...(version ? ["the version"] : []),
    ...(functions.new.length + functions.gone.length > 0 ? ["the functions"] : []),
  ];
  return [
    `${companyId}, changed since ${since}: ${summary.join(", ")}.`,
    ...(version ? ["", `Version ${version.before} → ${version.after}`] : []),
    ...functionLines("New functions", functions.new),
    ...functionLines("Functions that are gone", functions.gone),
    ...roles.flatMap(roleLines),
    ...(members.length > 0 ? ["", ...members.map(memberLine)] : []),
    ...locations.flatMap((place) => placeLines("Location", place)),
    ...businessUnits.flatMap((place) => placeLines("Business unit", place)),
  ];
}

const functionLines = (title: string, names: SnapshotDiff["functions"]["new"]): string[] =>
  names.length === 0
    ? []
    : [
        "",
        `${title}: ${firstOf(
          names.map(({ module, function: name }) => `${module} › ${name}`),
          NAMED,
        )}`,
      ];

const FATES: Readonly<Record<Fate, string>> = { new: " is new", gone: " is gone", changed: "" };

const roleLines = ({ name, id, fate, remarks, rows }: RoleDiff): string[] => [
  "",
  `Security role "${name}" (id ${id})${FATES[fate]}`,
  ...remarks.map((remark) => `  ${remark}`),
  ...rows.map((row) => `  ${describeRow(row)}${row.isBroadened ? "  (broader)" : ""}`),
];

const placeLines = (kind: string, { name, id, fate, remarks }: PlaceDiff): string[] => [
  "",
  `${kind} "${name}" (id ${id})${FATES[fate]}`,
  ...remarks.map((remark) => `  ${remark}`),
];

/** `Member "wisesync": security role Desk → Admin` */
export function memberLine({ identifier, fate, fields }: MemberDiff): string {
  const changes = fields.map(({ field, before, after }) => `${field} ${before} → ${after}`).join(", ");
  return `Member "${identifier}"${FATES[fate]}${changes === "" ? "" : `: ${changes}`}`;
}
