import type { View } from "./view";

/** Goes up when a field of the JSON changes its meaning or goes away; new fields may come at any time. */
const FORMAT = 1;

/** The view as JSON, described in review/README.md. Rows that didn't change are left out. */
export function toJson(view: View): string {
  const subjects = view.subjects.map((subject) => ({
    ...subject,
    tables: subject.tables.map(({ label, changed, texts }) => ({ label, rows: changed, texts })),
  }));
  return JSON.stringify({ format: FORMAT, ...view, subjects }, null, 2);
}
