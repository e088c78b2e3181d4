import { describe, expect, test } from "vitest";
import type { TenantResult } from "../../../fleet/model/result";
import { openTargets } from "../../../fleet/notify";
import { type EndedRun, messageOf } from "../../../fleet/notify/message";
import { slackPayload } from "../../../fleet/notify/slack";
import { teamsPayload } from "../../../fleet/notify/teams";
import { newRun } from "../../../fleet/run/newRun";
import { assignment, levels, result } from "../../helpers/fleetResults";
import { useFolder } from "../../helpers/folder";

const files = useFolder();
const byTenant = (results: readonly TenantResult[]) => new Map(results.map((one) => [one.tenant, one]));

const ended = (results: readonly TenantResult[], before: readonly TenantResult[] = results): EndedRun => ({
  run: newRun("drift", "acme", [], { maxFailures: 1 }),
  end: { at: "2026-11-22T05:00:00.000Z", how: "finished" },
  results: byTenant(results),
  before: byTenant(before),
});

const drifted = (name: string) =>
  result(name, {
    outcome: "drifted",
    assignments: [assignment([levels("Finance › Invoicing", { inquire: "None → All" })])],
  });
const failed = (name: string, message: string) =>
  result(name, { outcome: "failed", failure: { code: "unreachable", message } });

/** What `messageOf` says where it has to say something. */
function reported(run: EndedRun) {
  const message = messageOf(run);
  if (!message) throw new Error("Nothing is told");
  return message;
}

describe("a message", () => {
  test("isn't sent where all is exact and was before", () => {
    expect(messageOf(ended([result("a"), result("b")]))).toBeUndefined();
    expect(messageOf(ended([result("a")], []))).toBeUndefined();
  });

  test("says that all is well again", () => {
    const { title, facts, items } = reported(ended([result("a")], [drifted("a")]));
    expect(title).toBe("fleet drift of acme: all is exact again");
    expect(facts).toEqual(["1 exact.", "Since they were last looked at, 1 changed: now 1 exact."]);
    expect(items).toEqual([]);
  });

  test("names the worst first, and counts those that it doesn't name", () => {
    const many = Array.from({ length: 12 }, (_, index) => drifted(`t${index}`));
    const message = reported(ended([...many, result("fine"), failed("zeta", "No answer.\nTry again.")]));
    expect(message.title).toBe("fleet drift of acme: 13 of 14 tenants aren't exact");
    expect(message.counts).toEqual({ removed: 0, exact: 1, drifted: 12, waiting: 0, failed: 1 });
    expect(message.items).toHaveLength(10);
    expect(message.items[0]).toEqual({
      ...{ tenant: "zeta", outcome: "failed", before: "failed" },
      reasons: ["No answer.", "Try again."],
    });
    expect(message.items[1]?.reasons).toEqual(["wise-sync: Finance › Invoicing: Inquire None → All"]);
    expect(message.more).toBe(3);
  });

  test("cuts what is long", () => {
    const { items } = reported(ended([failed("a", "x".repeat(5000))]));
    expect(items[0]?.reasons[0]).toHaveLength(250);
  });

  test("of a run that stopped early says so", () => {
    const stopped = { ...ended([result("a")]), end: { at: "", how: "stopped", reason: "it was interrupted" } as const };
    expect(reported(stopped).facts).toContain("The run stopped early: it was interrupted.");
  });
});

describe("text of others", () => {
  const message = reported(
    ended([failed("a", "<!channel> & <https://example.com|here> **[x](https://example.com)**")]),
  );

  test("can neither mention nor link in Slack", () => {
    const blocks = JSON.stringify(slackPayload(message));
    expect(blocks).not.toMatch(/[<>]/);
    expect(blocks).toContain("&lt;!channel&gt; &amp; &lt;https://example.com|here&gt;");
    expect(blocks.match(/"verbatim":true/g)).toHaveLength(blocks.match(/"mrkdwn"/g)?.length ?? 0);
  });

  test("stands in Teams only where Markdown isn't read", () => {
    const texts: object[] = [];
    JSON.stringify(teamsPayload(message), (key, value) => {
      if (value && typeof value === "object" && "text" in value) texts.push(value);
      return key === "" ? value : value;
    });
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.filter((one) => (one as { type?: string }).type !== "TextRun")).toEqual([]);
  });

  test("fits the limits of Slack's blocks", () => {
    const many = Array.from({ length: 60 }, (_, index) => failed(`t${index}`, "&".repeat(900)));
    const { blocks } = slackPayload(reported(ended(many))) as { blocks: { type: string; text: { text: string } }[] };
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(Math.max(...blocks.map(({ text }) => text.text.length))).toBeLessThanOrEqual(3000);
  });
});

describe("a target", () => {
  test("is a kind and where the address is", async () => {
    files.write("webhook.txt", "https://chat.example/hooks/T0/B0/secret\n");
    expect(await openTargets(["teams:file:webhook.txt"], files.path)).toEqual([
      { kind: "teams", name: "teams:file:webhook.txt", address: "https://chat.example/hooks/T0/B0/secret" },
    ]);
    expect(await openTargets(undefined, files.path)).toEqual([]);
  });

  test("that can't be used is told, each, and never with an address", async () => {
    files.write("plain.txt", "http://chat.example/hooks/secret");
    const written = [
      "slak:env:X",
      "slack:https://chat.example/hooks/secret",
      "json:env:NOT_SET_ANYWHERE",
      "json:file:plain.txt",
    ];
    const error: Error = await openTargets(written, files.path).then(
      () => new Error("It opened"),
      (thrown) => thrown,
    );
    expect(error.message).toContain('"slak" is not one of slack, teams, json; did you mean slack?');
    expect(error.message).toContain(
      "a webhook's address is a secret; name where it is, such as slack:env:SLACK_WEBHOOK",
    );
    expect(error.message).toContain("NOT_SET_ANYWHERE");
    expect(error.message).toContain("what file:plain.txt stands for is no https address");
    expect(error.message).not.toContain("hooks/secret");
  });
});
