/** The story of a rehearsal over a copy that is real, and an engine that does what no good one does. */
import { describe, expect, test } from "vitest";
import { Copy, newKeys, type Original } from "../../rehearsal/copy";
import type { CopyEngine, OperationOutcome } from "../../rehearsal/engine";
import { exitCodeOf } from "../../rehearsal/model";
import { type RehearsalRun, rehearse } from "../../rehearsal/rehearse";
import { endLines } from "../../rehearsal/text";
import { defaultSeed, type Seed, startSandbox } from "../../sandbox";
import { readSnapshot } from "../../snapshot/read";
import type { RestGateway } from "../../tenant/client/gateway";
import { connect } from "../../tenant/connection";
import type { TenantCopy } from "../../tenant/copy";
import { gatewayTo } from "../helpers/sites";

const TENANT = { origin: "https://psa.example", companyId: "sandbox" };
const QUIET: OperationOutcome = { changes: { same: 4 }, errors: [], notes: [], named: [], foreign: [] };
const failing = (message: string): OperationOutcome => ({ ...QUIET, errors: [{ resource: "role", message }] });

/** Does nothing, but for what a test says. */
class Engine implements CopyEngine {
  copy: TenantCopy | undefined;
  copies = 0;

  constructor(
    private readonly acts: Partial<Record<keyof CopyEngine, (gateway: RestGateway) => Promise<OperationOutcome>>>,
  ) {}

  leadTo(copy: TenantCopy): void {
    this.copy = copy;
    this.copies += 1;
  }

  preview = () => this.#act("preview");
  up = () => this.#act("up");
  drift = () => this.#act("drift");
  destroy = () => this.#act("destroy");
  state = async () => undefined;

  #act(what: keyof CopyEngine): Promise<OperationOutcome> {
    const config: Record<string, string> = { site: TENANT.origin, companyId: TENANT.companyId };
    const { gateway } = connect((key) => config[key.replace("connectwise:", "")], {}, { copy: this.copy });
    return this.acts[what]?.(gateway) ?? Promise.resolve(QUIET);
  }
}

async function originalOf(seed: Seed = defaultSeed(), keys: Record<string, string> = {}): Promise<Original> {
  const sandbox = await startSandbox({ seed });
  const gateway = gatewayTo(sandbox.url, keys);
  const { snapshot } = await readSnapshot(gateway, { companyId: "sandbox", withPeople: true });
  const caller = await gateway.caller();
  await sandbox.close();
  return { tenant: TENANT, snapshot, caller };
}

const original = originalOf();

async function play(acts: ConstructorParameters<typeof Engine>[0], signal = new AbortController().signal) {
  const engine = new Engine(acts);
  const base = { settings: "read-only", keys: newKeys(), named: [], state: undefined, signal } as const;
  const story = await rehearse({ original: await original, ...base, engine });
  return { engine, story, outcomes: story.steps.map(({ name, outcome }) => `${name} ${outcome}`) };
}

const whole = (story: RehearsalRun) => ({
  ...({ tenant: TENANT, stack: "acme", settings: "read-only", isFirstRun: true, notes: [] } as const),
  ...story,
  sent: { requests: 1, writes: 0 },
});

const role = async (gateway: RestGateway) => void (await gateway.createRole("Left behind"));

