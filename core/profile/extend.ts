import { VERBS, verbTitle } from "../model/level";
import { type LevelTable, NONE, rowIn, rowsOf, tableOf } from "../model/permission";
import type { ExtendingFile, Grant, GrantFile, OwnChange, Profile } from "../model/profile";
import type { FunctionName } from "../model/role";
import type { KeyedMessage } from "./document";
import { grantOf } from "./grant";
import { applyLayers, grantsOf, type LayerChanges, type LevelOverride, ownRow } from "./layers";
import { type NamedProfile, namedProfile, whyUnfound } from "./namedProfile";

/**
 * A profile that builds on another one, written out. What it says of a function holds for the other's variants alike; a
 * function that it takes out is out of the other's features, too.
 */
export function extendProfile(base: Profile, id: string, file: ExtendingFile): Profile {
  const named = namedProfile(base);
  const layer = { label: `profile ${id}`, entry: changesOf(file) };
  const source = file.source ?? base.source;
  const extended = (table: LevelTable<Grant>) =>
    described(grantsOf(applyLayers([...rowsOf(table)].map(ownRow), named, [layer]).rows), base, named, file);
  const grants = extended(base.grants);
  return {
    ...base,
    ...{ id, name: file.name, vendor: file.vendor ?? base.vendor, source, grants },
    unlisted: file.unlisted ?? base.unlisted,
    advice: [...base.advice, ...file.advice],
    features: [
      ...base.features.map((feature) => ({ ...feature, grants: withoutRows(feature.grants, named, file) })),
      ...Object.entries(file.features).map(([name, { why, permissions }]) => ({
        id: name,
        why,
        grants: tableOf(
          [...rowsOf(permissions)].map((entry) => ({ ...entry, row: grantOf(entry.row, why, source.url) })),
        ),
      })),
    ],
    variants: base.variants.map((variant) => ({ ...variant, grants: extended(variant.grants) })),
    extends: { id: base.id, changes: ownChanges(base.grants, grants, named, file) },
  };
}

/** What a profile that extends another one says of functions and features that the other hasn't, or has already. */
export function extendProblems(base: Profile, file: ExtendingFile): KeyedMessage[] {
  const named = namedProfile(base);
  const set = [...rowsOf(file.permissions ?? {})].map(({ module, function: name }) => ({ module, function: name }));
  const found = set.map((written) => ({ written, ...named.find(written) }));
  const problems = found.flatMap(({ written, name, ambiguous }, index) => {
    const keys = ["permissions", written.module, written.function];
    if (ambiguous) return [{ keys, message: ambiguous }];
    const isTwice = found.findIndex((other) => other.name === name) < index;
    return isTwice ? [{ keys, message: `"${name.module} › ${name.function}" is named twice` }] : [];
  });
  return [
    ...problems,
    ...takenOut(file).flatMap(({ why: _, ...written }) => {
      const { name, ambiguous, isOwn } = named.find(written);
      const keys = ["without", written.module, written.function];
      if (ambiguous) return [{ keys, message: ambiguous }];
      if (found.some((other) => other.name === name))
        return [{ keys, message: "taken out here, and given by permissions beside it" }];
      if (isOwn) return [];
      return [{ keys, message: `the profile "${base.id}" doesn't grant it: ${whyUnfound(written, named.functions)}` }];
    }),
    ...Object.keys(file.features)
      .filter((feature) => base.features.some(({ id }) => id === feature))
      .map((feature) => ({
        keys: ["features", feature],
        message: `the profile "${base.id}" has a feature of that name; choose another one`,
      })),
  ];
}

/** In the words of layers, whose reason is the row's own or else the profile's. */
const changesOf = ({ permissions = {}, without = {}, why }: ExtendingFile): LayerChanges => ({
  levels: Object.fromEntries(
    Object.entries(permissions).map(([module, functions]) => [
      module,
      Object.fromEntries(Object.entries(functions).map(([name, grant]) => [name, overrideOf(grant, why)])),
    ]),
  ),
  without: Object.fromEntries(Object.entries(without).map(([module, functions]) => [module, Object.keys(functions)])),
});

function overrideOf(grant: GrantFile, usualWhy: string): LevelOverride {
  if (typeof grant === "string") return { all: grant, why: usualWhy };
  const { all, add, edit, delete: remove, inquire, why = usualWhy } = grant;
  return { all, add, edit, delete: remove, inquire, why };
}

/** What an own row says besides its levels goes before what the other profile says of that function. */
function described(
  grants: LevelTable<Grant>,
  base: Profile,
  named: NamedProfile,
  { permissions = {}, source }: ExtendingFile,
): LevelTable<Grant> {
  const own = new Map([...rowsOf(permissions)].map(({ row, ...written }) => [named.find(written).name, row]));
  return tableOf(
    [...rowsOf(grants)].map((entry) => {
      const row = own.get(named.find(entry).name);
      if (row === undefined) return entry;
      const isNew = rowIn(base.grants, entry.module, entry.function) === undefined;
      const said = typeof row === "string" ? {} : row;
      return {
        ...entry,
        row: {
          ...entry.row,
          ...(said.customize && { customize: said.customize }),
          ...(said.ambiguity && { ambiguity: said.ambiguity }),
          ...(said.beyondSource && { beyondSource: said.beyondSource }),
          source: said.source ?? (isNew ? source?.url : undefined) ?? entry.row.source,
        },
      };
    }),
  );
}

function withoutRows(grants: LevelTable<Grant>, named: NamedProfile, file: ExtendingFile): LevelTable<Grant> {
  const out = takenOut(file).map((written) => named.find(written).name);
  return tableOf([...rowsOf(grants)].filter((entry) => !out.includes(named.find(entry).name)));
}

const takenOut = ({ without = {} }: ExtendingFile): (FunctionName & { why: string })[] =>
  Object.entries(without).flatMap(([module, functions]) =>
    Object.entries(functions).map(([name, why]) => ({ module, function: name, why })),
  );

function ownChanges(
  from: LevelTable<Grant>,
  to: LevelTable<Grant>,
  named: NamedProfile,
  file: ExtendingFile,
): OwnChange[] {
  const reasons = [
    ...[...rowsOf(file.permissions ?? {})].map(({ row, ...written }) => ({
      ...written,
      why: (typeof row === "object" && row.why) || file.why,
    })),
    ...takenOut(file),
  ];
  const levelsIn = (table: LevelTable<Grant>, name: FunctionName) =>
    [...rowsOf(table)].find((entry) => named.find(entry).name === name)?.row.levels ?? NONE;
  return reasons.flatMap(({ why, ...written }) => {
    const { name } = named.find(written);
    const [before, after] = [levelsIn(from, name), levelsIn(to, name)];
    const isChanged = VERBS.some((verb) => before[verb] !== after[verb]);
    return isChanged ? [{ module: name.module, function: name.function, before, after, why }] : [];
  });
}

/** `Finance › Invoicing: Edit All → None, Delete All → None (reason)` */
export function describeOwnChange({ module, function: name, before, after, why }: OwnChange): string {
  const verbs = VERBS.filter((verb) => before[verb] !== after[verb]);
  const levels = verbs.map((verb) => `${verbTitle(verb)} ${before[verb]} → ${after[verb]}`).join(", ");
  return `${module} › ${name}: ${levels} (${why})`;
}
