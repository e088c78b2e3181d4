import type { Quirks } from "../switches";

/** How text compares. */
export interface TextRules {
  /** Texts are equal, or one comes before the other, as their keys are. */
  readonly key: (text: string) => string;
  /** What `contains` and `like` look into. */
  readonly within: (text: string) => string;
}

const inAnyCase = (text: string): string => text.toLowerCase();

/** Documented (SQL Server, its default collation): neither case nor blanks at the end count for `=`, `<` and unique keys; blanks do within `LIKE`. */
export const SQL_SERVER: TextRules = {
  key: (text) => (text.endsWith(" ") ? text.replace(/ +$/, "") : text).toLowerCase(),
  within: inAnyCase,
};

const exact = (text: string): string => text;

/** By the quirk `names`. */
export const TEXT_RULES: Readonly<Record<Quirks["names"], TextRules>> = {
  "sql-server": SQL_SERVER,
  "blanks-count": { key: inAnyCase, within: inAnyCase },
  exact: { key: exact, within: exact },
};
