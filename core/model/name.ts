import type { z } from "zod";
import { describeInvisible, invisibleIn, visibleForm } from "../text/invisible";

/**
 * Whether two names are one: to the tenant, which keeps the case of names and finds them without regard to it, and to whoever
 * reads them, who sees neither the blanks around a name nor how its letters are put together.
 */
export const sameName = (a: string, b: string): boolean => a === b || comparable(a) === comparable(b);

/**
 * Whether two names are one letter by letter, but for case. What lets an object be changed asks this: two members that only
 * look alike are two.
 */
export const sameSpelling = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

type Context = Pick<z.RefinementCtx, "addIssue">;

/** A name that is made at a tenant has no character that can't be seen: nobody would find it again. */
export function visibleName(name: string, context: Context): void {
  const invisible = describeInvisible(name);
  if (invisible !== undefined)
    context.addIssue({ code: "custom", message: `has ${invisible}, which can't be seen; write it without` });
}

/** The same of a credential, which no message repeats. */
export function visibleSecret(secret: string, context: Context): void {
  const [character] = invisibleIn(secret);
  if (character !== undefined)
    context.addIssue({ code: "custom", message: `has ${character}, which can't be seen; type it again` });
}

const comparable = (name: string) => visibleForm(name).toLowerCase();
