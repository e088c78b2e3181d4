import { benchEngine } from "./engine";
import { benchFleet } from "./fleet";
import { benchPackage } from "./package";
import { benchSandbox } from "./sandbox";

const PARTS = {
  engine: () => benchEngine(),
  package: () => benchPackage(),
  fleet: (isFull: boolean) => benchFleet(isFull),
  sandbox: () => benchSandbox(),
};

/** `npm run bench -- [engine|package|fleet|sandbox…] [--full]`: all parts where none is named; `--full` takes larger fleets. */
async function bench(args: readonly string[]): Promise<void> {
  const named = Object.entries(PARTS).filter(([name]) => args.includes(name));
  for (const [, run] of named.length > 0 ? named : Object.entries(PARTS)) await run(args.includes("--full"));
}

bench(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
