import type { FunctionName } from "../model/role";

/**
 * The modules as the web client shows them (System > Security Roles). Source: the complete matrices that N-able and Barracuda
 * publish, and ConnectWise's own of 2017; within a module the functions come in the order of the alphabet.
 */
const MODULES = [
  "Companies",
  "Finance",
  "Marketing",
  "Procurement",
  "Project",
  "Sales",
  "Service Desk",
  "System",
  "Time & Expense",
];

/** Sorts rows as the web client shows them; modules that it isn't known to have come last. */
export const byWebClient = (a: FunctionName, b: FunctionName): number =>
  place(a.module) - place(b.module) || compare(a.module, b.module) || compare(a.function, b.function);

/** A tenant of an older release calls the last one "Time and Expense". */
function place(module: string): number {
  const index = MODULES.indexOf(module.replace(" and ", " & "));
  return index < 0 ? MODULES.length : index;
}

const compare = (a: string, b: string) => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : Number(left > right);
};
