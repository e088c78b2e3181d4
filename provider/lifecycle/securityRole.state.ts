import { z } from "zod";
import { LEVELS } from "../../core/model/level";
import { ADOPT_MODES, type DesiredRole, UNLISTED } from "../../core/model/role";
import type { AdoptionPolicy } from "../../tenant/apply/adopt";
import type { Recorded } from "./lifecycle";
import type { RecordedRows } from "./rows";
import type { Belonging } from "./tracked";

const level = z.enum(LEVELS);
const rowsOfLevels = z.record(
  z.string(),
  z.record(z.string(), z.object({ add: level, edit: level, delete: level, inquire: level })),
);

/** Source of the name's length: `SecurityRole` of the published description. */
export const argsSchema = z.object({
  name: z.string().trim().min(1, "a role needs a name").max(30, "a role's name has at most 30 characters"),
  levels: rowsOfLevels,
  customize: z.array(z.string()).default([]),
  unlisted: z.enum(UNLISTED).default("exact"),
  adopt: z.enum(ADOPT_MODES).default("if-unshared"),
  members: z.array(z.string()).optional(),
  force: z.string().optional(),
  features: z.array(z.string()).default([]),
  stack: z.string().optional(),
  variants: z
    .array(z.object({ upTo: z.string(), levels: rowsOfLevels, customize: z.array(z.string()).default([]) }))
    .default([]),
});

/** What `check` makes of the arguments: the tenant's own names, one variant chosen. */
export type Inputs = Recorded<
  DesiredRole & AdoptionPolicy & Belonging & { readonly variant?: string; readonly features?: readonly string[] }
>;

export type State = Omit<Inputs, "levels"> &
  Kept &
  Partial<Evidence> & {
    /** The rows that matter, as read. */
    readonly read: RecordedRows;
    /** Whether the last read showed exactly what was asked for. */
    readonly exact: boolean;
    /** How many functions the role has. */
    readonly rows: number;
  };

/** What stays the same from the first run to the last. */
export interface Kept {
  /** An adopted role isn't deleted in the end: it gets its former levels back. */
  readonly created: boolean;
  /** An adopted role's rows as they were found, those of None left out. */
  readonly before?: RecordedRows;
}

/** How the levels got there, for people. */
export interface Evidence {
  readonly levelsWrittenBy: "api" | "administrator" | "both" | "nobody";
  /** What was seen: `PATCH … answered 405`. */
  readonly levelsEvidence: string;
}

export const NOTHING_WRITTEN: Evidence = {
  levelsWrittenBy: "nobody",
  levelsEvidence: "the tenant showed these levels before anything was written",
};
