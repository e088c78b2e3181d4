import type { Profile } from "../core/model/profile";
import { nearest, suggest } from "../core/profile/match";
import { parseProfile, type ReadProfile } from "../core/profile/parse";
import { LIBRARY, profileFiles, readProfile } from "../project/profiles";

/** A profile's file as it is at one end of a comparison. */
export interface ProfileText {
  /** For problems: `main:profiles/wise-sync.yaml`. */
  readonly file: string;
  readonly text: string;
}

/** The profiles of one end of a comparison, by id. What one of them extends is read at the same end, or else in the library. */
export class SnapshotProfiles {
  constructor(private readonly texts: ReadonlyMap<string, ProfileText>) {}

  get ids(): string[] {
    return [...this.texts.keys()];
  }

  text = (id: string): ProfileText | undefined => this.texts.get(id);

  /** `undefined` where there is no such file. */
  read = (id: string): ReadProfile | undefined => this.#read(id, []);

  #read(id: string, chain: readonly string[]): ReadProfile | undefined {
    const written = this.texts.get(id);
    return written && parseProfile(written.text, written.file, (base) => this.#base(base, [...chain, id]));
  }

  /** @param chain the ids of those that extend one another, the nearest last */
  #base(id: string, chain: readonly string[]): Profile | { problem: string } {
    const isItself = chain.at(-1) === id;
    if (!isItself && chain.includes(id))
      return { problem: `profiles extend each other in a circle: ${[...chain, id].join(" → ")}` };
    const read = (isItself ? undefined : this.#read(id, chain)) ?? readOfLibrary(id);
    if (!read) {
      const known = [...new Set([...this.ids, ...profileFiles(LIBRARY).map((one) => one.id)])];
      return { problem: `there is no profile "${id}" beside it or in the library; ${suggest(nearest(id, known))}` };
    }
    return read.profile ?? { problem: `the profile "${id}" can't be used: ${read.problems[0]?.message}` };
  }
}

function readOfLibrary(id: string): ReadProfile | undefined {
  const found = profileFiles(LIBRARY).find((known) => known.id === id);
  return found && readProfile(found.file);
}
