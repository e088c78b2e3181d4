import path from "node:path";
import { InvalidInputError } from "../core/model/errors";
import { RANKS } from "../core/risk/risk";
import { compareProfile, type ProfileText } from "./compare";
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
  return reviewSnapshots(before, after, `Permission review: ${base} → ${head ?? "working tree"}`, today);
}

/**
 * Compares every profile of two snapshots, by the exclusions of the later one.
 * @throws InvalidInputError for a file of exclusions that can't be used, or where neither has a profile
 */
export async function reviewSnapshots(before: Snapshot, after: Snapshot, title: string, today: string): Promise<View> {
  const [from, to] = await Promise.all([profilesOf(before), profilesOf(after)]);
  const ids = [...new Set([...from.keys(), ...to.keys()])].sort(byText);
  if (ids.length === 0)
    throw new InvalidInputError("No profiles", [
      { path: FOLDER, message: "no .yaml file there, neither before nor after; run this in the project folder" },
    ]);
  const compared = ids.map((id) => compareProfile(id, from.get(id), to.get(id), defaultRisks()));
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

async function profilesOf(snapshot: Snapshot): Promise<Map<string, ProfileText>> {
  const files = await snapshot.list(FOLDER);
  const entries = files.map(async (file): Promise<[string, ProfileText]> => {
    // Git may have put a Windows user's line ends into the working tree.
    const text = ((await snapshot.read(file)) ?? "").replaceAll("\r\n", "\n");
    return [path.posix.basename(file, ".yaml"), { file: snapshot.prefix + file, text }];
  });
  return new Map(await Promise.all(entries));
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
