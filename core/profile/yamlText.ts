import { type Document, Scalar, type ToStringOptions, visit } from "yaml";
import { escapeUnseen } from "../../text/clean.mjs";

/**
 * The text of a YAML file in which nothing is hidden: what isn't seen, or would be a command to CI at a line's start, is an escape
 * in double quotes, so that it reads back as the same data. In a comment the escape stands as it is.
 */
export function yamlText(document: Document, options: ToStringOptions): string {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string" && needsQuotes(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return escapeUnseen(document.toString(options));
}

/** A long value may be broken into lines at its blanks; a bare `<<` merges maps. */
const needsQuotes = (text: string): boolean => escapeUnseen(text) !== text || /\s::/.test(text) || text === "<<";
