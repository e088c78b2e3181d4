import { everyVerb, type LevelTable, mapRows } from "../model/permission";
import type { Grant, GrantFile, Profile, WholeProfileFile } from "../model/profile";

/** A profile that stands alone, with four levels, reason and source for each function. */
export function expandProfile(id: string, file: WholeProfileFile): Profile {
  const grants = (permissions: WholeProfileFile["permissions"], why: string) =>
    expandRows(permissions, why, file.source.url);
  return {
    id,
    name: file.name,
    vendor: file.vendor,
    source: file.source,
    unlisted: file.unlisted,
    advice: file.advice,
    grants: grants(file.permissions, file.why),
    features: Object.entries(file.features).map(([name, { why, permissions }]) => ({
      id: name,
      why,
      grants: grants(permissions, why),
    })),
    variants: file.variants.map(({ upTo, why, permissions }) => ({ upTo, why, grants: grants(permissions, why) })),
  };
}

/** @param why the reason, and `source` the address, of rows that have none of their own */
export const expandRows = (
  permissions: WholeProfileFile["permissions"],
  why: string,
  source: string,
): LevelTable<Grant> => mapRows(permissions, (grant) => grantOf(grant, why, source));

function grantOf(file: GrantFile, why: string, source: string): Grant {
  if (typeof file === "string") return { levels: everyVerb(file), why, source, customize: [] };
  const {
    all = "None",
    add = all,
    edit = all,
    delete: remove = all,
    inquire = all,
    customize = [],
    ambiguity,
    beyondSource,
  } = file;
  return {
    levels: { add, edit, delete: remove, inquire },
    why: file.why ?? why,
    source: file.source ?? source,
    customize,
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
  };
}
