import { changeLevel, completeRole, hasRole } from "./administrator";
import { checks, type Finding } from "./checks";
import { createWorld, shuffled } from "./environment";
import { type Round, Scenario } from "./scenario";

export interface ChaosOptions {
  readonly tenants: number;
  /** The same seed draws the same keys, faults, victims and moments; what two processes do at the same time, it can't. */
  readonly seed: number;
  /** How often a command is killed. */
  readonly kills: number;
  /** Told what is going on. */
  readonly say?: (line: string) => void;
  /** Leave the folders there, to look at. */
  readonly keep?: boolean;
}

export interface ChaosReport {
  readonly rounds: readonly Round[];
  readonly findings: readonly Finding[];
  readonly folder: string;
}

/**
 * Brings up a fleet while its tenants fail, administrators meddle, and commands are killed; then lets everything calm
 * down, runs `fleet up` once more, and checks what there is.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const environment = await createWorld(options.tenants, options.seed);
  try {
    const scenario = new Scenario(environment, options.say ?? (() => {}));
    await storm(scenario, options);
    const destroyed = await calm(scenario);
    return {
      rounds: scenario.rounds,
      findings: await checks(environment, scenario.rounds, destroyed),
      folder: environment.folder,
    };
  } finally {
    await environment.close({ keep: options.keep ?? false });
  }
}

const NO_BRAKE = ["--max-failures", "100"];

async function storm(scenario: Scenario, { kills }: ChaosOptions): Promise<void> {
  const { names, random } = scenario.world;
  const killed = Array.from({ length: kills }, (_, index) => index);
  await scenario.round(
    "up in waves",
    ["up", "--yes", "--canary", "1", "--waves", "40,100", ...NO_BRAKE],
    killed.length > 0 && "SIGKILL",
  );
  for (const _ of killed.slice(1)) await scenario.round("resumed", ["up", "--resume"], "SIGKILL");
  await scenario.round("resumed", ["up", "--resume"], kills > 1 && "SIGINT");
  if (kills > 1) await scenario.round("resumed", ["up", "--resume"]);
  const victims = shuffled(names, random).slice(0, Math.ceil(names.length / 20));
  if (kills > 2)
    await scenario.round("some destroyed", ["destroy", "--yes", ...NO_BRAKE, "--tenant", ...victims], "SIGKILL");
  if (kills < 2) return;
  await scenario.round("drift", ["drift", "--concurrency", "16"]);
  await scenario.round("up once more", ["up", "--yes"]);
}

/** @returns the tenants that were let go in the end */
async function calm(scenario: Scenario): Promise<string[]> {
  const { sandbox, names, refusing, random, former } = scenario.world;
  scenario.isCalm = true;
  sandbox.clearFaults();
  const writable = names.filter((name) => !refusing.includes(name));
  for (const name of shuffled(writable, random).slice(0, Math.ceil(names.length / 10))) {
    const { tenant } = sandbox.company(name);
    if (hasRole(tenant)) changeLevel(tenant, random);
  }
  const [first] = refusing;
  if (first !== undefined) completeRole(sandbox.company(first).tenant);
  await scenario.round("the last up", ["up", "--yes", ...NO_BRAKE]);
  // Those that a killed command had begun, those that were there before, and one more.
  const begun = new Set(scenario.rounds.flatMap(({ ran }) => ran.unfinished));
  const plain = writable.filter((name) => !begun.has(name) && !former.has(name)).slice(0, 1);
  const released = writable.filter((name) => begun.has(name) || former.has(name) || plain.includes(name));
  await scenario.round("some destroyed in the end", ["destroy", "--yes", "--tenant", ...released]);
  await scenario.round("drift at the end", ["drift"]);
  await scenario.round("report", ["report", "--html", "report.html"]);
  await scenario.round("status", ["status"]);
  return released;
}
