import { isDeepStrictEqual } from "node:util";
import { NOT_ASKED } from "../core/model/capability";
import { distinctProblems, formatProblem, type Problem } from "../core/model/errors";
import { VERBS } from "../core/model/level";
import { type Cells, type LevelTable, NONE, rowsOf } from "../core/model/permission";
import type { Grant, Profile } from "../core/model/profile";
import type { RoleSetting, Unlisted } from "../core/model/role";
import { isAtMost } from "../core/model/version";
import { digestOf } from "../core/plan/digest";
import { byWebClient, plan } from "../core/plan/plan";
import { inCatalogueNames } from "../core/profile/canonical";
import { variantFor } from "../core/profile/choose";
import type { FoundProfile } from "../core/profile/library";
import { levelsOf } from "../core/profile/parse";
import type { Risks } from "../core/risk/risk";
import { plural } from "../pages/text";
import { factsOf, textsOf } from "./facts";
import { riskOfAll } from "./plan";
import { byText, changedRows, levelChanges, rowOf } from "./rows";
import { spellingFacts } from "./spelling";
import { countsOf } from "./summary";
import { type Fact, KEPT, keyOf, type Row, type Status, type Subject, type Table } from "./view";

/** What becomes of one profile; `undefined` is an end where there is none of that id. */
export function compareProfile(
  id: string,
  former: FoundProfile | undefined,
  to: FoundProfile | undefined,
  risks: Risks,
): Subject {
  const wasReadable = !former || former.problems.length === 0;
  const from = wasReadable ? former : undefined;
  const written = { before: from?.profile, after: to?.profile };
  const [old, current] = [written.before, written.after].map((profile) => profile && inCatalogueNames(profile));
  const problems = distinctProblems(to?.problems ?? []).map(formatProblem);
  const tables = problems.length > 0 ? [] : tablesOf(old, current, risks);
  const respelt = written.before && written.after ? spellingFacts(written.before, written.after) : [];
  const facts =
    problems.length > 0 || !current ? [] : [...originFacts(from, to), ...factsOf(old, current, risks), ...respelt];
  const status = problems.length > 0 ? "unreadable" : statusOf(from, to, tables, facts);
  const { name = id, source, extends: bases } = current ?? old ?? {};
  const risk = riskOfAll(tables.flatMap(({ rows }) => rows));
  return {
    kind: "profile",
    id,
    name,
    status,
    ...(source && { source: { title: source.title, url: source.url } }),
    ...(bases && { extends: bases.map((base) => base.id) }),
    digest: {
      ...(written.before && { before: digestOf(written.before) }),
      ...(written.after && { after: digestOf(written.after) }),
    },
    ...(risk && { risk }),
    facts,
    tables,
    notes: [
      ...(status === "removed" ? [REMOVED] : []),
      ...(!wasReadable && problems.length === 0 ? [UNREADABLE_BEFORE] : []),
      ...(status !== "unchanged" && to?.shadowsLibrary ? [SHADOWS] : []),
      ...(status === "unchanged" ? [] : describeUnknown(to?.unknownNames ?? [])),
    ],
    problems,
    counts: countsOf(tables),
  };
}

/** Where the profile of an id is from now: a file of one's own takes the place of the library's, or gives it back. */
function originFacts(from: FoundProfile | undefined, to: FoundProfile | undefined): Fact[] {
  if (!from || !to || from.origin === to.origin) return [];
  const [before, after] = [from, to].map(({ origin }) => (origin === "own" ? "your own" : "the library's"));
  return [{ what: "profile", before, after, direction: "unchanged" } as Fact];
}

/** What can't be compared is approved as a whole. */
export const UNREADABLE_BEFORE = "It couldn't be read before this change: all of it counts as new.";
const SHADOWS = "Your own profile is used instead of the library's of the same id.";
const REMOVED = "No tenant changes by this alone: a stack that names the profile fails until it names another one.";

/** More of them say nothing new: a module that the catalogue doesn't know brings all its functions. */
const UNKNOWN_SHOWN = 3;

function describeUnknown(unknown: readonly Problem[]): string[] {
  const more = unknown.length - UNKNOWN_SHOWN;
  return [
    ...unknown.slice(0, UNKNOWN_SHOWN).map(formatProblem),
    ...(more > 0 ? [`${plural(more, "more name")} that the catalogue doesn't know: cwroles profiles validate`] : []),
  ];
}

