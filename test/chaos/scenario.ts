import { meddle } from "./administrator";
import { type Disturbance, type Ran, run } from "./command";
import { type Environment, pick } from "./environment";

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

/** The rounds so far, each begun with what the ones before left behind. */
export class Scenario {
  readonly rounds: Round[] = [];
  isCalm = false;

  constructor(
    readonly world: Environment,
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
    const { heard, random, sandbox, former } = this.world;
    // What somebody changes before it is taken over is what has to be given back: those are left alone.
    const names = this.world.names.filter((name) => !former.has(name));
    const hear = () => {
      if (this.isCalm || random() >= MEDDLED) return;
      const what = meddle(sandbox.company(pick(names, random)).tenant, random);
      if (what) meddled.set(what, (meddled.get(what) ?? 0) + 1);
    };
    heard.add(hear);
    return () => heard.delete(hear);
  }
}
