import { everyVerb } from "../model/permission";
import type { Grant, GrantFile } from "../model/profile";

/** A row of a file, written out; `why` and `source` are those of rows that don't say. */
export function grantOf(file: GrantFile, why: string, source: string): Grant {
  if (typeof file === "string") return { levels: everyVerb(file), why, source, customize: [] };
  const {
    all = "None",
    add = all,
    edit = all,
    delete: remove = all,
    inquire = all,
    customize = [],
    ambiguity,
    beyondSource,
  } = file;
  return {
    levels: { add, edit, delete: remove, inquire },
    why: file.why ?? why,
    source: file.source ?? source,
    customize,
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
  };
}
