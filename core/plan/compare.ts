import { NOT_ASKED } from "../model/capability";
import { VERBS, type Verb } from "../model/level";
import { isBroadened, isNone, type LevelTable, NONE, type Permission, rowIn, rowsOf } from "../model/permission";
import type { FunctionName } from "../model/role";
import { plan } from "./plan";

/** A function for which two tables ask differently. */
export interface Difference extends FunctionName {
  readonly a: Permission;
  readonly b: Permission;
  /** Which of the two grants it at all. */
  readonly grantedIn: "a" | "b" | "both";
  /** The verbs at which one of the two is the broader. */
  readonly broader: { readonly a: readonly Verb[]; readonly b: readonly Verb[] };
}

/** Where two tables of levels differ, in the order of the first; both have to spell their functions alike. */
export function compareLevels(a: LevelTable, b: LevelTable): Difference[] {
  const settings = [...rowsOf(a)].map(({ row, ...name }, id) => ({ ...name, id, cells: row }));
  const desired = { name: "", levels: b, unlisted: "exact" } as const;
  return plan({ role: { settings } }, { role: desired }, NOT_ASKED).changes.flatMap((change) =>
    change.subject === "levels" ? [differenceOf(change, a, b)] : [],
  );
}

function differenceOf({ module, function: name }: FunctionName, a: LevelTable, b: LevelTable): Difference {
  const levels = { a: rowIn(a, module, name) ?? NONE, b: rowIn(b, module, name) ?? NONE };
  const grantedIn = isNone(levels.b) ? "a" : isNone(levels.a) ? "b" : "both";
  const broader = {
    a: VERBS.filter((verb) => isBroadened(levels.b[verb], levels.a[verb])),
    b: VERBS.filter((verb) => isBroadened(levels.a[verb], levels.b[verb])),
  };
  return { module, function: name, ...levels, grantedIn, broader };
}
