import { HTML_LAYOUTS } from "./html";
import { CSV_LAYOUTS, MARKDOWN_LAYOUTS, TEXT_LAYOUTS } from "./plain";

/** Every layout of pages, by the name of a file that has it. */
export const LAYOUTS = Object.entries({
  html: HTML_LAYOUTS,
  md: MARKDOWN_LAYOUTS,
  txt: TEXT_LAYOUTS,
  csv: CSV_LAYOUTS,
}).flatMap(([ending, layouts]) =>
  Object.entries(layouts).map(([name, print]) => [`${name}.${ending}`, print] as const),
);
