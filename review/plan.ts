import type { Cell, Verb } from "../core/model/level";
import { type LevelTable, NONE, rowsOf } from "../core/model/permission";
import type { Grant } from "../core/model/profile";
import type { FunctionName, RoleSetting } from "../core/model/role";
import { type Change, describe } from "../core/plan/change";
import { byWebClient } from "../core/plan/plan";
import { highest } from "../core/risk/risk";
import { defaultRisks } from "./risks";
import { changedRows, levelChanges, rowOf } from "./rows";
import { countsOf, describeCounts } from "./summary";
import { type Fact, keyOf, nameOf, type Row, type Subject, type Table, type View } from "./view";

/** A plan of a live tenant, as {@link plan} made it. */
export interface PlanToReview {
  /** Whose plan it is, for people: `Integration Sync on acme`. */
  readonly title: string;
  readonly changes: readonly Change[];
  /** The profile's grants in the tenant's own names, for reasons and sources; without them a change stands alone. */
  readonly grants?: LevelTable<Grant>;
  /** The role as read: tells which verbs a row lacks, and shows the functions that don't change. */
  readonly observed?: readonly RoleSetting[];
  /** The page that documents the profile. */
  readonly source?: { readonly title: string; readonly url: string };
  /** Of all that is asked of the role, see `askedDigest`. */
  readonly digest?: string;
  readonly notes?: readonly string[];
}

/** The view of one tenant's plan. A role or member that is made or changed is a fact beside the levels. */
export function reviewPlan(reviewed: PlanToReview): View {
  const { title, changes, grants = {}, observed = [], source, digest, notes = [] } = reviewed;
  const rows = rowsOfPlan(changes, grants, observed);
  const tables: Table[] = [{ label: "", rows, changed: changedRows(rows), texts: [] }];
  const facts = changes.filter(({ subject }) => subject !== "levels").map(factOf);
  const risk = riskOfAll(rows);
  const subject: Subject = {
    kind: "tenant",
    id: title,
    name: title,
    status: changes.length > 0 ? "changed" : "unchanged",
    ...(source && { source: { title: source.title, url: source.url } }),
    digest: { ...(digest && { after: digest }) },
    ...(risk && { risk }),
    facts,
    tables,
    notes,
    problems: [],
    counts: countsOf(tables),
  };
  const what = [describeCounts(subject.counts), ...facts.map((fact) => fact.what)].filter(Boolean).join(", ");
  const summary = `${title}: ${what || "no change"}.`;
  return { title, summary, subjects: [subject], counts: subject.counts, notes: [] };
}

const factOf = (change: Change): Fact => ({ what: describe(change), direction: "unchanged" });

function rowsOfPlan(
  changes: readonly Change[],
  grants: LevelTable<Grant>,
  observed: readonly RoleSetting[],
): readonly Row[] {
  const changed = levelChanges(changes);
  const granted = new Map([...rowsOf(grants)].map((entry) => [keyOf(entry), entry]));
  const settings = new Map(observed.map((setting) => [keyOf(setting), setting]));
  const names = new Map<string, FunctionName>([...settings, ...granted, ...changed]);
  return [...names]
    .sort(([, a], [, b]) => byWebClient(a, b))
    .map(([key, { module, function: name }]) => {
      const change = changed.get(key);
      const grant = granted.get(key)?.row;
      const settled: Readonly<Record<Verb, Cell>> = settings.get(key)?.cells ?? grant?.levels ?? NONE;
      const cells = change?.cells ?? [];
      const input = { name: { module, function: name }, changed: cells, settled, before: grant, after: grant };
      return rowOf({ ...input, manual: change?.kind === "manual" }, defaultRisks());
    });
}

/** The highest risk among what rows grant, and where. */
export function riskOfAll(rows: readonly Row[]): Subject["risk"] {
  const risks = rows.flatMap((row) => (row.grantRisk ? [{ ...row.grantRisk, at: nameOf(row) }] : []));
  return highest(risks);
}
