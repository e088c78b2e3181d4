import { expect, test } from "vitest";
import type { Action, Deed, RunAction } from "./actions";
import { atOwnTimes, History } from "./history";
import type { StackConfig } from "./simulation";
import { Tally } from "./tally";
import { must } from "./tenant";

const CONFIG: StackConfig = {
  tenant: 0,
  role: "Sync",
  member: "sync",
  roleName: "role",
  memberName: "member",
  profile: 0,
  adopt: "if-unshared",
  unlisted: "exact",
  isVerified: true,
};

const run = (command: RunAction["command"], more: Partial<RunAction> = {}): RunAction => ({
  type: "run",
  stack: 0,
  command,
  refresh: false,
  isPreviewed: false,
  ...more,
});
const deed = (what: Deed["deed"]): Deed => ({ type: "deed", tenant: 0, deed: what });
const edit = (change: Partial<StackConfig>): Action => ({ type: "edit", stack: 0, change });

/** @returns how the runs ended, and the tenant */
async function after(config: Partial<StackConfig>, actions: readonly Action[]) {
  const history = new History([{ ...CONFIG, ...config }], new Tally());
  const outcomes: string[] = [];
  await atOwnTimes(() =>
    history.told(async () => {
      for (const action of actions) outcomes.push((await history.happens(action)) ?? "");
    }),
  );
  return { outcomes: outcomes.filter(Boolean), tenant: must(history.world.tenants[0]) };
}

test("a former role whose id is another one's by now isn't given back", async () => {
  const { outcomes, tenant } = await after({ member: "oldsync" }, [
    run("up"),
    deed({ does: "renumber", kind: "role", places: 1 }),
    run("destroy"),
  ]);
  expect(outcomes).toEqual(["done", "refused"]);
  expect(tenant.member("oldsync")).toMatchObject({ role: "Sync", inactive: true });
});

test("a role that became one of administrators is neither deleted nor set, whoever made it", async () => {
  const flagged = deed({ does: "flag", nth: 0, flag: "adminFlag" });
  const { outcomes, tenant } = await after({}, [run("up"), flagged, run("destroy")]);
  expect(outcomes).toEqual(["done", "refused"]);
  expect(tenant.roles().map(({ name }) => name)).toContain("Sync");
});

test("nor is one whose making was killed", async () => {
  const refused: number[] = [];
  for (let step = 1; step <= 40; step++) {
    const { outcomes, tenant } = await after({}, [
      run("up", { kill: { step, isAfter: true } }),
      deed({ does: "flag", nth: 0, flag: "adminFlag" }),
      edit({ profile: 1 }),
      run("up", { refresh: true }),
    ]);
    if (!tenant.roles().some(({ name, adminFlag }) => name === "Sync" && adminFlag)) continue;
    expect(outcomes).toEqual([expect.any(String), "refused"]);
    refused.push(step);
  }
  expect(refused.length).toBeGreaterThan(10);
});
