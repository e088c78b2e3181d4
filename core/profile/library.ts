import { orProblems } from "../model/errors";
import type { ProfileOrigin } from "../model/profile";
import { orNearest } from "./match";
import { type FindBase, parseProfile, type ReadProfile } from "./parse";

/** A folder of profile files, wherever it lies: on disk, or at a commit. */
export interface ProfileFolder {
  readonly origin: ProfileOrigin;
  /** Sorted. */
  readonly ids: readonly string[];
  /** How messages name the file of an id. */
  fileOf(id: string): string;
  /** @throws InvalidInputError where it is no text */
  textOf(id: string): string;
}

/** A profile that was looked up, or all that is wrong with it. */
export interface FoundProfile extends ReadProfile {
  readonly id: string;
  readonly file: string;
  readonly origin: ProfileOrigin;
  /** Whether it is used instead of a library's profile of that id. */
  readonly shadowsLibrary: boolean;
  /** Of its file, then of those that it builds on; missing from the first that can't be read. */
  readonly texts: readonly string[];
}

/** A file of one of the folders. */
interface Link {
  readonly folder: ProfileFolder;
  readonly id: string;
}

/**
 * The profiles of several folders; of two of one id, that of the earlier folder. What a profile extends is looked up in the
 * same way, but for one that extends its own id: that builds on the next folder's, as an own `wise-sync` on the library's.
 */
export class Profiles {
  /** Sorted, each once. */
  readonly ids: readonly string[];
  private readonly read = new Map<string, FoundProfile>();

  constructor(private readonly folders: readonly ProfileFolder[]) {
    this.ids = [...new Set(folders.flatMap((folder) => folder.ids))].sort();
  }

  /** `undefined` where no folder has it. Each file is read once. */
  find(id: string): FoundProfile | undefined {
    const folder = this.folders.find((candidate) => candidate.ids.includes(id));
    return folder && this.readLink({ folder, id }, []);
  }

  /** Finds what a profile from elsewhere extends. */
  readonly findBase: FindBase = (id) => this.baseOf(id, []);

  /** @param chain the profiles that lead here by what they extend */
  private readLink({ folder, id }: Link, chain: readonly Link[]): FoundProfile {
    const file = folder.fileOf(id);
    const cached = this.read.get(file);
    if (cached) return cached;
    const texts: string[] = [];
    const findBase: FindBase = (baseId) => {
      const base = this.baseOf(baseId, [...chain, { folder, id }]);
      if ("texts" in base) texts.push(...base.texts);
      return base;
    };
    const profile = readOrProblems(() => {
      const text = folder.textOf(id);
      texts.push(text);
      return parseProfile(text, file, findBase);
    });
    const found = {
      id,
      file,
      origin: folder.origin,
      shadowsLibrary: this.shadowsLibrary(folder, id),
      texts,
      ...profile,
    };
    this.read.set(file, found);
    return found;
  }

  private shadowsLibrary(folder: ProfileFolder, id: string): boolean {
    return this.after(folder).some(({ origin, ids }) => origin === "library" && ids.includes(id));
  }

  private after(folder: ProfileFolder): readonly ProfileFolder[] {
    return this.folders.slice(this.folders.indexOf(folder) + 1);
  }

  private baseOf(id: string, chain: readonly Link[]): FoundProfile | { readonly missing: string } {
    const last = chain.at(-1);
    const isOwnId = last?.id === id;
    const folder = (isOwnId ? this.after(last.folder) : this.folders).find((candidate) => candidate.ids.includes(id));
    if (!folder) return { missing: isOwnId ? extendsItself(id) : unknownId(id, this.ids) };
    const start = chain.findIndex((link) => link.folder === folder && link.id === id);
    return start < 0 ? this.readLink({ folder, id }, chain) : { missing: circle([...chain.slice(start), { id }]) };
  }
}

const circle = (links: readonly Pick<Link, "id">[]) =>
  `the profiles extend each other in a circle: ${links.map(({ id }) => id).join(" → ")}`;

const extendsItself = (id: string) =>
  `the profile extends itself: ${id} → ${id}; there is no other one of that id to build on`;

/** As many ids as somebody reads in a message. */
const LISTED = 20;

/** That no profile has the id, with the nearest and the first there are; `where` tells which folders were looked through. */
export function unknownId(id: string, ids: readonly string[], where = ""): string {
  const more = ids.length > LISTED ? ` and ${ids.length - LISTED} more; npx cwroles profiles list names them all` : "";
  const first = `There ${ids.length === 1 ? "is" : "are"}: ${ids.slice(0, LISTED).join(", ") || "none"}`;
  return `no profile "${id}"${where}${orNearest(id, ids)} ${first}${more}`;
}

/** A profile, or all that is wrong with it. */
export const readOrProblems = (read: () => ReadProfile): ReadProfile => ({ unknownNames: [], ...orProblems(read) });
