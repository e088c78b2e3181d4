/** A page as people save and copy it, in words of our own, with a transcription by hand. */
export interface SavedPage {
  readonly layout: string;
  /** The ending of its file. */
  readonly ending: "html" | "md" | "txt" | "csv";
  readonly text: string;
  /**
   * A row a line: `Module | Function | levels of Add, Edit, Delete, Inquire by their first letters | Customize entries`.
   * A `?` at the end says that a careful reader has a doubt.
   */
  readonly rows: string;
}

/** A cell a line. */
export const cellALine = (cells: string, mark = " |"): string =>
  cells
    .split(/\s*;\s*/)
    .map((cell) => cell + mark)
    .join("\n");

export const page = (ending: SavedPage["ending"], layout: string, text: string, rows: string): SavedPage => ({
  ending,
  layout,
  text,
  rows,
});
