import { formatProblem } from "../../core/model/errors";
import type { Profile } from "../../core/model/profile";
import type { Risks } from "../../core/risk/risk";
import { firstOf, plural } from "../../pages/text";
import { tablesOf, UNREADABLE_BEFORE } from "../compare";
import { unlistedFacts } from "../facts";
import { riskOfAll } from "../plan";
import { byText } from "../rows";
import { countsOf } from "../summary";
import { type Fact, keyOf, type Row, type Status, type Subject, type Table } from "../view";
import { describeFact } from "../words";
import type { DesiredTenant, DesiredTenants } from "./desired";
import { acceptedFacts, settingFacts } from "./settings";

/**
 * What a change does to what tenants are asked for. Tenants that change alike are one subject, whatever their number. A row that
 * the profile's own subject shows isn't shown again at those who use the profile.
 * @param shown the subjects of the profiles
 */
export function compareTenants(
  before: readonly DesiredTenants[],
  after: readonly DesiredTenants[],
  shown: readonly Subject[],
  risks: Risks,
): Subject[] {
  const files = [...new Set([...before, ...after].map(({ file }) => file))].sort(byText);
  const compare = levelComparer(shown, risks);
  return files.flatMap((file) => {
    const ends = [before, after].map((all) => all.find((one) => one.file === file) ?? nothingIn(file));
    return compareFile(file, ends as [DesiredTenants, DesiredTenants], compare, risks);
  });
}

const nothingIn = (file: string): DesiredTenants => ({ file, files: [], tenants: [], settings: {}, problems: [] });

function compareFile(
  file: string,
  [before, after]: [DesiredTenants, DesiredTenants],
  compare: CompareLevels,
  risks: Risks,
) {
  const problems = after.problems.map(formatProblem);
  const title = file || "Stacks";
  if (problems.length > 0) return [subjectOf({ id: title, status: "unreadable", problems })];
  const former = new Map(before.tenants.map((tenant) => [tenant.name, tenant]));
  const current = new Map(after.tenants.map((tenant) => [tenant.name, tenant]));
  const changes = [...new Set([...former.keys(), ...current.keys()])]
    .sort(byText)
    .flatMap((name) => changeOf(former.get(name), current.get(name), compare, risks));
  const facts = [
    ...settingFacts(before.settings, after.settings, risks),
    ...defaultFacts([before, after], changes, risks),
  ];
  const notes = before.problems.length > 0 ? [UNREADABLE_BEFORE] : [];
  const isTold = facts.length + notes.length > 0;
  const ownSubjects = isTold ? [subjectOf({ id: file || "Pulumi.yaml", status: "changed", facts, notes })] : [];
  return [...ownSubjects, ...grouped(changes).map((alike) => tenantsSubject(file, alike))];
}

/** Defaults that no tenant's change tells: each says something of its own, or has no file. */
function defaultFacts(
  [before, after]: [DesiredTenants, DesiredTenants],
  changes: readonly TenantChange[],
  risks: Risks,
): Fact[] {
  const described = new Set(changes.flatMap(({ facts }) => facts.map(describeFact)));
  return settingFacts(before.defaults ?? {}, after.defaults ?? {}, risks)
    .filter((fact) => !described.has(describeFact(fact)))
    .map((fact) => ({ ...fact, what: `${fact.what} by default` }));
}

/** What becomes of one tenant. */
interface TenantChange {
  readonly name: string;
  readonly status: Status;
  readonly facts: readonly Fact[];
  readonly tables: readonly Table[];
  readonly notes: readonly string[];
}

const NOBODY: Omit<DesiredTenant, "name"> = { settings: {}, profiles: [], accepted: [] };

function changeOf(
  before: DesiredTenant | undefined,
  after: DesiredTenant | undefined,
  compare: CompareLevels,
  risks: Risks,
): TenantChange[] {
  const name = (after ?? before)?.name ?? "";
  if (!after) return [{ name, status: "removed", facts: [], tables: [], notes: [TENANT_REMOVED] }];
  const from = before ?? { name, ...NOBODY };
  const former = new Map(from.profiles.map((profile) => [profile.id, profile]));
  // A stack that names another profile gives its one role other levels: they are compared.
  const replaced = from.profiles.length === 1 && after.profiles.length === 1 ? from.profiles[0] : undefined;
  const dropped = from.profiles.filter(({ id }) => id !== replaced?.id && !after.profiles.some((one) => one.id === id));
  const pairs = after.profiles.map((profile) => ({ profile, was: former.get(profile.id) ?? replaced }));
  const unlisted = pairs
    .filter(({ profile, was }) => profile.profile && was?.id !== profile.id)
    .flatMap(({ profile, was }) =>
      unlistedFacts(was?.profile?.unlisted ?? "exact", profile.profile?.unlisted ?? "exact", risks),
    );
  const facts = [
    ...settingFacts(from.settings, after.settings, risks),
    ...pairs.flatMap(({ profile, was }) => settingFacts(was?.settings ?? {}, profile.settings, risks, profile.id)),
    ...dropped.map(({ id }): Fact => ({ kind: "setting", what: "profile", before: id, direction: "narrowed" })),
    ...unlisted,
    ...acceptedFacts(from.accepted, after.accepted, risks),
  ];
  const tables = pairs.flatMap(({ profile, was }) =>
    compare(profile.id, was?.profile, profile.profile, was?.id === profile.id),
  );
  const notes = after.profiles.flatMap(({ id, profile }) =>
    profile ? [] : [`There is no profile "${id}" that can be read.`],
  );
  const isChanged = !before || facts.length > 0 || tables.length > 0;
  return isChanged ? [{ name, status: before ? "changed" : "new", facts, tables, notes }] : [];
}

