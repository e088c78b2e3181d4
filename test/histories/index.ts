import { program } from "commander";
import { changesNothingForeign, recovers, takesOneVisit } from "./properties";
import { Tally } from "./tally";

/** Histories of one seed; more of them have the seeds that follow. */
const BATCH = 2000;

/**
 * `npm run histories -- --runs 100000 --seed 1`: so many histories in which anybody does anything, and half as many of killed runs
 * that nobody meddles with. Prints what happened in them, and the shortest one that goes wrong.
 */
async function main(): Promise<void> {
  const { runs, seed } = program
    .option("--runs <number>", "how many histories", Number, BATCH)
    .option("--seed <number>", "the seed of the first batch", Number, 1)
    .parse()
    .opts<{ runs: number; seed: number }>();
  for (const [title, property, share] of [
    ["Anybody does anything", changesNothingForeign, 1],
    ["Killed runs, and what the README says", recovers, 0.5],
    ["Tenants whose API sets no levels", takesOneVisit, 0.25],
  ] as const) {
    const tally = new Tally();
    const failure = await inBatches(runs * share, seed, (amount) => property(amount, tally));
    console.log([title, ...tally.lines(), ""].join("\n"));
    if (failure === undefined) continue;
    console.error(failure);
    process.exitCode = 1;
  }
}

async function inBatches(
  runs: number,
  seed: number,
  check: (amount: { runs: number; seed: number }) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (let done = 0; done < runs; done += BATCH) {
    const failure = await check({ runs: Math.min(BATCH, runs - done), seed: seed + done / BATCH });
    if (failure !== undefined) return failure;
    process.stderr.write(`${Math.min(done + BATCH, runs)} of ${runs}\r`);
  }
  return undefined;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
