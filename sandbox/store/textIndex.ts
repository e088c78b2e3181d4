import type { Fields } from "../model/shape";
import { SQL_SERVER } from "./names";

interface Indexed {
  readonly id: number;
  readonly fields: Fields;
}

/** The ids of a collection's records by the text of one field, case and blanks at the end ignored. */
export class TextIndex {
  private readonly byText = new Map<string, Set<number>>();

  constructor(private readonly field: string) {}

  ids(text: string): Iterable<number> {
    return this.byText.get(SQL_SERVER.key(text)) ?? [];
  }

  add(record: Indexed): void {
    const key = this.keyOf(record);
    if (key === undefined) return;
    const ids = this.byText.get(key) ?? new Set();
    this.byText.set(key, ids.add(record.id));
  }

  remove(record: Indexed): void {
    const key = this.keyOf(record);
    const ids = key === undefined ? undefined : this.byText.get(key);
    ids?.delete(record.id);
    if (key !== undefined && ids?.size === 0) this.byText.delete(key);
  }

  private keyOf({ fields }: Indexed): string | undefined {
    const value = fields[this.field];
    return typeof value === "string" ? SQL_SERVER.key(value) : undefined;
  }
}
