import { describe, expect, test } from "vitest";
import { changesNothingForeign, recovers, takesOneVisit } from "./properties";
import { Tally } from "./tally";

const SEED = 1;
const MINUTES = 60_000;

/** A property that never comes to what it is about holds for nothing. */
const HAPPENS = [
  ...["up: done", "up: refused", "up: killed", "up --refresh: done", "up --refresh: killed", "preview: done"],
  ...["refresh: done", "refresh: killed", "destroy: done", "destroy: killed", "destroy: refused"],
  ...["tenant", "role", "member", "roleName", "memberName", "profile", "adopt", "unlisted"].map(
    (key) => `edits of ${key}`,
  ),
  ...["a role is taken over", "a member is taken over", "somebody renamed it", "it has another id", "it is gone"].map(
    (what) => `said: ${what}`,
  ),
  ...["another resource of the stack has it", "another stack has it", "the tenant is another one"].map(
    (what) => `said: ${what}`,
  ),
  ...["others hold it", "it is one of administrators", "nobody gets a role that grants more"].map(
    (what) => `said: ${what}`,
  ),
  ...["killed, and said: a role is taken over", "killed, and said: a member is taken over"],
  ...["rename", "delete", "make role", "make member", "set level", "give role", "inactivate", "flag"].map(
    (what) => `an administrator does: ${what}`,
  ),
  ...["renumber", "back up", "restore"].map((what) => `an administrator does: ${what}`),
];

const HAPPENS_CALMLY = [
  ...["up: done", "up: killed", "up --refresh: done", "up --refresh: killed", "destroy: done", "destroy: killed"],
  ...["role", "member", "roleName", "memberName", "profile", "unlisted"].map((key) => `edits of ${key}`),
  ...["a role is taken over", "a member is taken over"].map((what) => `said: ${what}`),
  ...["another resource of the stack has it", "another stack has it"].map((what) => `said: ${what}`),
  ...["killed, and said: a role is taken over", "killed, and said: a member is taken over"],
];

const HAPPENS_ATTENDED = [
  ...["up: done", "up: refused", "up: killed", "up --refresh: done", "up --refresh: refused", "destroy: done"],
  ...["said: a role is taken over", "an administrator does: set level"],
];

describe("random histories", () => {
  test.each([
    ["change nothing that the stack neither made nor took over", changesNothingForeign, 2000, HAPPENS],
    ["end exact, and give all back, wherever runs are killed", recovers, 1000, HAPPENS_CALMLY],
    ["take one visit of an administrator", takesOneVisit, 500, HAPPENS_ATTENDED],
  ] as const)(
    "%s",
    async (_, property, runs, happens) => {
      const tally = new Tally();
      const failure = await property({ runs, seed: SEED }, tally);
      expect(failure, failure).toBeUndefined();
      console.log(tally.lines().slice(0, 5).join("\n"));
      expect(tally.counts.get("histories")).toBe(runs);
      expect(happens.filter((what) => !tally.counts.has(what))).toEqual([]);
    },
    5 * MINUTES,
  );
});
