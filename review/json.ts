import type { Row, Subject, Table, View } from "./view";

/** Goes up when a field of the JSON changes its meaning or goes away; new fields may come at any time. */
const FORMAT = 1;

/** The view as data for other programs, described in review/README.md. */
export interface ReviewJson extends Omit<View, "subjects"> {
  readonly format: typeof FORMAT;
  readonly subjects: readonly (Omit<Subject, "tables"> & {
    /** `rows` are those that changed, the riskiest broadenings first. */
    readonly tables: readonly (Pick<Table, "label" | "texts"> & { readonly rows: readonly Row[] })[];
  })[];
}

/** What `--json` prints. */
export const toJson = (view: View): ReviewJson => ({
  format: FORMAT,
  ...view,
  subjects: view.subjects.map((subject) => ({
    ...subject,
    tables: subject.tables.map(({ label, changed, texts }) => ({ label, rows: changed, texts })),
  })),
});
