// @ts-check
import { mkdir, rm, stat, utimes } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { step } from "../progress.mjs";

/** One process at a time does what takes minutes. With nothing but Node: it is used before anything is installed. */

/** How often a holder shows that it is alive, and how long after the last time it counts as dead. */
const HEARTBEAT_MS = 2_000;
const DEAD_MS = 20_000;
const POLL_MS = 500;
/** Nobody waits longer, whatever the holder does. */
const LIMIT_MS = 60 * 60 * 1000;

/**
 * Runs `work` while no other process that uses the same lock runs its own. A lock whose holder died is taken over; after an
 * hour `work` runs all the same, so it has to be right without the lock, too.
 *
 * @template T
 * @param {string} lock path of a folder that is there while the lock is held
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` returns
 */
export async function withLock(lock, work) {
  const isOurs = (await acquire(lock)) || (await step(`Wait for another process (${lock})`, () => waitFor(lock)));
  const heartbeat = setInterval(() => isOurs && touch(lock), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (isOurs) await rm(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock @returns {Promise<boolean>} whether it is this process's */
async function acquire(lock) {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return false;
  }
}

/** @param {string} lock @returns {Promise<boolean>} whether it is this process's; false once nobody may be waited for any more */
async function waitFor(lock) {
  for (const started = Date.now(); Date.now() - started < LIMIT_MS; await sleep(POLL_MS)) {
    if (await isDead(lock)) await rm(lock, { recursive: true, force: true });
    if (await acquire(lock)) return true;
  }
  return false;
}

/** @param {string} lock */
async function isDead(lock) {
  try {
    return Date.now() - (await stat(lock)).mtimeMs > DEAD_MS;
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    return false;
  }
}

/** @param {string} lock */
function touch(lock) {
  const now = new Date();
  // Somebody who took this process for dead may have taken it over: then there may be nothing to touch.
  utimes(lock, now, now).catch(() => {});
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code;
