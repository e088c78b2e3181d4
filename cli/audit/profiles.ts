import path from "node:path";
import type { Profile } from "../../core/model/profile";
import type { Profiles } from "../../core/profile/library";
import { PACKAGE } from "../../project/package";
import { profilesIn } from "../../project/profiles";

/** What an audit compares members with. */
export interface AuditProfiles {
  /** One's own and the library's: what audit.yaml may name. */
  readonly profiles: readonly Profile[];
  /** The library's alone: what is guessed at. One's own may be what a role holds already. */
  readonly library: readonly Profile[];
  /** Which can't be used: an audit doesn't stop at a file of another integration. */
  readonly notes: readonly string[];
}

/** @param all those of a folder, and the library's */
export function auditProfiles(all: Profiles): AuditProfiles {
  const found = all.ids.map((id) => ({ id, ...all.find(id) }));
  const library = profilesIn(path.join(PACKAGE, "profiles"));
  return {
    profiles: found.flatMap(({ profile }) => profile ?? []),
    library: library.ids.flatMap((id) => library.find(id)?.profile ?? []),
    notes: found
      .filter(({ profile }) => !profile)
      .map(
        ({ id }) =>
          `The profile "${id}" can't be used, so no integration is compared with it. See cwroles profiles validate`,
      ),
  };
}
