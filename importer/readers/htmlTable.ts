import type { DefaultTreeAdapterTypes } from "parse5";
import { PICTURE } from "../blocks";
import { attribute, elements, isElement } from "./dom";

type Element = DefaultTreeAdapterTypes.Element;

/** More columns than any table of permissions has. */
const WIDEST = 50;

interface GridRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A table's rows as a grid: see `Row` for what becomes of cells over several columns or rows. */
export function tableRows(table: Element, textOf: (cell: Element) => string): GridRow[] {
  let above: Hanging[] = [];
  return elements(table, "tr").map((row) => {
    const { cells, hanging } = layOut(row, above, textOf);
    above = hanging;
    return { cells, line: row.sourceCodeLocation?.startLine ?? 1 };
  });
}

/** A cell that reaches down into the next row, by its column. */
interface Hanging {
  readonly column: number;
  readonly text: string;
  readonly rowsLeft: number;
}

function layOut(row: Element, above: readonly Hanging[], textOf: (cell: Element) => string) {
  const cells: string[] = [];
  const hanging = above
    .filter(({ rowsLeft }) => rowsLeft > 1)
    .map((cell) => ({ ...cell, rowsLeft: cell.rowsLeft - 1 }));
  const hang = () => {
    for (let cell = at(above, cells.length); cell; cell = at(above, cells.length)) cells.push(cell.text);
  };
  for (const cell of row.childNodes.filter(isElement).filter(({ tagName }) => /^t[dh]$/.test(tagName))) {
    hang();
    const text = describe(cell, textOf(cell));
    const [columns, rows] = [span(cell, "colspan", WIDEST), span(cell, "rowspan", Number.MAX_SAFE_INTEGER)];
    for (let column = 0; column < columns; column++) {
      const shown = column === 0 ? text : "";
      if (rows > 1) hanging.push({ column: cells.length, text: shown, rowsLeft: rows - 1 });
      cells.push(shown);
    }
  }
  hang();
  return { cells: cells.slice(0, WIDEST), hanging };
}

const at = (above: readonly Hanging[], column: number) => above.find((cell) => cell.column === column);

/** HTML's `rowspan="0"` means all the rows that follow. */
function span(cell: Element, name: "colspan" | "rowspan", most: number): number {
  const wanted = Number.parseInt(attribute(cell, name) ?? "1", 10);
  if (wanted === 0 && name === "rowspan") return most;
  return wanted > 0 ? Math.min(wanted, most) : 1;
}

/** A cell's text, or what its check box or picture says: one that says nothing must not look like a blank cell. */
function describe(cell: Element, text: string): string {
  if (text !== "") return text;
  const [box] = elements(cell, "input").filter((input) => attribute(input, "type") === "checkbox");
  if (box) return attribute(box, "checked") === undefined ? "☐" : "☑";
  const [image] = elements(cell, "img", "svg");
  if (image) return attribute(image, "alt") || attribute(image, "aria-label") || PICTURE;
  return elements(cell, "i", "span").some((icon) => attribute(icon, "class") && icon.childNodes.length === 0)
    ? PICTURE
    : "";
}
