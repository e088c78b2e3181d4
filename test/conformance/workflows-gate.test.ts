/** `node publish/gate.mjs` against the part of each host's API that it uses. */
import { createHash } from "node:crypto";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { BOT, HOSTS, PullRequestState, TOKEN } from "../helpers/ci/hosts";
import { runScript } from "../helpers/ci/repository";
import { environmentOf, HOST_NAMES } from "../helpers/ci/runners";
import { useFolder } from "../helpers/folder";

const PROJECT = path.resolve(__dirname, "../..");
const MARK = "<!-- cwroles-review -->";

const WITHOUT_PULL_REQUEST: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  github: { GITHUB_EVENT_NAME: "push" },
  gitlab: { CI_MERGE_REQUEST_IID: "" },
  azure: { SYSTEM_PULLREQUEST_PULLREQUESTID: "" },
};

const folder = useFolder();

describe.skipIf(process.platform === "win32").each(HOST_NAMES)("the gate on %s", (host) => {
  /** One pull request; each call is one run of the gate, with what the review printed. */
  async function open({ token = TOKEN } = {}) {
    const state = new PullRequestState();
    const api = await HOSTS[host](state);
    const gate = (text: string, code: number, changed = true) => {
      const file = folder.write(`${host}.md`, text && `${MARK}\n${text}\n`);
      const script = `node publish/gate.mjs ${host} "${file}" --code ${code} --changed ${changed}`;
      return runScript(script, environmentOf[host](api, token), PROJECT);
    };
    return { state, gate, bodies: () => state.comments.map(({ body }) => body) };
  }

  test("lets pass what broadens nothing, and comments it", async () => {
    const { state, gate, bodies } = await open();
    expect((await gate("1 narrowed", 0)).code).toBe(0);
    expect(bodies()).toEqual([expect.stringContaining("1 narrowed")]);
    expect([...state.labels]).toEqual([]);
  });

  test("finds its comment among more than a page of others", async () => {
    const { state, gate } = await open();
    for (let count = 0; count < 120; count++) state.say("reviewer", "Why?");
    await gate("1 broadened", 2);
    await gate("2 broadened", 2);
    expect(state.comments.filter(({ author }) => author === BOT)).toHaveLength(1);
    expect(state.comments[120]?.body).toContain("2 broadened");
  });

  test("an approval holds as long as the comment stays the same", async () => {
    const { state, gate } = await open();
    await gate("1 broadened", 2);
    state.labels.add("broadening-approved");
    expect((await gate("1 broadened", 2)).code).toBe(0);
    expect((await gate("1 broadened", 2)).output).toContain("approved by the label broadening-approved");
    expect((await gate("2 broadened", 2)).code).toBe(2);
    expect([...state.labels]).toEqual(["permissions-broadened"]);
  });

  test("an approval isn't taken along by a comment that named the next one's digest", async () => {
    const { state, gate } = await open();
    const next = `${MARK}\n2 broadened`;
    const digest = createHash("sha256").update(next).digest("hex");
    const first = `1 broadened <!-- cwroles-review sha256:${digest} -->`;
    await gate(first, 2);
    state.labels.add("broadening-approved");
    expect((await gate(first, 2)).code).toBe(0);
    expect((await gate("2 broadened", 2)).code).toBe(2);
    expect([...state.labels]).toEqual(["permissions-broadened"]);
  });

  test("a job that runs for no pull request, or reaches no host, is told so in one line", async () => {
    const file = folder.write(`${host}.md`, `${MARK}\n1 broadened\n`);
    const script = `node publish/gate.mjs ${host} "${file}" --code 2 --changed true`;
    const { api, without } = { api: "http://127.0.0.1:9", without: WITHOUT_PULL_REQUEST[host] };
    const outside = await runScript(script, { ...environmentOf[host](api, TOKEN), ...without }, PROJECT);
    expect(outside).toMatchObject({ code: 1, output: expect.stringContaining("This job runs for ") });
    const silent = await runScript(script, environmentOf[host](api, TOKEN), PROJECT);
    expect(silent).toMatchObject({ code: 1, output: expect.stringMatching(/fetch failed: .+/) });
    expect(outside.output + silent.output).not.toMatch(/^ +at /m);
  });

  test("an approval from before the comment was there is withdrawn", async () => {
    const { state, gate } = await open();
    state.labels.add("broadening-approved");
    expect((await gate("1 broadened", 2)).code).toBe(2);
    expect([...state.labels]).toEqual(["permissions-broadened"]);
  });

  test("an approval doesn't help where a profile can't be read", async () => {
    const { state, gate } = await open();
    await gate("1 profile can't be read", 1);
    state.labels.add("broadening-approved");
    expect((await gate("1 profile can't be read", 1)).code).toBe(1);
  });

  test("without a review it fails, whatever its code", async () => {
    const { gate, bodies } = await open();
    expect((await gate("", 0)).code).toBe(1);
    expect(bodies()).toEqual([]);
  });

  test("a token that only reads: no comment and no label, said so, and no approval", async () => {
    const { state, gate, bodies } = await open();
    state.isReadOnly = true;
    state.labels.add("broadening-approved");
    const { code, output } = await gate("1 broadened", 2);
    expect({ code, comments: bodies() }).toEqual({ code: 2, comments: [] });
    expect(output).toMatch(/label permissions-broadened isn't set: the token may not do that/);
    expect((await gate("1 narrowed", 0)).code).toBe(0);
  });

  test("a comment stays as it was where its approval can't be withdrawn", async () => {
    const { state, gate, bodies } = await open();
    await gate("1 broadened", 2);
    state.labels.add("broadening-approved");
    state.isReadOnly = true;
    expect((await gate("2 broadened", 2)).code).toBe(2);
    expect(bodies()).toEqual([expect.stringContaining("1 broadened")]);
  });

  test("without a token it says so, and no label approves", async () => {
    const { state, gate } = await open({ token: "" });
    state.labels.add("broadening-approved");
    const { code, output } = await gate("1 broadened", 2);
    expect(code).toBe(2);
    expect(output).toContain("Without a token there is neither comment nor label");
  });

  test("a label that can't be made doesn't hold the comment back", async () => {
    const { state, gate, bodies } = await open();
    state.missingLabels.add("permissions-broadened");
    const { code, output } = await gate("1 broadened", 2);
    expect({ code, comments: bodies().length }).toEqual({ code: 2, comments: 1 });
    expect(output).toContain("You do not have permission to create labels");
  });

  test("a comment that somebody else made to look like its own stays theirs, and approves nothing", async () => {
    const { state, gate, bodies } = await open();
    await gate("1 broadened", 2);
    const [own] = bodies();
    state.comments.splice(0);
    state.say("author", String(own));
    state.labels.add("broadening-approved");
    expect((await gate("1 broadened", 2)).code).toBe(2);
    expect(state.comments.map(({ author, body }) => [author, body])).toEqual([
      ["author", own],
      [BOT, own],
    ]);
  });
});

describe.skipIf(process.platform === "win32")("the gate", () => {
  test("fails where the host answers with an error, and quotes it", async () => {
    const file = folder.write("review.md", MARK);
    const env = environmentOf.gitlab(await HOSTS.azure(new PullRequestState()), TOKEN);
    const outcome = await runScript(`node publish/gate.mjs gitlab "${file}" --code 0 --changed true`, env, PROJECT);
    expect(outcome).toEqual({ code: 1, output: expect.stringMatching(/GET \/user answered 401: .*Bad credentials/) });
  });

  test.each([
    ["", "Usage: node publish/gate.mjs"],
    ["bitbucket review.md", "github|gitlab|azure"],
    ["github review.md --fast", "Unknown option '--fast'"],
  ])("refuses %j", async (args, message) => {
    const { code, output } = await runScript(`node publish/gate.mjs ${args}`, {}, PROJECT);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(message) });
  });
});
