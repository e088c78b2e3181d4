/** The levels of a permission, from narrow to broad: `None` < `My` < `All`. Source: the API's enumeration of a role setting's levels. */
export const LEVELS = ["None", "My", "All"] as const;
export type Level = (typeof LEVELS)[number];

/** The verbs of a function, in the order of the web client's columns. */
export const VERBS = ["add", "edit", "delete", "inquire"] as const;
export type Verb = (typeof VERBS)[number];

/**
 * What a tenant shows in one cell: a level, `null` where the row lacks the verb, or a word outside the enumeration
 * (ConnectWise's matrix of 2017 knows "Mine"), which stays visible as it is.
 */
export type Cell = Level | null | (string & {});

export const isLevel = (value: unknown): value is Level => LEVELS.some((level) => level === value);

/** `add` → `Add`, as the web client writes it. */
export const verbTitle = (verb: Verb): string => verb.charAt(0).toUpperCase() + verb.slice(1);