function statusOf(
  before: FoundProfile | undefined,
  after: FoundProfile | undefined,
  tables: readonly Table[],
  facts: readonly Fact[],
): Status {
  if (!after) return "removed";
  if (!before) return "new";
  if (facts.length > 0 || tables.some(({ changed, texts }) => changed.length + texts.length > 0)) return "changed";
  return isDeepStrictEqual(before.texts, after.texts) ? "unchanged" : "same-effect";
}

/** One set of permissions, as a tenant gets it. */
interface RequestedPermissions extends Pick<Profile, "without"> {
  readonly grants: LevelTable<Grant>;
  readonly unlisted: Unlisted;
  /** Whether the permissions of the whole profile stand in for a variant that isn't there. */
  readonly isStandIn?: boolean;
}

const NOTHING: RequestedPermissions = { grants: {}, unlisted: "exact" };

/** The permissions, then those of each range of versions that either end tells apart, then what each feature adds. */
export function tablesOf(before: Profile | undefined, after: Profile | undefined, risks: Risks): Table[] {
  const ends = [before, after].filter((profile) => profile !== undefined);
  const sources = ends.map(({ source }) => source.url);
  const table = (label: string, requested: (profile: Profile) => RequestedPermissions): Table => {
    const [from, to] = [before ? requested(before) : NOTHING, after ? requested(after) : NOTHING];
    const rows = compareRows(from, to, risks);
    const texts = from.isStandIn || to.isStandIn ? [] : textsOf(from.grants, to.grants, sources);
    return { label, rows, changed: changedRows(rows), texts };
  };
  const versions = [...new Set(ends.flatMap(({ variants }) => variants.map(({ upTo }) => upTo)))];
  const features = [...new Set(ends.flatMap((profile) => profile.features.map(({ id }) => id)))];
  return [
    table("", (profile) => profile),
    ...versions
      .sort((a, b) => (isAtMost(a, b) ? -1 : 1))
      .map((upTo) => table(`tenants up to ${upTo}`, (profile) => requestedUpTo(profile, upTo))),
    ...features.sort(byText).map((id) => table(`feature ${id}`, (profile) => requestedByFeature(profile, id))),
  ];
}

function requestedUpTo({ grants, unlisted, variants, without = [] }: Profile, upTo: string): RequestedPermissions {
  const variant = variantFor(variants, upTo);
  return { grants: variant?.grants ?? grants, unlisted, without, isStandIn: variant?.upTo !== upTo };
}

/** What a feature doesn't name, it leaves to the rest of the profile: it adds None. */
const requestedByFeature = ({ features, without = [] }: Profile, id: string): RequestedPermissions => ({
  grants: features.find((feature) => feature.id === id)?.grants ?? {},
  unlisted: "exact",
  without,
});

const LEFT: Cells = { add: KEPT, edit: KEPT, delete: KEPT, inquire: KEPT };

/** Every function that either end names, in the order of the web client. */
function compareRows(before: RequestedPermissions, after: RequestedPermissions, risks: Risks): Row[] {
  const [old, current] = [byKey(before.grants), byKey(after.grants)];
  const settings = [...new Map([...old, ...current])].map(([key, { module, function: name }]): RoleSetting => {
    const cells = old.get(key)?.row.levels ?? (before.unlisted === "keep" ? LEFT : NONE);
    return { id: 0, module, function: name, cells };
  });
  const desired = { name: "", levels: levelsOf(after.grants), unlisted: after.unlisted };
  const takenOut = new Map(after.without?.map((taken) => [keyOf(taken), taken]));
  const changes = levelChanges(plan({ role: { settings } }, { role: desired }, NOT_ASKED).changes);
  return settings.sort(byWebClient).map(({ module, function: name, cells }) => {
    const key = keyOf({ module, function: name });
    const grant = current.get(key)?.row;
    const isLetGo = !grant && after.unlisted === "keep";
    return rowOf(
      {
        name: { module, function: name },
        changed: isLetGo
          ? VERBS.map((verb) => ({ verb, before: cells[verb], after: KEPT }))
          : (changes.get(key)?.cells ?? []),
        settled: grant?.levels ?? NONE,
        before: old.get(key)?.row,
        after: grant,
        takenOut: takenOut.get(key),
      },
      risks,
    );
  });
}

const byKey = (grants: LevelTable<Grant>) => new Map([...rowsOf(grants)].map((entry) => [keyOf(entry), entry]));
