import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Claim, ClaimedObject, ClaimStore } from "./claim";

/**
 * Claims as files, `<folder>/<object>/<stack>.json`: two runs never write the same one, so that none needs a lock.
 * A name in a path is a digest, since a tenant's names hold any character.
 */
export class FileClaims implements ClaimStore {
  constructor(readonly place: string) {}

  async read(object: ClaimedObject): Promise<readonly Claim[]> {
    const folder = this.#folder(object);
    const names = (await readdir(folder).catch(noneIfMissing)).filter((name) => name.endsWith(".json"));
    const claims = await Promise.all(names.map((name) => readClaim(path.join(folder, name))));
    return claims.filter((claim) => claim !== undefined);
  }

  /** Whole or not at all, and on the disk before it returns. */
  async write(claim: Claim): Promise<void> {
    const folder = this.#folder(claim.object);
    await mkdir(folder, { recursive: true });
    const target = path.join(folder, fileOf(claim.stack));
    const file = await open(`${target}.new`, "w");
    try {
      await file.writeFile(JSON.stringify(claim));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${target}.new`, target);
  }

  async remove(object: ClaimedObject, stack: string): Promise<void> {
    await rm(path.join(this.#folder(object), fileOf(stack)), { force: true });
  }

  #folder({ tenant, kind, name }: ClaimedObject): string {
    const key = [tenant.origin, tenant.companyId.toLowerCase(), kind, name.toLowerCase()];
    return path.join(this.place, digest(JSON.stringify(key)));
  }
}

const fileOf = (stack: string) => `${digest(stack)}.json`;
const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** A file that can't be read says nothing: what it would have said is then decided as if there was none. */
async function readClaim(file: string): Promise<Claim | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Claim;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
