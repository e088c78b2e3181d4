import type { RunAction } from "./actions";

/** What runs say, by what it shows to have happened. */
const SAID: readonly (readonly [what: string, words: RegExp])[] = [
  ["a role is taken over", /^The security role .*: it is taken over/],
  ["a member is taken over", /^The member .*: it is taken over/],
  ["another resource of the stack has it", /another resource of this stack has it now/],
  ["another stack has it", /has taken it over and sees to it from now on/],
  ["somebody renamed it", /is called ".*" in the tenant now/],
  ["it has another id", /in the tenant now, not \d+/],
  ["it is gone", /\(id \d+\) is gone/],
  ["a former role is gone", /^The former security role of the member/],
  ["the tenant is another one", /^This stack belongs to the tenant/],
  ["others hold it", /holds? it,? too/],
  ["a deletion is refused by the tenant", /^DELETE .* answered 409/],
  ["nobody gets a role that grants more", /grants more by now than is asked of it/],
  ["it is one of administrators", /\(adminFlag\)/],
];

/** How a run ended. */
export type Outcome = "done" | "refused" | "killed";

/** What happened in many histories, counted. */
export class Tally {
  readonly counts = new Map<string, number>();

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** @param said all that the run said, also why it was refused */
  ran({ command, refresh }: RunAction, outcome: Outcome, writes: number, said: readonly string[]): void {
    this.count("runs");
    this.count("writes", writes);
    if (outcome === "killed") this.count("kills");
    this.count(`${command}${command === "up" && refresh ? " --refresh" : ""}: ${outcome}`);
    for (const [what, words] of SAID) {
      if (!said.some((text) => words.test(text))) continue;
      this.count(`said: ${what}`);
      if (outcome === "killed") this.count(`killed, and said: ${what}`);
    }
  }

  /** A line for each, the most important first. */
  lines(): string[] {
    const first = ["histories", "actions", "runs", "kills", "writes"];
    const others = [...this.counts.keys()].filter((what) => !first.includes(what)).sort();
    return [...first, ...others].map((what) => `${String(this.counts.get(what) ?? 0).padStart(9)} ${what}`);
  }
}