const TENANT_REMOVED = "What is there stays there: nothing is destroyed by this alone.";

type CompareLevels = (
  id: string,
  before: Profile | undefined,
  after: Profile | undefined,
  isSameProfile: boolean,
) => readonly Table[];

/** Compares effective profiles; tenants share them, so that each pair is compared once. */
function levelComparer(shown: readonly Subject[], risks: Risks): CompareLevels {
  const cachedTables = new Map<Profile | undefined, Map<Profile | undefined, readonly Table[]>>();
  return (id, before, after, isSameProfile) => {
    if (before === after || !after) return [];
    const ofBefore = cachedTables.get(before) ?? new Map<Profile | undefined, readonly Table[]>();
    cachedTables.set(before, ofBefore);
    const found = ofBefore.get(after);
    if (found) return found;
    const shownRows = isSameProfile ? rowsShown(shown.find((subject) => subject.id === id)) : new Set<string>();
    const tables = tablesOf(before, after, risks)
      .map((table) => ({ ...table, texts: [], label: [id, table.label].filter(Boolean).join(", ") }))
      .map((table) => ({ ...table, changed: table.changed.filter((row) => !shownRows.has(changeIn(row))) }))
      .filter(({ changed }) => changed.length > 0);
    ofBefore.set(after, tables);
    return tables;
  };
}

const rowsShown = (subject: Subject | undefined) =>
  new Set(subject?.tables.flatMap(({ changed }) => changed.map(changeIn)));

/** What a row says that changes, without the reasons. */
const changeIn = (row: Row): string => JSON.stringify([keyOf(row), row.cells, row.customize]);

/** Tenants that change alike; a new one has an address, a company and keys of its own, which makes no difference. */
function grouped(changes: readonly TenantChange[]): TenantChange[][] {
  const groups = new Map<string, TenantChange[]>();
  for (const change of changes) {
    const facts =
      change.status === "new" ? change.facts.filter(({ what }) => !OWN_TO_EACH.includes(what)) : change.facts;
    const key = JSON.stringify([change.status, facts, change.tables.map(keyOfTable), change.notes]);
    const alike = groups.get(key);
    if (alike) alike.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

const OWN_TO_EACH = ["companyId", "site", "codebase"];

const keyOfTable = memoized(({ label, changed }: Table) => JSON.stringify([label, changed.map(changeIn)]));

function memoized<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

/** More names in a title nobody reads; the JSON has them all. */
const NAMED = 3;

function tenantsSubject(file: string, alike: readonly TenantChange[]): Subject {
  const [first] = alike as [TenantChange];
  const names = alike.map(({ name }) => name);
  const name = firstOf(names, NAMED);
  const id = file
    ? `${file}: ${names.length > 1 ? plural(names.length, "tenant") : name}`
    : names.length > 1
      ? plural(names.length, "stack")
      : name;
  const { status, tables, notes } = first;
  return subjectOf({
    ...{ id, name: names.length > 1 ? name : id, status, tables, notes, tenants: names },
    kind: file ? "tenant" : "stack",
    facts: first.facts.map((fact) => valuesOfAll(fact, alike)),
  });
}

/** More values of one setting in a line are told by their number. */
const VALUES = 10;

/** A fact with all values there are, where each tenant has its own. */
function valuesOfAll(fact: Fact, alike: readonly TenantChange[]): Fact {
  const found = alike.map(({ facts }) => facts.find(({ what }) => what === fact.what)?.after);
  const values = [...new Set(found)];
  if (values.length < 2) return fact;
  const after = values.length > VALUES ? `${values.length.toLocaleString("en")} different ones` : values.join(", ");
  return { ...fact, after };
}

/** A subject with what follows from its tables, and nothing of what isn't given. */
export function subjectOf(parts: Partial<Subject> & Pick<Subject, "id" | "status">): Subject {
  const tables = parts.tables ?? [];
  const risk = riskOfAll(tables.flatMap(({ rows }) => rows));
  return {
    kind: "file",
    name: parts.id,
    digest: {},
    ...(risk && { risk }),
    ...{ facts: [], tables, notes: [], problems: [] },
    counts: countsOf(tables),
    ...parts,
  };
}
