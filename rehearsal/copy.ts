import { randomUUID } from "node:crypto";
import { RefusedError } from "../core/model/errors";
import { sameName } from "../core/model/name";
import type { TenantId } from "../core/model/tenant";
import { type LoggedRequest, parseSeed, type Sandbox, type Seed, startSandbox } from "../sandbox";
import { diffSnapshots, isEmpty } from "../snapshot/diff";
import type { Snapshot } from "../snapshot/model";
import { withPseudonyms } from "../snapshot/pseudonym";
import { readSnapshot } from "../snapshot/read";
import { diffLines } from "../snapshot/text";
import { snapshotText } from "../snapshot/write";
import type { RestGateway } from "../tenant/client/gateway";
import type { RequestCount } from "../tenant/client/requestCount";
import { connect } from "../tenant/connection";
import type { TenantCopy } from "../tenant/copy";
import type { CopySettings } from "./model";

/** What a copy is made of. */
export interface Original {
  readonly tenant: TenantId;
  /** With people: it never leaves this process. */
  readonly snapshot: Snapshot;
  /** The identifier of the member whose key read it, where the tenant says so. */
  readonly caller: string | undefined;
}

/** A key pair that no other copy has. */
export const newKeys = () => ({ publicKey: randomUUID(), privateKey: randomUUID(), clientId: randomUUID() });
type Keys = ReturnType<typeof newKeys>;

/** A tenant's copy: a sandbox of this process, for this machine alone. */
export class Copy {
  private constructor(
    /** How the engine's provider is led here. */
    readonly way: TenantCopy,
    /** The tenant as it was copied, people under their numbers. */
    readonly before: Snapshot,
    private readonly sandbox: Sandbox,
    /** By the key of the member whose key read the tenant: it may here what it may there. */
    readonly gateway: RestGateway,
    private readonly requests: LoggedRequest[],
  ) {}

  /**
   * Starts a copy, and reads it back.
   * @param named identifiers of people that the program names: a member is found by its own
   * @throws RefusedError where it can't be made, or isn't like the tenant
   */
  static async start(
    { tenant, snapshot, caller }: Original,
    { keys, named, settings }: { keys: Keys; named: readonly string[]; settings: CopySettings },
  ): Promise<Copy> {
    const before = withPseudonyms(snapshot, named);
    const { companyId } = snapshot;
    const requests: LoggedRequest[] = [];
    const manager = snapshot.members.find(({ identifier }) => caller !== undefined && sameName(identifier, caller));
    const sandbox = await started(() => {
      const seed = withManager(parseSeed(snapshotText(before, false), "The copy"), manager?.id);
      const company = { id: companyId, seed, settings, keys };
      return startSandbox({ companies: [company], onRequest: (request) => requests.push(request) });
    });
    const way = { of: tenant, origin: sandbox.url, ...keys };
    const given: Record<string, string> = { site: tenant.origin, companyId };
    const { gateway } = connect((key) => given[key.replace("connectwise:", "")], {}, { copy: way });
    const copy = new Copy(way, before, sandbox, gateway, requests);
    try {
      await copy.#assertAlike();
      return copy;
    } catch (error) {
      await copy.close();
      throw error;
    }
  }

  async #assertAlike(): Promise<void> {
    const diff = diffSnapshots(this.before, await this.snapshot());
    if (isEmpty(diff)) return;
    throw new RefusedError(
      `The copy isn't like the tenant, so that a run on it would show nothing:\n${diffLines(diff, "it was copied").join("\n")}`,
    );
  }

  /** What it is like now. */
  async snapshot(): Promise<Snapshot> {
    const { companyId } = this.before;
    return (await readSnapshot(this.gateway, { companyId, withPeople: true })).snapshot;
  }

  /** From now on requests are counted anew. */
  startCount(): () => RequestCount {
    this.requests.length = 0;
    return () => ({
      requests: this.requests.length,
      writes: this.requests.filter(({ method }) => method !== "GET").length,
    });
  }

  /** The identifiers, of these, that were looked for since the last count began. */
  requestedIdentifiers(identifiers: readonly string[]): string[] {
    const conditions = this.requests.flatMap(({ path }) => [...new URL(path, this.way.origin).searchParams.values()]);
    const texts = conditions.map((text) => text.toLowerCase());
    return identifiers.filter((identifier) => texts.some((text) => text.includes(`"${identifier.toLowerCase()}"`)));
  }

  /** What an administrator does in the web client. */
  setRow: Sandbox["tenant"]["setRow"] = (id, levels) => this.sandbox.tenant.setRow(id, levels);

  close = (): Promise<void> => this.sandbox.close();
}

/** What a sandbox can't be made of is told in words. */
async function started(start: () => Promise<Sandbox>): Promise<Sandbox> {
  try {
    return await start();
  } catch (error) {
    throw new RefusedError(`A copy of the tenant can't be made: ${(error as Error).message}`);
  }
}

/** The member that has the keys; where the tenant doesn't say who, the sandbox chooses the active one that may do most. */
const withManager = (seed: Seed, manager: number | undefined): Seed => ({
  ...seed,
  members: seed.members.map((member) =>
    member.id === manager ? { ...member, keys: [{ publicKey: "replaced", privateKey: "replaced" }] } : member,
  ),
});
