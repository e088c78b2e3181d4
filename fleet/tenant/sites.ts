import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import { RefusedError } from "../../core/model/errors";
import { isLoopback, parseSite } from "../../tenant/client/site";
import { fleetFolder } from "../folder";
import type { FleetTenant } from "../model/fleet";

/** A key, by its reference, and where it went. */
interface Use {
  readonly reference: string;
  readonly origin: string;
}

/**
 * Where the key of each reference went so far: one line for each in the file `.fleet/sites.jsonl`. A fleet's file that leads a key elsewhere
 * is refused until the person who runs the command confirms it, whoever changed the file.
 */
export class KnownSites {
  readonly #uses = new Map<string, Set<string>>();
  #isRead: Promise<void> | undefined;

  /** @param confirmed hosts that the keys may go to from now on */
  constructor(
    private readonly folder: string,
    private readonly confirmed: readonly string[] = [],
  ) {}

  /** @throws RefusedError where the tenant's key went elsewhere so far */
  async assertKnown(tenant: FleetTenant): Promise<void> {
    const { reference, origin } = useOf(tenant);
    await this.#read();
    const known = this.#uses.get(reference);
    const { host } = new URL(origin);
    if (isLoopback(origin) || !known || known.has(origin) || this.confirmed.includes(host)) return;
    throw new RefusedError(
      `The key of ${tenant.name} (${reference}) went to ${[...known].join(", ")} so far, and the fleet's file leads it to ${origin} now: nothing is sent. If that is meant, run it once with --confirm-site ${host}.`,
      { topic: "site-changed" },
    );
  }

  /** Remembers that the tenant's key was taken where it is sent to. */
  async remember(tenant: FleetTenant): Promise<void> {
    const use = useOf(tenant);
    await this.#read();
    if (isLoopback(use.origin) || this.#uses.get(use.reference)?.has(use.origin)) return;
    this.#add(use);
    await appendFile(path.join(fleetFolder(this.folder), FILE), `${JSON.stringify(use)}\n`);
  }

  async #read(): Promise<void> {
    this.#isRead ??= readUses(this.folder).then((uses) => {
      for (const use of uses) this.#add(use);
    });
    await this.#isRead;
  }

  #add({ reference, origin }: Use): void {
    this.#uses.set(reference, (this.#uses.get(reference) ?? new Set()).add(origin));
  }
}

const FILE = "sites.jsonl";

const useOf = ({ privateKey, site }: FleetTenant): Use => ({ reference: privateKey, origin: parseSite(site).origin });

/** @throws RefusedError for a file that isn't as it was written: what it knew can't be held against anybody any more */
async function readUses(folder: string): Promise<Use[]> {
  const file = path.join(folder, ".fleet", FILE);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  try {
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Use);
  } catch {
    throw new RefusedError(
      `${file} can't be read: it says where keys went so far. Look at it, and delete it to begin anew.`,
    );
  }
}
