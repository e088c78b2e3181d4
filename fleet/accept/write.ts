import { existsSync, renameSync, writeFileSync } from "node:fs";
import { Document, isMap, isSeq, parseDocument } from "yaml";
import { RefusedError } from "../../core/model/errors";
import { yamlText } from "../../core/profile/yamlText";
import { readText } from "../../project/readText";
import type { Acceptance } from "./file";

/** The file's text with more entries at its end; what else is in it, comments too, stays. */
export function withEntries(yaml: string, entries: readonly Acceptance[]): string {
  const document = parseDocument(yaml);
  if (!isSeq(document.contents) || document.contents.items.length === 0) {
    const comments = yaml.split("\n").filter((line) => line.startsWith("#"));
    return [...comments, entriesText(entries)].join("\n");
  }
  for (const entry of entries) document.add(nodeOf(document, entry));
  return document.toString({ lineWidth: 0 });
}

/** As they stand in the file. */
export function entriesText(entries: readonly Acceptance[]): string {
  const document = new Document([]);
  for (const entry of entries) document.add(nodeOf(document, entry));
  return yamlText(document, { lineWidth: 0 });
}

function nodeOf(document: Document, entry: Acceptance) {
  const node = document.createNode(entry);
  const verbs = isMap(node) ? node.get("verbs") : undefined;
  if (isSeq(verbs)) verbs.flow = true;
  return node;
}

/**
 * Adds entries to a file, which is made if need be; whole or not at all.
 * @throws RefusedError when the system refuses
 * @throws InvalidInputError where the file that is there is no text
 */
export function addEntries(file: string, entries: readonly Acceptance[]): void {
  const before = existsSync(file) ? readText(file) : "";
  try {
    writeFileSync(`${file}.new`, withEntries(before, entries));
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new RefusedError(`${file} can't be written: ${(error as Error).message}`);
  }
}
