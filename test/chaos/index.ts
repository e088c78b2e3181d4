import { parseArgs } from "node:util";
import { renderTable } from "../../bench/table";
import { type ChaosReport, runChaos } from "./chaos";
import type { Round } from "./scenario";

/** `npm run fleet:chaos -- --tenants 200 --seed 7 --kills 4`: prints what was done and found; fails on any violation. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tenants: { type: "string", default: "20" },
      seed: { type: "string", default: "1" },
      kills: { type: "string", default: "3" },
      keep: { type: "boolean", default: false },
    },
  });
  const [tenants, seed, kills] = [values.tenants, values.seed, values.kills].map(Number) as [number, number, number];
  console.log(`${tenants} tenants, seed ${seed}, ${kills} kills`);
  const report = await runChaos({ tenants, seed, kills, keep: values.keep, say: (line) => console.log(line) });
  console.log(describe(report));
  if (values.keep) console.log(`Kept: ${report.folder}`);
  if (report.findings.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
}

const SHOWN = 20;

function describe({ rounds, findings }: ChaosReport): string {
  const rows = findings.map(({ claim, of, violations }) => [
    claim,
    of,
    violations.length === 0 ? "holds" : `${violations.length} violations`,
  ]);
  const violations = findings.flatMap(({ claim, violations: all }) =>
    all.slice(0, SHOWN).map((text) => `✗ ${claim}: ${text}`),
  );
  const headings = [
    "command",
    "ended",
    "s",
    "results",
    "exact",
    "waiting",
    "failed",
    "requests",
    "left unfinished",
    "administrators did",
  ];
  return ["", renderTable(headings, rounds.map(rowOf)), renderTable(["claim", "of", ""], rows), ...violations].join(
    "\n",
  );
}

function rowOf({ name, ran, meddled }: Round): string[] {
  const count = (outcome: string) =>
    String([...ran.results.values()].filter((result) => result.outcome === outcome).length);
  const requests = [...ran.logged.values()].reduce((sum, requestCount) => sum + requestCount.requests, 0);
  const changes = [...meddled.values()].reduce((sum, number) => sum + number, 0);
  const end = ran.disturbed ? `${ran.disturbed.signal}${ran.disturbed.toAll ? " to all" : ""}` : `code ${ran.code}`;
  return [
    ...[name, end, ran.seconds.toFixed(1), String(ran.results.size)],
    ...["exact", "waiting", "failed"].map(count),
    ...[requests, ran.unfinished.length, changes].map(String),
  ];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
