import { createHash } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import { RefusedError } from "../../core/model/errors";
import { isLoopback, parseSite } from "../../tenant/client/site";
import { fleetFolder } from "../folder";
import type { FleetTenant } from "../model/fleet";
import { splitReference } from "../model/reference";

/** A key, by its reference and by what tells it from others, and where it went. */
interface Use {
  readonly reference: string;
  readonly origin: string;
  /** Missing for a key that is too short to be one that nobody guesses. */
  readonly key?: string;
}

/** What is sent to a tenant. */
export interface SentKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly clientId: string;
}

/**
 * Where each private key went so far: one line for each in the file `.fleet/sites.jsonl`. A fleet's file that leads a key elsewhere
 * is refused until the person who runs the command confirms it, whoever changed the file. It is known by its reference, however that is
 * written, and by itself: under another reference, or as another tenant's public key, it is the same key.
 */
export class KnownSites {
  readonly #origins = new Map<string, Set<string>>();
  #isRead: Promise<void> | undefined;

  /** @param confirmed hosts that the keys may go to from now on */
  constructor(
    private readonly folder: string,
    private readonly confirmed: readonly string[] = [],
  ) {}

  /** @throws RefusedError where the key of the tenant's reference went elsewhere so far */
  async assertKnown(tenant: FleetTenant): Promise<void> {
    await this.#read();
    const { privateKey, site } = tenant;
    this.#assertGoesThere(tenant, sameReference(privateKey), parseSite(site).origin, privateKey);
  }

  /** @throws RefusedError where what is sent is a private key that went elsewhere so far */
  async assertKnownKeys(tenant: FleetTenant, sent: SentKeys): Promise<void> {
    await this.#read();
    const { origin } = parseSite(tenant.site);
    for (const name of ["privateKey", "publicKey", "clientId"] as const) {
      const key = fingerprint(sent[name]);
      if (key !== undefined) this.#assertGoesThere(tenant, key, origin, tenant[name]);
    }
  }

  #assertGoesThere({ name }: FleetTenant, id: string, origin: string, reference: string): void {
    const knownOrigins = this.#origins.get(id);
    const { host } = new URL(origin);
    if (
      isLoopback(origin) ||
      !knownOrigins ||
      knownOrigins.has(origin) ||
      this.confirmed.some((confirmedSite) => hostOf(confirmedSite) === host)
    )
      return;
    throw new RefusedError(
      `The key of ${name} (${reference}) went to ${[...knownOrigins].join(", ")} so far, and the fleet's file leads it to ${origin} now: nothing is sent. If that is meant, run it once with --confirm-site ${host}.`,
      { topic: "site-changed" },
    );
  }

  /** Remembers that the tenant's key was taken where it is sent to. */
  async remember({ site, privateKey: reference }: FleetTenant, privateKey: string): Promise<void> {
    const { origin } = parseSite(site);
    const key = fingerprint(privateKey);
    const use = { reference: sameReference(reference), origin, ...(key !== undefined && { key }) };
    await this.#read();
    if (isLoopback(origin) || idsOf(use).every((id) => this.#origins.get(id)?.has(origin))) return;
    this.#add(use);
    await appendFile(path.join(fleetFolder(this.folder), FILE), `${JSON.stringify(use)}\n`);
  }

  async #read(): Promise<void> {
    this.#isRead ??= readUses(this.folder).then((uses) => {
      for (const use of uses) this.#add(use);
    });
    await this.#isRead;
  }

  #add(use: Use): void {
    for (const id of idsOf(use)) this.#origins.set(id, (this.#origins.get(id) ?? new Set()).add(use.origin));
  }
}

const FILE = "sites.jsonl";

const idsOf = ({ reference, key }: Use): string[] => [sameReference(reference), ...(key === undefined ? [] : [key])];

/** `file: ./a.key` and `file:a.key` are one. */
function sameReference(reference: string): string {
  const parts = splitReference(reference.trim());
  if (!parts) return reference;
  return `${parts.kind}:${parts.kind === "file" ? path.posix.normalize(parts.what) : parts.what}`;
}

/** As people copy a host: with a scheme, a path, or in capitals. */
const hostOf = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/s, "");

/**
 * ConnectWise's keys are sixteen random characters, which nobody finds by trying. What is shorter, such as the sandbox's, is a word of
 * its own: nothing of it is kept, and it isn't taken out of messages.
 */
export const SHORTEST_KEY = 12;

const fingerprint = (key: string): string | undefined =>
  key.length < SHORTEST_KEY ? undefined : `sha256:${createHash("sha256").update(key).digest("hex")}`;

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
      `${file} can't be read: it lists the hosts that keys went to. Check it, or delete it to start over.`,
    );
  }
}
