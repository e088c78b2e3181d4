import { InvalidInputError } from "../../core/model/errors";
import { sameName } from "../../core/model/name";
import { isNone, rowsOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import { inCatalogueNames } from "../../core/profile/canonical";
import { catalogue } from "../../core/profile/catalogue";
import { orNearest } from "../../core/profile/match";
import { RANKS, type Rank } from "../../core/risk/risk";
import { defaultRisks } from "../../review/risks";

/** Which profiles are meant: those that fit all of these. */
export interface Selection {
  /** Words that stand in its id, name, vendor or a function that it names. */
  readonly search?: string;
  readonly vendor?: string;
  /** A module that it asks for. */
  readonly module?: string;
  /** It grants something of this rank, or a higher one. */
  readonly risk?: Rank;
}

/**
 * Whether a profile is meant.
 * @throws InvalidInputError for a module that nobody knows
 */
export function selects({ search, vendor, module, risk }: Selection): (profile: Profile) => boolean {
  if (module !== undefined) assertModule(module);
  return (profile) => {
    const rows = [...rowsOf(inCatalogueNames(profile).grants)].filter(({ row }) => !isNone(row.levels));
    const has = (text: string) => {
      const names = rows.map((row) => `${row.module} ${row.function}`);
      const all = [profile.id, profile.name, profile.vendor, ...names].join("\n").toLowerCase();
      return text
        .toLowerCase()
        .split(/\s+/)
        .every((word) => all.includes(word));
    };
    const isRisky = (least: Rank) =>
      rows.some(({ row, ...name }) => {
        const found = defaultRisks().of(name, row.levels)?.rank;
        return found !== undefined && RANKS.indexOf(found) >= RANKS.indexOf(least);
      });
    return (
      (search === undefined || has(search)) &&
      (vendor === undefined || profile.vendor.toLowerCase().includes(vendor.toLowerCase())) &&
      (module === undefined || rows.some((row) => sameName(row.module, module))) &&
      (risk === undefined || isRisky(risk))
    );
  };
}

function assertModule(module: string): void {
  const modules = [...new Set(catalogue.map((name) => name.module))];
  if (modules.some((known) => sameName(known, module))) return;
  const message = `there is no module "${module}"${orNearest(module, modules)} There are ${modules.join(", ")}`;
  throw new InvalidInputError("No profiles can be listed", [{ path: "--module", message }]);
}
