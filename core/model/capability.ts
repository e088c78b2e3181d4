/** Whether a tenant lets the API write levels. The published API does not say so: only the tenant itself can show it. */
export interface Capability {
  readonly levels: "can" | "cannot" | "unknown";
  /** What was seen, for people: `PATCH … answered 405`. */
  readonly evidence: string;
}

/** For a plan that is only compared or shown: nobody asked the tenant. */
export const NOT_ASKED: Capability = { levels: "unknown", evidence: "no level had to be written" };

/** How levels get set: `auto` tries the API and hands the rest to an administrator, `api` tries every way it has, `attended` none. */
export const LEVEL_MODES = ["auto", "api", "attended"] as const;
export type LevelMode = (typeof LEVEL_MODES)[number];

/** The two forms of a write that the API documents for the settings of project roles. */
export type LevelMethod = "PATCH" | "PUT";
