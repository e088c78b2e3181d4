import { counted, type Notice } from "./layout";

/** What came of a form: what was changed, or why nothing was. */
export type Outcome =
  | { readonly saved: true; readonly changes: number }
  | { readonly saved: false; readonly status: 400 | 409; readonly problems: readonly string[] };

export const done = (changes: number): Outcome => ({ saved: true, changes });
export const invalid = (problems: readonly string[]): Outcome => ({ saved: false, status: 400, problems });
export const outdated = (problem: string): Outcome => ({ saved: false, status: 409, problems: [problem] });

/** `?saved=3` of the page that a saved form leads to. */
export function savedNotice(saved: string | undefined): Notice | undefined {
  if (saved === undefined) return undefined;
  const changes = Number(saved);
  return { kind: "done", lines: [changes > 0 ? `Saved: ${counted(changes, "change")}.` : "Nothing was to change."] };
}
