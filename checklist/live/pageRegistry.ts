import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TenantId } from "../../core/model/tenant";
import { cacheFolder } from "../../engine/cache/cacheFolder.mjs";

/** A role on a tenant. */
export interface LiveRole {
  readonly tenant: TenantId;
  readonly role: string;
}

/** Who shows a role to an administrator. */
interface PageEntry {
  readonly address: string;
  readonly pid: number;
}

const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];
const ANSWER_MS = 1000;
/** As `serveLocally` gives it out; a file that says anything else leads nobody there. */
const ADDRESS = /^http:\/\/127\.0\.0\.1:\d{1,5}\/[\w-]{32}\/$/;

const folder = (): string => path.join(cacheFolder(), "live");

const fileOf = ({ tenant, role }: LiveRole): string => {
  const key = [tenant.origin, tenant.companyId.toLowerCase(), role.toLowerCase()];
  return path.join(folder(), `${createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32)}.json`);
};

/** Leaves word where a role is shown, for this user alone. A folder that can't be written keeps nobody from the page itself. */
export async function registerPage(role: LiveRole, address: string): Promise<void> {
  const file = fileOf(role);
  const temporaryFile = `${file}.${process.pid}`;
  const rendezvous: PageEntry = { address, pid: process.pid };
  await unlessRefused(async () => {
    await mkdir(folder(), { recursive: true, mode: FOLDER_MODE });
    await chmod(folder(), FOLDER_MODE);
    await writeFile(temporaryFile, JSON.stringify(rendezvous), { mode: FILE_MODE });
    await rename(temporaryFile, file);
  });
}

/** Takes back what {@link registerPage} left, unless it is another one's by now. */
export async function unregisterPage(role: LiveRole, address: string): Promise<void> {
  await unlessRefused(async () => {
    if ((await read(role))?.address === address) await rm(fileOf(role), { force: true });
  });
}

/**
 * Where another process shows a role at this moment. What a process left that is gone, or doesn't answer, counts for nothing.
 * @returns `undefined` where nobody does
 */
export async function findPage(role: LiveRole): Promise<string | undefined> {
  const found = await read(role);
  if (!found || found.pid === process.pid) return undefined;
  return isAlive(found.pid) && (await answers(found.address)) ? found.address : undefined;
}

/** What the system refuses leaves the place of meeting unused. */
async function unlessRefused<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return undefined;
    throw error;
  }
}

async function read(role: LiveRole): Promise<PageEntry | undefined> {
  const text = (await unlessRefused(() => readFile(fileOf(role), "utf8"))) ?? "null";
  const { address, pid } = parsed(text);
  return typeof address === "string" && ADDRESS.test(address) && Number.isInteger(pid)
    ? { address, pid: Number(pid) }
    : undefined;
}

function parsed(text: string): Partial<PageEntry> {
  try {
    return (JSON.parse(text) as Partial<PageEntry> | null) ?? {};
  } catch {
    return {};
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const answers = (address: string): Promise<boolean> =>
  fetch(`${address}state`, { signal: AbortSignal.timeout(ANSWER_MS), redirect: "error" }).then(
    ({ ok }) => ok,
    () => false,
  );
