import fc from "fast-check";
import { type Action, calm, calmConfig, type Edit, type Interrupted, meddled, stackConfig } from "./actions";
import { atOwnTimes, History } from "./history";
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
