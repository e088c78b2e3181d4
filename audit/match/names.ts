import type { Profile } from "../../core/model/profile";

/** How well a text names a profile: it is the name, has it as a part, or names the vendor alone. */
export interface NameMatch {
  readonly profile: string;
  readonly strength: "whole" | "part" | "vendor";
  /** Which of a member's texts it is: `member id "WiseSync"`. */
  readonly text: string;
  /** How many characters of the name were found. */
  readonly length: number;
}

/** What names of members and roles have besides that of the integration. */
const GENERIC = new Set(
  "api apis integration integrations integrator connectwise cw cwm psa manage user member account acct svc service role security prod production test the for and".split(
    " ",
  ),
);

/** The words of a name, also where capitals or digits alone part them: `WiseSyncAPI` → wise, sync, api. */
const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const specific = (text: string): string[] => wordsOf(text).filter((word) => !GENERIC.has(word));

/** Shorter texts are in too many words. */
const SHORTEST_PART = 5;
const SHORTEST_WHOLE = 3;
/** A member id has at most 15 characters: a longer name is cut there. */
const CUT_AT = [12, 15] as const;

interface Key {
  readonly profile: string;
  readonly words: readonly string[];
  readonly joined: string;
  readonly isVendor: boolean;
}

/** The names by which profiles are known: their own, their ids, their aliases where they have some, and their vendors'. */
export function nameKeys(profiles: readonly Profile[]): readonly Key[] {
  const ofVendor = new Map<string, number>();
  for (const { vendor } of profiles) ofVendor.set(vendor, (ofVendor.get(vendor) ?? 0) + 1);
  return profiles.flatMap((profile) => {
    const { id, name, vendor } = profile;
    const { aliases = [] } = profile as Profile & { readonly aliases?: readonly string[] };
    const key = (text: string, isVendor: boolean): Key => {
      const words = specific(text);
      return { profile: id, words, joined: words.join(""), isVendor };
    };
    // A vendor with one integration is known by it; the vendor of several says only whose it is.
    const isOnly = ofVendor.get(vendor) === 1;
    return [...[name, id, ...aliases].map((text) => key(text, false)), key(vendor, !isOnly)].filter(
      ({ joined }) => joined.length >= SHORTEST_WHOLE,
    );
  });
}

/** What a text says of profiles, the best of each. */
export function namedIn(text: string, what: string, keys: readonly Key[]): NameMatch[] {
  const words = specific(text);
  const joined = words.join("");
  if (joined.length < SHORTEST_WHOLE) return [];
  return keys.flatMap((key): NameMatch[] => {
    const strength = strengthOf(words, joined, key);
    if (!strength) return [];
    return [{ profile: key.profile, strength, text: `${what} "${text}"`, length: key.joined.length }];
  });
}

function strengthOf(words: readonly string[], joined: string, key: Key): NameMatch["strength"] | undefined {
  const isCut = joined.length >= CUT_AT[0] && joined.length <= CUT_AT[1] && key.joined.startsWith(joined);
  if (joined === key.joined || isCut) return key.isVendor ? "vendor" : "whole";
  const isPart = hasRun(words, key.words) || (key.joined.length >= SHORTEST_PART && joined.includes(key.joined));
  return isPart ? (key.isVendor ? "vendor" : "part") : undefined;
}

/** Whether some words come in a row. */
const hasRun = (words: readonly string[], run: readonly string[]): boolean =>
  words.some((_, start) => run.every((word, index) => words[start + index] === word));
