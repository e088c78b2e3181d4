/**
 * Characters that nobody sees, or that look like a common blank: zero-width ones, soft hyphens, direction marks, byte order
 * marks, controls, and every blank but the common one. Source: Unicode's Default_Ignorable_Code_Point and category Zs.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2028\u2029]|(?! )\p{Zs}/gu;
const BLANK = /\s/u;

/** The name as it looks: letters composed (NFC), what can't be seen left out, one common blank where there are any, none around it. */
export const visibleForm = (name: string): string =>
  PLAIN.test(name) ? name : withoutInvisible(name).normalize("NFC").replace(/\s+/gu, " ").trim();

/** Most names are their own look. */
const PLAIN = /^([!-~]+( [!-~]+)*)?$/;

const withoutInvisible = (name: string) =>
  name.replace(INVISIBLE, (character) => (BLANK.test(character) && character !== "\ufeff" ? " " : ""));

/** The characters of a text that can't be seen: `U+200B`. */
export const invisibleIn = (text: string): string[] =>
  [...text.matchAll(INVISIBLE)].map(([character]) => codeOf(character));

/** The characters of a name that can't be seen: `U+200B after "Company Maintenance"`. `undefined` where it has none. */
export function describeInvisible(name: string): string | undefined {
  const found = [...name.matchAll(INVISIBLE)].map((match) => placeOf(codeOf(match[0]), name, match.index));
  return listOf(found);
}

/** All that makes a name another one than it looks like, blanks and letters in parts too; `undefined` where nothing does. */
export function describeSpelling(name: string): string | undefined {
  const blanks = [...name.matchAll(/^ +| +$| {2,}/g)].map(({ 0: run, index }) =>
    placeOf(run.length === 1 ? "a blank" : `${run.length} blanks`, name, index),
  );
  const parts = name === name.normalize("NFC") ? [] : [...name.matchAll(/\p{Mn}/gu)];
  const marks = parts.map(({ 0: mark, index }) => placeOf(codeOf(mark), name, index));
  return listOf([describeInvisible(name) ?? "", ...blanks, ...marks].filter(Boolean));
}

/** A name in quotes, with what can't be seen of it. */
export function quoteName(name: string): string {
  const invisible = describeInvisible(name);
  return invisible === undefined ? JSON.stringify(name) : `${JSON.stringify(withoutInvisible(name))} (${invisible})`;
}

const SHOWN = 3;

function listOf(found: readonly string[]): string | undefined {
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : "";
  return found.length === 0 ? undefined : found.slice(0, SHOWN).join(", ") + more;
}

const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

const LONGEST = 40;

/** `U+00AD after "Main" and before "tenance"` would say it twice: what stands before it is enough. */
function placeOf(what: string, name: string, index: number): string {
  const before = visibleForm(name.slice(0, index));
  if (before !== "") return `${what} after ${JSON.stringify(before.slice(-LONGEST))}`;
  return `${what} before ${JSON.stringify(visibleForm(name).slice(0, LONGEST))}`;
}
