import type { LevelTable } from "../model/permission";
import type { Grant, Profile } from "../model/profile";
import type { Unlisted } from "../model/role";
import { customizeLists, describeCustomize } from "./customize";
import { levelsOf } from "./parse";

/** What a profile asks of a role, for tenants of every version, without its reasons. */
export interface ProfileRequest {
  readonly levels: LevelTable;
  readonly customize: readonly string[];
  readonly unlisted: Unlisted;
  readonly variants: readonly { upTo: string; levels: LevelTable; customize: readonly string[] }[];
}

export const profileRequest = ({ grants, unlisted, variants }: Profile): ProfileRequest => ({
  ...bare(grants),
  unlisted,
  variants: variants.map((variant) => ({ upTo: variant.upTo, ...bare(variant.grants) })),
});

const bare = (grants: LevelTable<Grant>) => ({
  levels: levelsOf(grants),
  customize: customizeLists(grants).map(describeCustomize),
});
