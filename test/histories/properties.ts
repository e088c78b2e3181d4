import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { type Action, attended, calm, calmConfig, type Edit, type Interrupted, meddled, stackConfig } from "./actions";
import { atOwnTimes, History, Violation } from "./history";
import type { StackConfig } from "./simulation";
import type { Tally } from "./tally";
import { CalmHistory } from "./undisturbed";

/** How many histories, and which. */
export interface Amount {
  readonly runs: number;
  readonly seed: number;
}

/** Two stacks, and what happens. */
type Drawn<Happening> = [configs: StackConfig[], happenings: Happening[]];

/**
 * Whatever anybody does and wherever runs are killed: no request changes what its stack neither made nor took over.
 * @returns the shortest history in which one does, in words
 */
export const changesNothingForeign = (amount: Amount, tally: Tally): Promise<string | undefined> =>
  failing<Action>(amount, fc.tuple(fc.tuple(stackConfig, stackConfig), meddled), async ([configs, actions]) => {
    const history = new History(configs, tally);
    await history.told(async () => {
      for (const action of actions) await history.happens(action);
    });
  });

/**
 * Wherever runs of one stack, or of two that share a tenant, are killed: what the README says makes them exact, and in the end all
 * is given back.
 * @returns the shortest history in which it isn't, in words
 */
export const recovers = (amount: Amount, tally: Tally): Promise<string | undefined> => {
  const stacks = fc.array(calmConfig, { minLength: 1, maxLength: 2 });
  return failing<Interrupted | Edit>(amount, fc.tuple(stacks, calm), async ([configs, actions]) => {
    const history = new History(configs, tally);
    await history.told(async () => {
      const calmly = new CalmHistory(history);
      for (const action of actions) await calmly.happens(action);
      await calmly.ends();
    });
  });
};

/**
 * On tenants whose API sets no levels, wherever runs are killed: no member gets a role that grants more than is asked, and one visit of
 * an administrator is all that it takes.
 * @returns the shortest history in which it isn't so, in words
 */
export const takesOneVisit = (amount: Amount, tally: Tally): Promise<string | undefined> =>
  failing<Action>(amount, fc.tuple(fc.tuple(calmConfig), attended), async ([drawn, actions]) => {
    const verified = drawn.flatMap((one) => {
      const config = { ...one, isVerified: true };
      return [config, { ...config, role: "Visit", member: "visit" }];
    });
    const history = new History(verified, tally, "read-only");
    await history.told(async () => {
      for (const action of actions) await history.happens(action);
      await visit(history);
    });
  });

/**
 * The second stack makes a role and a member of its own.
 * @throws Violation
 */
async function visit(history: History): Promise<void> {
  const up = { type: "run", stack: 1, command: "up", refresh: false, isPreviewed: true } as const;
  const stack = history.stack(up);
  const first = await history.happens(up);
  history.assertMemberInPlace(stack);
  if (first !== "refused") throw new Violation("nothing is left on a tenant that sets no levels");
  await history.happens({ type: "work off", stack: 1 });
  if ((await history.happens(up)) !== "done") throw new Violation("all is set, and the next run isn't done");
  history.assertExact(stack);
  const { resources } = stack.engine;
  if ((await history.happens({ ...up, refresh: true })) !== "done") throw new Violation("it isn't done a second time");
  if (!isDeepStrictEqual(stack.engine.resources, resources))
    throw new Violation("a run that has nothing to do changes the state");
}

async function failing<Happening>(
  { runs, seed }: Amount,
  histories: fc.Arbitrary<Drawn<Happening>>,
  happen: (drawn: Drawn<Happening>) => Promise<void>,
): Promise<string | undefined> {
  const property = fc.asyncProperty(histories, happen);
  const { failed, errorInstance } = await atOwnTimes(() => fc.check(property, { numRuns: runs, seed }));
  return failed
    ? `Seed ${seed}:\n${errorInstance instanceof Error ? errorInstance.message : errorInstance}`
    : undefined;
}
