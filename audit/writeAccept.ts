import { existsSync, renameSync, writeFileSync } from "node:fs";
import { Document, isMap, isSeq, parseDocument } from "yaml";
import { InvalidInputError, RefusedError } from "../core/model/errors";
import { nearest, suggest } from "../core/profile/match";
import { yamlText } from "../core/profile/yamlText";
import { readText } from "../project/readText";
import type { Acceptance } from "./file";
import type { FindingView } from "./view";

/**
 * The finding that somebody wants to accept.
 * @throws InvalidInputError where there is none, with the nearest
 * @throws RefusedError where it is accepted already
 */
export function findingToAccept(id: string, findings: readonly FindingView[]): FindingView {
  const finding = findings.find((candidate) => candidate.id === id);
  if (!finding)
    throw new InvalidInputError("Nothing to accept", [
      {
        path: "--accept",
        message: `there is no finding "${id}"; ${suggest(
          nearest(
            id,
            findings.map((candidate) => candidate.id),
          ),
        )}`,
      },
    ]);
  if (!finding.accepted) return finding;
  const { until, by, reason } = finding.accepted;
  throw new RefusedError(
    `${id} is accepted until ${until} (${by}: ${reason}). Change that entry in audit.yaml, or take it out.`,
  );
}

/** The file's text with one more entry at the end of its list; what else is in it, comments too, stays. */
function withAcceptance(yaml: string, entry: Acceptance): string {
  const read = parseDocument(yaml);
  const document = isMap(read.contents) ? read : new Document({});
  if (document !== read) document.commentBefore = read.commentBefore;
  if (!isSeq(document.get("accepted", true))) document.set("accepted", document.createNode([]));
  document.addIn(["accepted"], document.createNode(entry));
  return yamlText(document, { lineWidth: 0 });
}

/**
 * Adds an entry to audit.yaml, which is made if need be; whole or not at all.
 * @throws RefusedError when the system refuses
 */
export function addAcceptance(file: string, entry: Acceptance): void {
  const before = existsSync(file) ? readText(file) : "";
  try {
    writeFileSync(`${file}.new`, withAcceptance(before, entry));
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new RefusedError(`${file} can't be written: ${(error as Error).message}`);
  }
}
