import { changeLevel, completeRole, hasRole } from "./administrator";
import { checks, type Finding } from "./checks";
import { type Round, Story } from "./story";
import { createWorld, shuffled } from "./world";

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
  const world = await createWorld(options.tenants, options.seed);
  try {
    const story = new Story(world, options.say ?? (() => {}));
    await storm(story, options);
    const destroyed = await calm(story);
    return { rounds: story.rounds, findings: await checks(world, story.rounds, destroyed), folder: world.folder };
  } finally {
    await world.close({ keep: options.keep ?? false });
  }
}

const NO_BRAKE = ["--max-failures", "100"];

async function storm(story: Story, { kills }: ChaosOptions): Promise<void> {
  const { names, random } = story.world;
  const killed = Array.from({ length: kills }, (_, index) => index);
  await story.round(
    "up in waves",
    ["up", "--yes", "--canary", "1", "--waves", "40,100", ...NO_BRAKE],
    killed.length > 0 && "SIGKILL",
  );
  for (const _ of killed.slice(1)) await story.round("resumed", ["up", "--resume"], "SIGKILL");
  await story.round("resumed", ["up", "--resume"], kills > 1 && "SIGINT");
  if (kills > 1) await story.round("resumed", ["up", "--resume"]);
  const victims = shuffled(names, random).slice(0, Math.ceil(names.length / 20));
  if (kills > 2)
    await story.round("some destroyed", ["destroy", "--yes", ...NO_BRAKE, "--tenant", ...victims], "SIGKILL");
  if (kills < 2) return;
  await story.round("drift", ["drift", "--concurrency", "16"]);
  await story.round("up once more", ["up", "--yes"]);
}

/** @returns the tenants that were let go in the end */
async function calm(story: Story): Promise<string[]> {
  const { sandbox, names, refusing, random, former } = story.world;
  story.isCalm = true;
  sandbox.clearFaults();
  const writable = names.filter((name) => !refusing.includes(name));
  for (const name of shuffled(writable, random).slice(0, Math.ceil(names.length / 10))) {
    const { tenant } = sandbox.company(name);
    if (hasRole(tenant)) changeLevel(tenant, random);
  }
  const [first] = refusing;
  if (first !== undefined) completeRole(sandbox.company(first).tenant);
  await story.round("the last up", ["up", "--yes", ...NO_BRAKE]);
  // Those that a killed command had begun, those that were there before, and one more.
  const begun = new Set(story.rounds.flatMap(({ ran }) => ran.unfinished));
  const plain = writable.filter((name) => !begun.has(name) && !former.has(name)).slice(0, 1);
  const released = writable.filter((name) => begun.has(name) || former.has(name) || plain.includes(name));
  await story.round("some destroyed in the end", ["destroy", "--yes", "--tenant", ...released]);
  await story.round("drift at the end", ["drift"]);
  await story.round("report", ["report", "--html", "report.html"]);
  await story.round("status", ["status"]);
  return released;
}
