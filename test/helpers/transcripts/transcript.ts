/**
 * A vendor's permission table, transcribed by hand from its page and apart from the profile: `permissions` is what every
 * tenant gets, `features` what a tenant's choice adds. Names are today's, levels stand in the order Add Edit Delete Inquire,
 * and all else is None, or as it was where the page says what to add to a role (`unlisted`). `customize` is what the page has
 * allowed on Customize lists, for all features together.
 */
export interface Transcript {
  readonly permissions: readonly string[];
  readonly features?: Readonly<Record<string, readonly string[]>>;
  readonly unlisted?: "keep";
  readonly customize?: Readonly<Record<string, string>>;
}

export const rows = (levels: string, module: string, functions: string) =>
  functions.split(", ").map((name) => `${module} › ${name}: ${levels}`);

export const inquire = (module: string, functions: string) => rows("None None None All", module, functions);
export const addInquire = (module: string, functions: string) => rows("All None None All", module, functions);
export const addEditInquire = (module: string, functions: string) => rows("All All None All", module, functions);
export const editInquire = (module: string, functions: string) => rows("None All None All", module, functions);
export const everything = (module: string, functions: string) => rows("All All All All", module, functions);
