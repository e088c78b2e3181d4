import type { BusinessUnit } from "../core/model/member";
import type { Snapshot, SnapshotLocation } from "./model";
import { type Fate, fateOf, pairById } from "./pairById";

/** What became of a location or of a business unit. */
export interface PlaceDiff {
  readonly id: number;
  readonly name: string;
  readonly fate: Fate;
  /** `was called "Lyon"`, `has the business unit "Sales" now` */
  readonly remarks: readonly string[];
}

/** What became of a tenant's locations, of its business units, and of which belong together. */
export const placeDiffs = (before: Snapshot, after: Snapshot) => ({
  locations: placesOf(before.locations, after.locations, belongingIn(before, after)),
  businessUnits: placesOf(before.businessUnits, after.businessUnits, identifierRemarks),
});

function placesOf<T extends { readonly id: number; readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  remarksOn: (former: T | undefined, latter: T) => string[],
): PlaceDiff[] {
  return pairById(before, after).flatMap(({ former, latter }): PlaceDiff[] => {
    const place = latter ?? former;
    if (!place) return [];
    const isRenamed = former && latter && former.name !== latter.name;
    const renamed = isRenamed ? [`was called "${former.name}"`] : [];
    const remarks = latter ? [...renamed, ...remarksOn(former, latter)] : [];
    const fate = fateOf(former, latter);
    return fate === "changed" && remarks.length === 0 ? [] : [{ id: place.id, name: place.name, fate, remarks }];
  });
}

/** Which business units a location has got, and lost. One that is gone itself is lost with it. */
function belongingIn(...[before, after]: readonly [Snapshot, Snapshot]) {
  const [former, latter] = [before, after].map(
    ({ businessUnits }) => new Map(businessUnits.map(({ id, name }) => [id, name])),
  );
  return (was: SnapshotLocation | undefined, is: SnapshotLocation): string[] => {
    const [had, has] = [new Set(was?.businessUnits), new Set(is.businessUnits)];
    return [
      ...[...has].filter((id) => !had.has(id)).map((id) => `has the business unit "${latter?.get(id)}" now`),
      ...[...had].filter((id) => !has.has(id)).map((id) => `no longer has the business unit "${former?.get(id)}"`),
    ];
  };
}

const identifierRemarks = (former: BusinessUnit | undefined, { identifier }: BusinessUnit): string[] =>
  former && former.identifier !== identifier ? [`had the identifier "${former.identifier}", now "${identifier}"`] : [];
