import { conditions } from "./conditions";
import { connection, observed } from "./connection";
import { errors, refused } from "./errors";
import { lists } from "./lists";
import { objects, shapes, timestamps } from "./objects";
import { paging } from "./paging";
import { caller, members, places } from "./people";
import type { Probe } from "./probeResult";
import { roles } from "./roles";
import { system } from "./system";

/** The check of each assumption that reads can tell of, by its id. */
export const READS: Readonly<Record<string, Probe>> = {
  ...connection,
  ...errors,
  ...system,
  ...lists,
  ...paging,
  ...conditions,
  ...shapes,
  ...objects,
  ...roles,
  ...caller,
  ...members,
  ...places,
};

/** Those that look at the answers to all others, and come last. */
export const AFTERWARDS: Readonly<Record<string, Probe>> = { ...observed, ...refused, ...timestamps };
