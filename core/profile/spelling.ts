import { visibleForm } from "../text/invisible";

/** A name without what spellings of one name differ in: case, blanks, also about `/`, what can't be seen, the kind of dash, `&` for `and`. */
export function normalize(name: string): string {
  const cached = normalized.get(name);
  if (cached !== undefined) return cached;
  const spelt = visibleForm(name)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s*\p{Dash}\s*/gu, "-")
    .replace(/\s*\/\s*/g, "/")
    .replace(/\s*&\s*/g, " and ")
    .replace(/\s+/g, " ")
    .trim();
  if (normalized.size >= MOST_KNOWN) normalized.clear();
  normalized.set(name, spelt);
  return spelt;
}

/** The same few hundred names are compared again and again. */
const normalized = new Map<string, string>();
const MOST_KNOWN = 100_000;

/** `time entries` → `time entry`, `products` → `product`, word by word. */
export const singular = (spelt: string): string => spelt.replace(/ies\b/g, "y").replace(/(?<=[^s])s\b/g, "");
