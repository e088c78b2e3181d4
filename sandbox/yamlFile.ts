import { readFileSync } from "node:fs";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { z } from "zod";

/**
 * Reads a YAML file that has to be as the schema says. `kind` is what it ought to be: "a tenant seed".
 * @throws Error naming the file and every problem in it, by key and line
 */
export function readYamlFile<S extends z.ZodType>(file: string, schema: S, kind: string): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new Error([`${file} is not YAML:`, ...document.errors.map(({ message }) => message)].join("\n"));
  }
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  const issues = result.error.issues.toSorted((a, b) => a.path.length - b.path.length);
  throw new Error([`${file} is not ${kind}:`, ...issues.map((issue) => reported(issue, document, lines))].join("\n"));
}

function reported(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): string {
  const at = issue.path.length === 0 ? "" : `at ${z.core.toDotPath(issue.path)}, `;
  const [wrongKey] = issue.code === "unrecognized_keys" ? issue.keys : [];
  const path = wrongKey === undefined ? issue.path : [...issue.path, wrongKey];
  return `✖ ${issue.message}\n  → ${at}line ${lineOf(path, document, lines)}`;
}

/** The line of the key or list item at a path, counted from 1; of the nearest one around it where it isn't there. */
function lineOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): number {
  const node = keyAt(path, document) ?? document.getIn(path, true);
  if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  return path.length === 0 ? 1 : lineOf(path.slice(0, -1), document, lines);
}

function keyAt(path: readonly PropertyKey[], document: Document): unknown {
  const parent = path.length < 2 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (path.length === 0 || !isMap(parent)) return undefined;
  return parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))?.key;
}
