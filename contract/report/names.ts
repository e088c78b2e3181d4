/** Fields that hold what somebody called something, or somebody is called. */
const NAMES = /^(?:.*name|identifier|title|.*email|notes|companyId|userName|description)$/i;

/** What describes a function of the software is everybody's. */
const OF_SOFTWARE = /^module/;

/** The words of all names in an answer, in small letters. Errors have none: what they say is looked at word by word. */
export function namesIn(json: unknown): string[] {
  if (Array.isArray(json)) return json.flatMap(namesIn);
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([field, value]) => {
    if (typeof value === "object") return namesIn(value);
    return typeof value === "string" && NAMES.test(field) && !OF_SOFTWARE.test(field) ? wordsOf(value) : [];
  });
}

/** Words without which no sentence can be made; whoever is called so isn't known by it. */
const OF_ANY_SENTENCE = new Set(
  "a an and are at be by can does for id in is it its must name no not of on or that the this to was were with you".split(
    " ",
  ),
);

export const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}_']+/gu) ?? []).filter((word) => !OF_ANY_SENTENCE.has(word));
