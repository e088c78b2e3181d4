/** The converter's HTML with each paragraph, entry and row on a line of its own; a table's cells stay in their row's. */
export function inLines(html: string): string {
  let depth = 0;
  return html
    .replace(BLOCK, (tag, end: string, name: string) => {
      if (name === "table") depth += end === "" ? 1 : -1;
      return end === "" && (name === "tr" || (depth === 0 && name !== "table")) ? `\n${tag}` : tag;
    })
    .replace(/^\n/, "");
}

const BLOCK = /<(\/?)(table|tr|p|li|h[1-6])\b/g;

/** The converter's HTML with the notes that it puts at the end begun by their marks, `(1) …`, and without their links back. */
export function withMarksOfNotes(html: string): string {
  let number = 0;
  return html
    .replace(/<li id="(?:foot|end)note-[^"]{1,40}">(?:\s*<p>)?/g, (start) => `${start}(${++number}) `)
    .replace(/\s*<a href="#(?:foot|end)note-ref-[^"]{1,40}">↑<\/a>/g, "");
}
