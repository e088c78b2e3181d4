import { existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import type { AuditOutcome } from "../../audit/audit";
import { propose } from "../../audit/propose/propose";
import { RefusedError } from "../../core/model/errors";
import { printNotice } from "../print";
import { writeText } from "../writeText";
import type { AuditProfiles } from "./profiles";

export interface ProposeFlags {
  readonly propose?: string;
  readonly asHeld?: boolean;
  readonly force?: boolean;
}

/**
 * Writes profiles and a fleet's file into a folder: all of them, or none where one is there.
 * @throws RefusedError where a file is there, or nobody can be given a role of its own
 */
export function writeProposal(
  { propose: folder = ".", asHeld = false, force = false }: ProposeFlags,
  { audit, view }: AuditOutcome,
  known: Pick<AuditProfiles, "profiles" | "library">,
): void {
  const today = view.at.slice(0, "2026-01-31".length);
  const { files, remarks } = propose({ ...{ tenant: view.tenant, audit, ...known, asHeld, today } });
  printNotice(remarks);
  if (files.length === 0) throw new RefusedError("Nothing is proposed: no integration can be given a role of its own.");
  const existingFiles = files.map(({ path: file }) => path.join(folder, file)).filter((file) => existsSync(file));
  if (existingFiles.length > 0 && !force)
    throw new RefusedError(
      `${existingFiles.join(", ")} ${existingFiles.length === 1 ? "is" : "are"} already there. Overwrite with --force.`,
    );
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new RefusedError(`${folder} is a file: --propose takes a folder, which it makes where there is none.`);
  mkdirSync(path.join(folder, "profiles"), { recursive: true });
  for (const { path: file, text } of files) writeText(path.join(folder, file), text.trimEnd(), true);
  printNotice([
    `${folder}: ${files.length - 1} profiles and fleet.yaml, ${asHeld ? "as each holds it now" : "as each needs it"}.`,
    ...(asHeld
      ? [
          `Commit it, then write what each needs over it (the same without --as-held, with --force): cwroles review --base HEAD shows the narrowing.`,
        ]
      : [`Read each profile that is a guess, then in ${folder}: cwroles fleet preview`]),
  ]);
}
