import path from "node:path";
import { InvalidInputError } from "../core/model/errors";
import { type ProfileFolder, Profiles } from "../core/profile/library";
import { RANKS } from "../core/risk/risk";
import { libraryBeside } from "../project/profiles";
import { compareProfile } from "./compare";
import { EXCLUSIONS_FILE, exclude, parseExclusions } from "./exclusions";
import { committed, type Snapshot, workingTree } from "./refs";
import { defaultRisks } from "./risks";
import { byText } from "./rows";
import { addedUp, summaryOf } from "./summary";
import type { Subject, View } from "./view";

const FOLDER = "profiles";

/** Which two refs of a project are compared. */
export interface ReviewedRefs {
  /** Folder of the project, in a git repository. */
  readonly project: string;
  /** A branch, tag or commit. */
  readonly base: string;
  /** The working tree where it is missing. */
  readonly head?: string;
  /** `2026-01-31`, UTC: when exclusions expire. */
  readonly today: string;
}

/**
 * Compares every profile at two refs, without a tenant.
 * @throws InvalidInputError for a ref or a file of exclusions that can't be used, or where neither end has a profile
 */
export async function reviewRefs({ project, base, head, today }: ReviewedRefs): Promise<View> {
  const before = await committed(project, base, "--base");
  const after = head === undefined ? workingTree(project) : await committed(project, head, "--head");
  const library = libraryBeside(path.join(project, FOLDER));
  return reviewSnapshots(before, after, `Permission review: ${base} → ${head ?? "working tree"}`, today, library);
}

/**
 * Compares every profile of two snapshots, by the exclusions of the later one. A library stands behind both, the same for
 * both: what it has is used where a snapshot has none of that id.
 * @throws InvalidInputError for a file of exclusions that can't be used, or where neither has a profile
 */
export async function reviewSnapshots(
  before: Snapshot,
  after: Snapshot,
  title: string,
  today: string,
  library?: ProfileFolder,
): Promise<View> {
  const own = await Promise.all([folderOf(before), folderOf(after)]);
  const ids = [...new Set(own.flatMap((folder) => folder.ids))].sort(byText);
  if (ids.length === 0)
    throw new InvalidInputError("No profiles", [
      { path: FOLDER, message: "no .yaml file there, neither before nor after; run this in the project folder" },
    ]);
  const [from, to] = own.map((folder) => new Profiles(library ? [folder, library] : [folder]));
  const compared = ids.map((id) => compareProfile(id, from?.find(id), to?.find(id), defaultRisks()));
  const former = await exclusionsOf(before).catch(noneIfUnusable);
  const { subjects, notes } = exclude(compared, await exclusionsOf(after), former, today);
  const counts = addedUp(subjects.map((subject) => subject.counts));
  return {
    title,
    summary: summaryOf(subjects, counts),
    subjects: [...subjects].sort((a, b) => weight(b) - weight(a) || byText(a.id, b.id)),
    counts,
    notes,
  };
}

/** The profiles of a snapshot, all read at once. */
async function folderOf(snapshot: Snapshot): Promise<ProfileFolder> {
  const files = await snapshot.list(FOLDER);
  const entries = files.map(async (file): Promise<[string, { file: string; text: string }]> => {
    // Git may have put a Windows user's line ends into the working tree.
    const text = ((await snapshot.read(file)) ?? "").replaceAll("\r\n", "\n");
    return [path.posix.basename(file, ".yaml"), { file: snapshot.prefix + file, text }];
  });
  const found = new Map(await Promise.all(entries));
  return {
    origin: "own",
    ids: [...found.keys()].sort(byText),
    fileOf: (id) => found.get(id)?.file ?? id,
    textOf: (id) => found.get(id)?.text ?? "",
  };
}

async function exclusionsOf(snapshot: Snapshot) {
  const text = await snapshot.read(EXCLUSIONS_FILE);
  return text === undefined ? [] : parseExclusions(text, snapshot.prefix + EXCLUSIONS_FILE);
}

/** Exclusions that nobody could use before are all new. */
function noneIfUnusable(error: unknown): [] {
  if (error instanceof InvalidInputError) return [];
  throw error;
}

/** What can't be read first; then changes, those that broaden what is risky before the others; then what stays. */
function weight({ status, facts, counts }: Subject): number {
  if (status === "unreadable") return 100;
  if (status === "unchanged" || status === "same-effect") return 0;
  const rank = RANKS.findLastIndex((name) => counts.broadenedByRisk[name] > 0);
  const fact = facts.some(({ direction }) => direction === "broadened") ? 20 : 0;
  return 10 + (rank + 1) * 10 + fact;
}
