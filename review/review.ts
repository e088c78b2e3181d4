import path from "node:path";
import { InvalidInputError } from "../core/model/errors";
import { type ProfileFolder, Profiles } from "../core/profile/library";
import { RANKS } from "../core/risk/risk";
import { libraryBeside } from "../project/profiles";
import { compareProfile } from "./compare";
import { EXCLUSIONS_FILE, exclude, parseExclusions } from "./exclusions";
import { withMassRemovalFact } from "./massRemoval";
import { type Compared, compareRefs, type ReviewedRefs } from "./refs";
import { defaultRisks } from "./risks";
import { byText } from "./rows";
import type { Snapshot } from "./sourceSnapshot";
import { sumCounts, summaryOf } from "./summary";
import { changedCode, contentsOf } from "./tenants/code";
import { compareTenants } from "./tenants/compare";
import type { DesiredTenants, ReadDesired } from "./tenants/desired";
import { desiredByStacks } from "./tenants/stacks";
import type { Subject, View } from "./view";

const FOLDER = "profiles";

/** What {@link reviewRefs} needs to know besides the two refs. */
export interface ReviewOptions extends ReviewedRefs {
  /** `2026-01-31`, UTC: when exclusions and accepted deviations expire. */
  readonly today: string;
  /** What reads files of tenants; the stacks of the project are read in any case. */
  readonly readers?: readonly ReadDesired[];
}

/**
 * Compares everything in a project that decides who gets what where, at two states, without a tenant.
 * @throws InvalidInputError for a ref or a file of exclusions that can't be used, or where neither end has anything to compare
 */
export async function reviewRefs({ today, readers = [], ...refs }: ReviewOptions): Promise<View> {
  const library = libraryBeside(path.join(refs.project, FOLDER));
  return reviewSnapshots({ ...(await compareRefs(refs)), today, readers, ...(library && { library }) });
}

/** Two states of a project, wherever they are from. */
export interface ReviewedSnapshots extends Compared, Required<Pick<ReviewOptions, "today" | "readers">> {
  /** Profiles that stand behind both states, the same for both: used where a state has none of that id. */
  readonly library?: ProfileFolder;
}

/**
 * Compares two snapshots, by the exclusions of the later one.
 * @throws InvalidInputError for a file of exclusions that can't be used, or where neither has anything to compare
 */
export async function reviewSnapshots(reviewed: ReviewedSnapshots): Promise<View> {
  const { title, before, tip, after, changedFiles, today, readers, library } = reviewed;
  const folders = await Promise.all([folderOf(before), folderOf(after)]);
  const [from, to] = folders.map((folder) => new Profiles(library ? [folder, library] : [folder])) as [
    Profiles,
    Profiles,
  ];
  const desired = await Promise.all([
    readDesired(before, from, readers, today),
    readDesired(after, to, readers, today),
  ]);
  const ids = [...new Set(folders.flatMap((folder) => folder.ids))].sort(byText);
  if (ids.length === 0 && desired.flat().length === 0)
    throw new InvalidInputError("Nothing to review", [
      {
        path: FOLDER,
        message: "no .yaml file there, no stack and no fleet, neither before nor after; run this in the project folder",
      },
    ]);
  const risks = defaultRisks();
  const compared = ids.map((id) => compareProfile(id, from.find(id), to.find(id), risks));
  const former = await exclusionsOf(tip).catch(noneIfUnusable);
  const { subjects: profiles, notes } = exclude(compared, await exclusionsOf(after), former, today);
  const tenants = compareTenants(desired[0], desired[1], compared, risks);
  const subjects = [...profiles, ...tenants, ...changedCode(changedFiles, filesCompared(folders, desired), risks)].map(
    withMassRemovalFact,
  );
  const counts = sumCounts(subjects.map((subject) => subject.counts));
  const contents = contentsOf(changedFiles);
  return {
    title,
    ...(contents && { contents }),
    summary: summaryOf(subjects, counts),
    subjects: subjects.sort((a, b) => weight(b) - weight(a) || byText(a.id, b.id)),
    counts,
    notes,
  };
}

/** The files of which a review says what they do. */
const filesCompared = (
  folders: readonly ProfileFolder[],
  desired: readonly (readonly DesiredTenants[])[],
): ReadonlySet<string> =>
  new Set([
    EXCLUSIONS_FILE,
    ...folders.flatMap(({ ids }) => ids.map((id) => `${FOLDER}/${id}.yaml`)),
    ...desired.flat().flatMap(({ files }) => files),
  ]);

/** What stacks and files of tenants ask. A file that is no text, or a link, is one that can't be read. */
async function readDesired(snapshot: Snapshot, profiles: Profiles, readers: readonly ReadDesired[], today: string) {
  const all = await Promise.all(
    [desiredByStacks, ...readers].map((read) => read(snapshot, profiles, today).catch(asUnreadable)),
  );
  return all.flat();
}

function asUnreadable(error: unknown): DesiredTenants[] {
  if (!(error instanceof InvalidInputError)) throw error;
  return [{ file: error.problems[0]?.file ?? "", files: [], tenants: [], settings: {}, problems: error.problems }];
}

/** The profiles of a snapshot, all read at once. */
async function folderOf(snapshot: Snapshot): Promise<ProfileFolder> {
  const files = await snapshot.list(FOLDER);
  const texts = await Promise.allSettled(files.map((file) => snapshot.read(file)));
  const found = new Map(
    files.map((file, index) => [
      path.posix.basename(file, ".yaml"),
      { file: snapshot.prefix + file, text: () => textOf(texts[index]) },
    ]),
  );
  return {
    origin: "own",
    ids: [...found.keys()].sort(byText),
    fileOf: (id) => found.get(id)?.file ?? id,
    textOf: (id) => found.get(id)?.text() ?? "",
  };
}

/** Git may have put a Windows user's line ends into the working tree. What is no text is told where it is asked for. */
function textOf(read: PromiseSettledResult<string | undefined> | undefined): string {
  if (read?.status === "rejected") throw read.reason;
  return (read?.value ?? "").replaceAll("\r\n", "\n");
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
