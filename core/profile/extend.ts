import { type LevelTable, rowsOf, tableOf } from "../model/permission";
import type { ExtendingProfileFile, Feature, Grant, Profile, ProfileOrigin, TakenOut } from "../model/profile";
import { changeProblems, setProblems, unknownNames } from "./changeProblems";
import { applyChanges, applyToFeature, type Changes, grantsOf, type Layered, rowsFrom, unchangedRows } from "./changes";
import type { KeyedMessage } from "./document";
import { type NamedProfile, namedProfile } from "./names";
import { writtenOutRows } from "./writtenOut";

interface ExtendedProfile {
  /** Missing when there are problems. */
  readonly profile?: Profile;
  readonly problems: readonly KeyedMessage[];
  /** Functions that neither the base nor the catalogue has. */
  readonly unknownNames: readonly KeyedMessage[];
}

/**
 * The profile that a file makes of its base: the base's functions with the file's changes, in its variants and features
 * alike, and the file's own features besides. What is found at a tenant is as if a layer of a fleet's file said it: chosen
 * features don't give back what is taken out.
 */
export function extend(base: Profile, origin: ProfileOrigin, id: string, file: ExtendingProfileFile): ExtendedProfile {
  const { name, why, vendor = base.vendor, source = base.source, unlisted = base.unlisted } = file;
  const named = namedProfile({ ...base, source, unlisted });
  const changes = changesOf(id, file);
  const own = ownFeatures(file, source.url);
  const problems = [
    ...changeProblems(changes, named, named.functions),
    ...own.flatMap((feature) => [...featureProblems(feature, base), ...setProblems(feature, named)]),
  ];
  const unknown = [...unknownNames(changes, named), ...own.flatMap((feature) => unknownNames(feature, named))];
  if (problems.length > 0) return { problems, unknownNames: unknown };
  const rowsBefore = (grants: LevelTable<Grant>) => unchangedRows(rowsFrom(base.id, grants), named);
  const changed = (grants: LevelTable<Grant>) => applyChanges(rowsBefore(grants), named, changes);
  const main = changed(base.grants);
  const without = [...takenOutBefore(base, changes, named), ...takenOut(main)];
  const profile: Profile = {
    ...{ id, name, vendor, source, unlisted, advice: file.advice ?? base.advice },
    grants: grantsOf(main),
    features: [
      ...base.features.map((feature) => ({
        ...feature,
        grants: grantsOf(applyToFeature(rowsBefore(feature.grants), named, changes)),
      })),
      ...own.map(({ content }) => ({ ...content, grants: inSpellingOf(named, content.grants) })),
    ],
    variants: base.variants.map((variant) => ({ ...variant, grants: grantsOf(changed(variant.grants)) })),
    extends: [{ id: base.id, origin, why }, ...(base.extends ?? [])],
    ...(without.length > 0 && { without }),
  };
  return { profile, problems: [], unknownNames: unknown };
}

const changesOf = (id: string, { permissions, without }: ExtendingProfileFile): Changes => ({
  by: id,
  sets: written(permissions, ["permissions"]),
  takesOut: written(without, ["without"]).map(({ row, ...name }) => ({ ...name, why: row })),
});

/** The functions of a table, each with where it stands in the file. */
const written = <Row>(table: LevelTable<Row>, keys: readonly PropertyKey[]) =>
  [...rowsOf(table)].map((row) => ({ ...row, keys: [...keys, row.module, row.function] }));

const ownFeatures = ({ features }: ExtendingProfileFile, source: string) =>
  Object.entries(features).map(([id, { why, permissions }]) => ({
    content: { id, why, grants: writtenOutRows(permissions, why, source) } satisfies Feature,
    sets: written(permissions, ["features", id, "permissions"]),
  }));

type OwnFeature = ReturnType<typeof ownFeatures>[number];

const featureProblems = ({ content: { id } }: OwnFeature, base: Profile): KeyedMessage[] =>
  base.features.some((feature) => feature.id === id)
    ? [
        {
          keys: ["features", id],
          message: `the profile "${base.id}" has a feature "${id}" already; name this one otherwise`,
        },
      ]
    : [];

/** So that a feature adds to the base's own row. */
const inSpellingOf = (named: NamedProfile, grants: LevelTable<Grant>): LevelTable<Grant> =>
  tableOf([...rowsOf(grants)].map(({ row, ...name }) => ({ ...named.find(name).name, row })));

const takenOut = ({ without }: Layered): TakenOut[] => [...without].map(([name, change]) => ({ ...name, ...change }));

/** What the base's own bases and itself took out, and these changes don't give back. */
function takenOutBefore({ without = [] }: Profile, changes: Changes, named: NamedProfile): TakenOut[] {
  const now = [...changes.sets, ...changes.takesOut].map((written) => named.find(written).name);
  return without.filter((before) => !now.includes(named.find(before).name));
}
