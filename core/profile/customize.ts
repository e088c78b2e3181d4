import { type LevelTable, rowsOf } from "../model/permission";
import type { Grant } from "../model/profile";
import type { CustomizeList } from "../model/role";

/** The Customize lists that a profile asks for, by the names of its rows. */
export const customizeLists = (grants: LevelTable<Grant>): CustomizeList[] =>
  [...rowsOf(grants)]
    .filter(({ row }) => row.customize.length > 0)
    .map(({ module, function: name, row }) => ({ module, function: name, entries: row.customize }));

/** Where the entries are to be allowed: `System > Table Setup > Customize: Invoicing / Tax Code`. */
export const describeCustomize = ({ module, function: name, entries }: CustomizeList): string =>
  `${module} > ${name} > Customize: ${entries.join(", ")}`;

/**
 * A list as {@link describeCustomize} writes it.
 * @returns `undefined` for any other text
 */
export function customizeListIn(text: string): CustomizeList | undefined {
  const { module, name, entries } =
    /^(?<module>.+?) > (?<name>.+) > Customize: (?<entries>.+)$/.exec(text)?.groups ?? {};
  return module && name && entries ? { module, function: name, entries: entries.split(", ") } : undefined;
}
