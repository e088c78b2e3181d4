/** At which step a run is killed: before that one takes effect, or after it, when nobody hears of it any more. */
export interface Kill {
  readonly step: number;
  readonly isAfter: boolean;
}

/** What a killed run ends with. */
export class Killed extends Error {}

/**
 * One run of the engine and its provider. Its steps are what leaves a trace: requests to a tenant, words to the journal, and
 * what the engine records. Once it is killed, none has an effect or an end.
 */
export class Process {
  /** How many writes to a tenant were sent. */
  writes = 0;
  #steps = 0;
  #isKilled = false;
  #kill: (reason: Killed) => void = () => {};
  readonly #killed = new Promise<never>((_resolve, reject) => {
    this.#kill = reject;
  });

  constructor(private readonly kill?: Kill) {
    this.#killed.catch(() => undefined);
  }

  get isKilled(): boolean {
    return this.#isKilled;
  }

  async step<T>(effect: () => Promise<T>): Promise<T> {
    if (this.#isKilled) return never();
    this.#steps += 1;
    if (this.#steps !== this.kill?.step) return effect();
    if (this.kill.isAfter) await effect();
    this.#isKilled = true;
    this.#kill(new Killed());
    return never();
  }

  /** @throws Killed as soon as the run is killed, whatever is under way */
  whole<T>(operation: Promise<T>): Promise<T> {
    return Promise.race([operation, this.#killed]);
  }
}

const never = () => new Promise<never>(() => {});
