import { VERBS } from "../../../core/model/level";
import { isBroadened, isNone, NONE, type Permission } from "../../../core/model/permission";
import type { Draft } from "../../../importer";
import type { Meaning, PageRow, Part } from "./page";

/**
 * How one row of a page came out: as it is meant; with a doubt told; certain though a careful reader doubts it, or more than
 * the page says; not at all.
 */
export type Verdict = "right" | "marked" | "wrong" | "missed";

export interface Judged {
  readonly row: string;
  readonly verdict: Verdict;
}

type Grant = Draft["grants"][number];

/** Judges each row of a page's parts in the draft that was made of it. */
export function judge(parts: readonly Part[], draft: Draft): Judged[] {
  return parts.flatMap(({ phrase: { meaning }, rows }) =>
    rows.map((row) => {
      const always = parts.flatMap((part) =>
        part.phrase.meaning === "all" ? part.rows.filter((other) => isSameRow(other, row)) : [],
      )[0];
      const verdict =
        meaning === "all" ? judgeOfAll(row, draft) : judgeOfSome(row, meaning, draft, always?.levels ?? NONE);
      return { row: `${meaning}: ${row.module} › ${row.name}`, verdict };
    }),
  );
}

function judgeOfAll(row: PageRow, draft: Draft): Verdict {
  const grant = find(draft.grants, row);
  const elsewhere = [...inFeatures(draft), ...inVariants(draft)].some((other) => isSameRow(other, row));
  if (!grant) return elsewhere || isTold(row, draft) ? "marked" : "missed";
  if (isBeyond(grant.levels, row.levels)) return grant.doubts.length > 0 ? "marked" : "wrong";
  if (grant.doubts.length > 0) return "marked";
  return isBeyond(row.levels, grant.levels) ? "wrong" : "right";
}

function judgeOfSome(row: PageRow, meaning: Meaning, draft: Draft, always: Permission): Verdict {
  const base = find(draft.grants, row);
  const parts = meaning === "older" ? inVariants(draft) : inFeatures(draft);
  const part = find(parts, row);
  const all = [base, ...[...inFeatures(draft), ...inVariants(draft)].filter((grant) => isSameRow(grant, row))];
  const isMore = base !== undefined && isBeyond(base.levels, always);
  if (isMore && base.doubts.length === 0) return "wrong";
  if (all.some((grant) => grant && isBeyond(grant.levels, union(row.levels, always)))) return "wrong";
  if (meaning === "nobody" && all.some((grant) => grant && isBeyond(grant.levels, always))) return "wrong";
  if (meaning === "nobody" && base && base.doubts.length > 0) return "right";
  if (meaning === "some" && all.some((grant) => grant && grant.doubts.length > 0)) return "right";
  if (part && !isBeyond(row.levels, part.levels) && part.doubts.length > 0 && !isMore) return "right";
  return all.some((grant) => grant && grant.doubts.length > 0) || isTold(row, draft) ? "marked" : "missed";
}

const inFeatures = ({ features }: Draft): readonly Grant[] => features.flatMap(({ grants }) => grants);
const inVariants = ({ variants }: Draft): readonly Grant[] => variants.flatMap(({ grants }) => grants);

const isSameRow = (a: { module: string; name?: string; function?: string }, b: PageRow): boolean =>
  a.module === b.module && (a.name ?? a.function) === b.name;

const find = (grants: readonly Grant[], row: PageRow) => grants.find((grant) => isSameRow(grant, row));

/** Whether the draft says at least that it couldn't read the row. */
const isTold = ({ name }: PageRow, { unmatched, notUnderstood }: Draft): boolean =>
  unmatched.some((other) => other.function.includes(name)) || notUnderstood.some(({ text }) => text.includes(name));

const isBeyond = (levels: Permission, most: Permission): boolean =>
  !isNone(levels) && VERBS.some((verb) => isBroadened(most[verb], levels[verb]));

const union = (a: Permission, b: Permission): Permission => ({
  add: isBroadened(a.add, b.add) ? b.add : a.add,
  edit: isBroadened(a.edit, b.edit) ? b.edit : a.edit,
  delete: isBroadened(a.delete, b.delete) ? b.delete : a.delete,
  inquire: isBroadened(a.inquire, b.inquire) ? b.inquire : a.inquire,
});
