import { describe, expect, test } from "vitest";
import type { Edit, Interrupted } from "./actions";
import { atOwnTimes, History } from "./history";
import type { StackConfig } from "./simulation";
import { Tally } from "./tally";
import { CalmHistory } from "./undisturbed";

/** More than any run has. */
const STEPS = 80;

const CONFIG: StackConfig = {
  tenant: 0,
  role: "Sync",
  member: "sync",
  roleName: "role",
  memberName: "member",
  profile: 0,
  adopt: "always",
  unlisted: "exact",
  isVerified: true,
};

const run = (command: "up" | "destroy", stack = 0): Interrupted => ({
  type: "interrupted",
  run: { type: "run", stack, command, refresh: false, isPreviewed: false },
  kills: [],
});
const up = (stack?: number) => run("up", stack);
const destroy = (stack?: number) => run("destroy", stack);
const edit = (change: Partial<StackConfig>): Edit => ({ type: "edit", stack: 0, change });

const RENAMED = edit({ roleName: "role2", memberName: "member2" });
const RENAMED_BACK = edit({ roleName: "role", memberName: "member" });
const FOREIGN = { role: "Spare", member: "oldsync" };

/** What the README says, and the least that somebody may do. */
const RECOVERIES = [
  { thenRefresh: true, thenUp: false },
  { thenRefresh: false, thenUp: true },
];

/** What happens before, and the run that is killed. */
const SCENARIOS: Readonly<
  Record<string, readonly [configs: StackConfig[], before: (Interrupted | Edit)[], killed: Interrupted]>
> = {
  "a role and a member are made": [[CONFIG], [], up()],
  "a role and an inactive member are taken over": [[{ ...CONFIG, ...FOREIGN }], [], up()],
  "another profile": [[CONFIG], [up(), edit({ profile: 1 })], up()],
  "another role": [[CONFIG], [up(), edit({ role: "Sync 2" })], up()],
  "another member": [[CONFIG], [up(), edit({ member: "sync2" })], up()],
  "a former member, and another role": [
    [CONFIG],
    [up(), edit({ member: "sync2" }), up(), edit({ member: "sync", role: "Spare" })],
    up(),
  ],
  "other logical names": [[CONFIG], [up(), RENAMED], up()],
  "other logical names, and back": [[CONFIG], [up(), RENAMED, up(), RENAMED_BACK], up()],
  "other logical names of what was taken over": [[{ ...CONFIG, ...FOREIGN }], [up(), RENAMED], up()],
  "what was made is destroyed": [[CONFIG], [up()], destroy()],
  "what was taken over is given back": [[{ ...CONFIG, ...FOREIGN }], [up()], destroy()],
  "a stack takes over what another one took over": [
    [
      { ...CONFIG, ...FOREIGN },
      { ...CONFIG, ...FOREIGN, profile: 1 },
    ],
    [up(0)],
    up(1),
  ],
  "the first of two stacks lets go": [
    [
      { ...CONFIG, ...FOREIGN },
      { ...CONFIG, ...FOREIGN, profile: 1 },
    ],
    [up(0), up(1)],
    destroy(0),
  ],
  "the second of two stacks lets go": [
    [
      { ...CONFIG, ...FOREIGN },
      { ...CONFIG, ...FOREIGN, profile: 1 },
    ],
    [up(0), up(1)],
    destroy(1),
  ],
};

describe.each(Object.entries(SCENARIOS))("%s", (_, [configs, before, killed]) => {
  test.each([
    ["before", false],
    ["after", true],
  ])("killed %s any step, it ends exact, and all is given back", async (_when, isAfter) => {
    const tally = new Tally();
    await atOwnTimes(async () => {
      for (let step = 1; step <= STEPS; step++)
        for (const { thenRefresh, thenUp } of RECOVERIES) {
          const history = new History(configs, tally);
          const kill = { step, isAfter, thenRefresh, thenUp, profile: undefined };
          await history.told(async () => {
            const calmly = new CalmHistory(history);
            for (const happening of before) await calmly.happens(happening);
            await calmly.happens({ ...killed, kills: [kill] });
            await calmly.ends();
          });
        }
    });
    expect(tally.counts.get("kills")).toBeGreaterThan(10);
    // The last steps that were drawn are past the end of the run.
    expect(tally.counts.get("kills")).toBeLessThan(2 * STEPS);
  });
});
