import { asSeen } from "../text/invisible";

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

const comparable = (name: string) => asSeen(name).toLowerCase();
