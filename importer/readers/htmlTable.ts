import type { DefaultTreeAdapterTypes } from "parse5";
import { PICTURE } from "../blocks";
import { attribute, elements, isElement, isUnseen } from "./dom";

type Element = DefaultTreeAdapterTypes.Element;

/** More columns than any table of permissions has. */
const WIDEST = 50;

interface GridRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A table's rows as a grid: see `Row` for what becomes of cells over several columns or rows. */
export function tableRows(table: Element, textOf: (cell: Element) => string): GridRow[] {
  const hanging: Hanging = new Map();
  const rows = elements(table, "tr").filter((row) => !isUnseen(row));
  return rows.map((row) => ({
    cells: layOut(row, hanging, textOf),
    line: row.sourceCodeLocation?.startLine ?? 1,
  }));
}

/** By column, the cell of a row above that reaches down, and how many rows it still covers. */
type Hanging = Map<number, { readonly text: string; readonly rows: number }>;

function layOut(row: Element, hanging: Hanging, textOf: (cell: Element) => string): string[] {
  const cells: string[] = [];
  const hang = () => {
    for (let above = hanging.get(cells.length); above; above = hanging.get(cells.length)) {
      put(above.text, above.rows);
    }
  };
  const put = (text: string, rows: number) => {
    if (rows > 1) hanging.set(cells.length, { text, rows: rows - 1 });
    else hanging.delete(cells.length);
    cells.push(text);
  };
  for (const cell of row.childNodes.filter(isElement).filter(({ tagName }) => /^t[dh]$/.test(tagName))) {
    hang();
    const text = describe(cell, textOf(cell));
    const [columns, rows] = [span(cell, "colspan", WIDEST), span(cell, "rowspan", Number.MAX_SAFE_INTEGER)];
    for (let column = 0; column < columns && cells.length < WIDEST; column++) put(column === 0 ? text : "", rows);
  }
  hang();
  return cells;
}

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
