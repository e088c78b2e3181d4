import { changeLevel, completeRole, hasRole, meddle } from "./administrator";
import { checks, type Finding } from "./checks";
import { type Disturbance, type Ran, run } from "./command";
import { createWorld, pick, shuffled, type World } from "./world";

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

/** A command of the run, and what else happened meanwhile. */
export interface Round {
  readonly name: string;
  readonly ran: Ran;
  /** What administrators did behind the API, each with its number. */
  readonly meddled: ReadonlyMap<string, number>;
  /** Tenants of which nobody can say which requests were this command's: an earlier one was killed while at work on them. */
  readonly doubtful: ReadonlySet<string>;
}

/** One request in so many is followed by something that an administrator does, on any tenant. */
const MEDDLED = 1 / 100;

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
  const { sandbox, names, refusing, random } = story.world;
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
  // What a killed run had just made counts as what was there before, and stays.
  const begun = new Set(story.rounds.flatMap(({ ran }) => ran.unfinished));
  const released = writable.filter((name) => !begun.has(name)).slice(0, 1);
  await story.round("one destroyed", ["destroy", "--yes", "--tenant", ...released]);
  await story.round("drift at the end", ["drift"]);
  await story.round("report", ["report", "--html", "report.html"]);
  await story.round("status", ["status"]);
  return released;
}

/** The rounds so far, each begun with what the ones before left behind. */
class Story {
  readonly rounds: Round[] = [];
  isCalm = false;

  constructor(
    readonly world: World,
    private readonly say: (line: string) => void,
  ) {}

  async round(name: string, args: readonly string[], signal: Disturbance["signal"] | false = false): Promise<void> {
    const meddled = new Map<string, number>();
    const stop = this.#meddleMeanwhile(meddled);
    const doubtful = new Set(
      this.rounds.at(-1)?.ran.disturbed?.signal === "SIGKILL" ? this.rounds.at(-1)?.ran.unfinished : [],
    );
    const isTold = ["up", "destroy", "drift"].includes(args[0] ?? "");
    const ran = await run(this.world, isTold ? [...args, "--json"] : args, signal ? this.#moment(signal) : undefined);
    stop();
    this.rounds.push({ name, ran, meddled, doubtful });
    this.say(
      `${name}: ${ran.results.size} results in ${Math.round(ran.seconds)} s, ended with ${ran.code ?? ran.disturbed?.signal}`,
    );
  }

  /** A fresh tenant takes about 45 requests: somewhere in the middle of several. */
  #moment(signal: Disturbance["signal"]): Disturbance {
    const { random, names } = this.world;
    return { signal, afterRequests: Math.ceil(20 + random() * 10 * names.length), toAll: random() < 0.5 };
  }

  #meddleMeanwhile(meddled: Map<string, number>): () => void {
    const { heard, random, sandbox, names } = this.world;
    const hear = () => {
      if (this.isCalm || random() >= MEDDLED) return;
      const what = meddle(sandbox.company(pick(names, random)).tenant, random);
      if (what) meddled.set(what, (meddled.get(what) ?? 0) + 1);
    };
    heard.add(hear);
    return () => heard.delete(hear);
  }
}
