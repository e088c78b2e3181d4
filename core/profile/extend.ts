import { type LevelTable, rowsOf, tableOf } from "../model/permission";
import type { ExtendingProfileFile, Feature, Grant, Profile, ProfileOrigin, TakenOut } from "../model/profile";
import { changeProblems, setProblems, unknownNames } from "./changeProblems";
import { applyChanges, applyToFeature, type Changes, grantsOf, type Layered, rowsFrom, unchangedRows } from "./changes";
import type { KeyedMessage } from "./document";
import { expandRows } from "./expandProfile";
import { type IndexedProfile, indexProfile } from "./names";

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
  const profileIndex = indexProfile({ ...base, source, unlisted });
  const changes = changesOf(id, file);
  const addedFeatures = ownFeatures(file, source.url);
  const problems = [
    ...changeProblems(changes, profileIndex, profileIndex.functions),
    ...addedFeatures.flatMap((feature) => [...featureProblems(feature, base), ...setProblems(feature, profileIndex)]),
  ];
  const unknown = [
    ...unknownNames(changes, profileIndex),
    ...addedFeatures.flatMap((feature) => unknownNames(feature, profileIndex)),
  ];
  if (problems.length > 0) return { problems, unknownNames: unknown };
  const rowsBefore = (grants: LevelTable<Grant>) => unchangedRows(rowsFrom(base.id, grants), profileIndex);
  const changed = (grants: LevelTable<Grant>) => applyChanges(rowsBefore(grants), profileIndex, changes);
  const main = changed(base.grants);
  const without = [...takenOutBefore(base, changes, profileIndex), ...takenOut(main)];
  const profile: Profile = {
    ...{ id, name, vendor, source, unlisted, advice: file.advice ?? base.advice },
    grants: grantsOf(main),
    features: [
      ...base.features.map((feature) => ({
        ...feature,
        grants: grantsOf(applyToFeature(rowsBefore(feature.grants), profileIndex, changes)),
      })),
      ...addedFeatures.map(({ content }) => ({ ...content, grants: inSpellingOf(profileIndex, content.grants) })),
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
    content: { id, why, grants: expandRows(permissions, why, source) } satisfies Feature,
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
const inSpellingOf = (profileIndex: IndexedProfile, grants: LevelTable<Grant>): LevelTable<Grant> =>
  tableOf([...rowsOf(grants)].map(({ row, ...name }) => ({ ...profileIndex.find(name).name, row })));

const takenOut = ({ without }: Layered): TakenOut[] => [...without].map(([name, change]) => ({ ...name, ...change }));

/** What the base's own bases and itself took out, and these changes don't give back. */
function takenOutBefore({ without = [] }: Profile, changes: Changes, profileIndex: IndexedProfile): TakenOut[] {
  const now = [...changes.sets, ...changes.takesOut].map((written) => profileIndex.find(written).name);
  return without.filter((before) => !now.includes(profileIndex.find(before).name));
}
