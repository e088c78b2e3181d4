// @ts-check
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { withLock } from "./lock.mjs";

/** A staging folder that nobody has touched for this long belongs to an interrupted run. */
const STALE_MS = 60 * 60 * 1000;
const STAGING = ".partial-";

/**
 * Fills `folder` in one go: `fill` works in a staging folder beside it, which takes its name only when complete. An
 * interrupted run leaves nothing half; of two runs at the same time the second waits, and takes what the first one made.
 *
 * @param {string} folder
 * @param {(staging: string) => Promise<void>} fill
 */
export async function fillFolder(folder, fill) {
  const parent = path.dirname(folder);
  await mkdir(parent, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (await isThere(folder)) return;
    await removeStale(parent);
    await stage(folder, fill);
  });
}

/** @param {string} folder @param {(staging: string) => Promise<void>} fill */
async function stage(folder, fill) {
  const staging = `${folder}${STAGING}${process.pid}`;
  try {
    await mkdir(staging);
    await fill(staging);
    await moveUnlessThere(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** @param {string} staging @param {string} folder */
async function moveUnlessThere(staging, folder) {
  try {
    await rename(staging, folder);
  } catch (error) {
    if (!(await isThere(folder))) throw error;
  }
}

/** @param {string} folder */
async function isThere(folder) {
  return (await stat(folder).catch(() => undefined)) !== undefined;
}

/** @param {string} parent */
async function removeStale(parent) {
  const names = (await readdir(parent)).filter((name) => name.includes(STAGING));
  for (const name of names) {
    const folder = path.join(parent, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > STALE_MS) await rm(folder, { recursive: true, force: true });
  }
}
