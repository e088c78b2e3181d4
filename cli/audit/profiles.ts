import type { Profile } from "../../core/model/profile";
import type { Profiles } from "../../core/profile/library";

/** Profiles that can be used, and what to say of those that can't: an audit doesn't stop at a file of another integration. */
export function usableProfiles(all: Profiles): {
  readonly profiles: readonly Profile[];
  readonly notes: readonly string[];
} {
  const found = all.ids.map((id) => ({ id, ...all.find(id) }));
  return {
    profiles: found.flatMap(({ profile }) => profile ?? []),
    notes: found
      .filter(({ profile }) => !profile)
      .map(
        ({ id }) => `The profile "${id}" can't be used, so that nobody is compared with it: cwroles profiles validate`,
      ),
  };
}