describe("a rehearsal", () => {
  test("finds a person whom only the program names, by a copy that is made once more", async () => {
    const seen: (string | undefined)[] = [];
    const look = async (gateway: RestGateway) => {
      seen.push((await gateway.findMember("full", "gpatel"))?.identifier);
      return QUIET;
    };
    const { engine, story } = await play({ preview: look });
    expect(seen).toEqual([undefined, "GPatel"]);
    expect(engine.copies).toBe(2);
    expect(exitCodeOf(whole(story))).toBe(0);
    const named = { ...QUIET, named: ["HJones"] };
    expect((await play({ preview: async () => named })).engine.copies).toBe(2);
    expect((await play({ preview: async () => ({ ...QUIET, named: ["RMMBridge"] }) })).engine.copies).toBe(1);
  });

  test("says what destroy left, drift right after up, and a second up that writes", async () => {
    const drift = async () => ({ ...QUIET, changes: { same: 3, update: 1 } });
    let isFirst = true;
    const up = async (gateway: RestGateway) => {
      if (!isFirst) await role(gateway);
      isFirst = false;
      return QUIET;
    };
    const { story, outcomes } = await play({ drift, up });
    expect(outcomes).toEqual(["preview done", "up done", "drift differs", "again differs", "destroy done"]);
    expect(exitCodeOf(whole(story))).toBe(2);
    const lines = endLines(whole(story));
    expect(lines).toContain("Destroy did not give everything back:");
    expect(lines).toContain('  Security role "Left behind" (id 9) is new');
  });

  test("ends at a step that fails, and says what up had changed by then", async () => {
    const up = async (gateway: RestGateway) => {
      await role(gateway);
      return failing("It can't be done.");
    };
    const { story, outcomes } = await play({ up });
    expect(outcomes).toEqual(["preview done", "up failed", "drift skipped", "again skipped", "destroy skipped"]);
    expect(story.steps[1]?.details).toEqual(["role: It can't be done."]);
    expect(endLines(whole(story))).toContain("What up had changed before it failed:");
    expect(exitCodeOf(whole(story))).toBe(1);
    const left = "3 rows are left, because the tenant's API didn't set them";
    expect((await play({ up: async () => failing(left) })).outcomes.slice(0, 3)).toEqual([
      ...["preview done", "up left", "visit failed"],
    ]);
  });

  test("is over when it is interrupted", async () => {
    const controller = new AbortController();
    const up = async () => {
      controller.abort();
      return QUIET;
    };
    await expect(play({ up }, controller.signal)).rejects.toThrow("aborted");
  });
});

test("a copy is like a tenant of hostile names, shows no person, and its key may what the tenant's may", async () => {
  const row = { delete: null, inquire: { word: "Own" } };
  const role = (name: string, rest: Partial<Seed["roles"][number]> = {}) => ({
    ...{ name, admin: false, inactive: false, customize: [] },
    ...{ levels: { Finance: { Invoicing: row, "<<": "My" as const } }, ...rest },
  });
  const person = (identifier: string, rest: Partial<Seed["members"][number]> = {}) => ({
    ...{
      identifier,
      firstName: "Véra",
      lastName: "O'Hara: née",
      licenseClass: "F" as const,
      inactive: false,
      keys: [],
    },
    ...{ email: "vera@acme.example", role: { id: 3 }, ...rest },
  });
  const seed: Seed = {
    ...defaultSeed(),
    functions: { rename: {}, without: {}, add: { Finance: ["<<", "日本"] } },
    roles: [
      role("Admin", { id: 1, admin: true, levels: {} }),
      role("Keeper", {
        id: 2,
        levels: { System: { Security: "All", "Member Maintenance": "All", "My Company": "All" } },
      }),
      ...["Desk", "Desk", "<<", "- no: yes", "\u202eevil", "__proto__"].map((name) => role(name)),
    ],
    members: [
      person("Boss", { role: "Admin" }),
      person("Keys", { role: "Keeper", keys: [{ publicKey: "a", privateKey: "b" }] }),
      ...["user-1", "all", 'O"Hara'].map((name) => person(name, { inactive: true })),
    ],
  };
  const hostile = await originalOf(seed, { publicKey: "a", privateKey: "b" });
  expect(hostile.caller).toBe("Keys");
  const copy = await Copy.start(hostile, { keys: newKeys(), named: ["all"], settings: "read-only" });
  expect(copy.before.members.map(({ identifier }) => identifier)).toEqual([
    "user-1",
    "user-2",
    "user-3",
    "all",
    "user-5",
  ]);
  expect(JSON.stringify(copy.before)).not.toMatch(/Véra|vera@|O'Hara/);
  expect(await copy.gateway.caller()).toBe("user-2");
  await copy.close();
});
