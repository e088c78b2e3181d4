/** Whatever names and messages are, a message keeps within what the system takes, and no escape is cut in two. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TenantResult } from "../../../fleet/model/result";
import { messageOf } from "../../../fleet/notify/message";
import { slackPayload } from "../../../fleet/notify/slack";
import { teamsPayload } from "../../../fleet/notify/teams";
import { newRun } from "../../../fleet/run/newRun";
import { printable } from "../../../pages/text";
import { assignment, levels, result } from "../../helpers/fleetResults";

const letter = fc.constantFrom(
  "&",
  "<",
  ">",
  "&amp;",
  '"',
  "\\",
  "\n",
  "\u001b[31m",
  "\u202e",
  "x",
  "é",
  "中",
  "👩‍🔧",
  "🇫🇷",
  "*",
);
const hostile = fc
  .tuple(fc.array(letter, { minLength: 1, maxLength: 20 }), fc.constantFrom(1, 10, 400))
  .map(([letters, times]) => letters.join("").repeat(times));

const results = fc.array(
  fc.record({ name: hostile, message: hostile, module: hostile, isFailed: fc.boolean() }).map(
    ({ name, message, module, isFailed }, index = 0): TenantResult =>
      isFailed
        ? result(`${name}${index}`, { outcome: "failed", failure: { code: "unreachable", message } })
        : result(`${name}${index}`, {
            outcome: "drifted",
            assignments: [assignment([levels(`${module} › Invoicing`, { inquire: "None → All" })])],
          }),
  ),
  { minLength: 1, maxLength: 30 },
);

const messages = fc.tuple(hostile, results, hostile).map(([fleet, found, reason]) => {
  const message = messageOf({
    run: newRun("drift", fleet, [], { maxFailures: 1 }),
    end: { at: "2026-11-22T05:00:00.000Z", how: "stopped", reason },
    results: new Map(found.map((one) => [one.tenant, one])),
    before: new Map(),
  });
  if (!message) throw new Error("Nothing is told");
  return message;
});

interface SlackBlock {
  readonly type: string;
  readonly text: { readonly type: string; readonly text: string };
}
const slackBlocks = (payload: object) => (payload as { readonly blocks: readonly SlackBlock[] }).blocks;
const decoded = (text: string) => text.replaceAll(/&(?:amp|lt|gt);/g, "");
const isWhole = (text: string) =>
  text.split("\n").every((line) => printable(line) === line) && !/[<>]/.test(text) && !decoded(text).includes("&");

test("Slack takes every block", () => {
  fc.assert(
    fc.property(messages, (message) => {
      const blocks = slackBlocks(slackPayload(message));
      expect(blocks.length).toBeLessThanOrEqual(50);
      for (const { type, text } of blocks) {
        expect(text.text).not.toBe("");
        if (type === "header")
          expect(text.text.replaceAll("&", "&amp;").replaceAll(/[<>]/g, "&lt;").length).toBeLessThanOrEqual(150);
        else {
          expect(text.text.length).toBeLessThanOrEqual(3000);
          expect(isWhole(text.text)).toBe(true);
        }
      }
    }),
  );
});

test("Teams takes the card, which says how many tenants it doesn't name", () => {
  fc.assert(
    fc.property(messages, (message) => {
      const text = JSON.stringify(teamsPayload(message));
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20_000);
      expect(text).not.toMatch(/\p{Cs}|\\u[d0]/u);
      const named = text.match(/"separator":true/g)?.length ?? 0;
      const more = Number(/And (\d+) more\./.exec(text)?.[1] ?? 0);
      expect(named + more).toBe(message.items.length + message.more);
      expect(named).toBeGreaterThan(0);
    }),
  );
});

test("250 ampersands cut nothing else off", () => {
  const failure = { code: "unreachable", message: Array.from({ length: 3 }, () => "&".repeat(250)).join("\n") };
  const found = result("acme", { outcome: "failed", failure });
  const message = messageOf({
    run: newRun("drift", "acme", [], { maxFailures: 1 }),
    end: { at: "2026-11-22T05:00:00.000Z", how: "finished" },
    results: new Map([["acme", found]]),
    before: new Map(),
  });
  const [, , section] = slackBlocks(slackPayload(message ?? expect.unreachable()));
  const lines = section?.text.text.split("\n") ?? [];
  expect(lines).toHaveLength(4);
  for (const line of lines.slice(1)) expect(line).toMatch(/^(&amp;){100,}…$/);
});
