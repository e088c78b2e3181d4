import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { notify, openTargets } from "../../fleet/notify";
import { newRun } from "../../fleet/run/newRun";
import { result } from "../helpers/fleetResults";
import { useFolder } from "../helpers/folder";
import { forwardProxy } from "../helpers/forwardProxy";

const files = useFolder();
const SECRET = "/hooks/T0/B0/very-secret";

interface Received {
  readonly path: string | undefined;
  readonly type: string | undefined;
  readonly body: Record<string, unknown>;
}

let server: Server;
let received: Received[];
/** What the next requests are answered; 200 where nothing is left. */
let answers: { readonly status: number; readonly headers?: Record<string, string> }[];

beforeEach(async () => {
  received = [];
  answers = [];
  server = createServer(async (request, response) => {
    received.push({
      path: request.url,
      type: request.headers["content-type"],
      body: JSON.parse(await bodyOf(request)),
    });
    const { status, headers } = answers.shift() ?? { status: 200 };
    response.writeHead(status, headers).end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

const addressHere = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}${SECRET}`;

const FAILED = result("contoso", {
  outcome: "failed",
  failure: { code: "unreachable", message: "No answer from <x>." },
});

const NEVER = new AbortController().signal;

async function tell(kind: string, address = addressHere(), results = [FAILED, result("fine")], end = NEVER) {
  files.write("webhook", address);
  const targets = await openTargets([`${kind}:file:webhook`], files.path);
  const ended = {
    run: newRun("drift", "acme", [], { maxFailures: 1 }),
    end: { at: "2026-11-22T05:00:00.000Z", how: "finished" as const },
    results: new Map(results.map((one) => [one.tenant, one])),
    before: new Map(),
  };
  return notify(targets, ended, end);
}

const TITLE = "fleet drift of acme: 1 of 2 tenants isn't exact";

describe("a webhook is told", () => {
  test("as Slack takes it", async () => {
    expect(await tell("slack")).toEqual([]);
    expect(received).toEqual([{ path: SECRET, type: "application/json", body: expect.any(Object) }]);
    expect(received[0]?.body).toEqual({
      text: TITLE,
      blocks: [
        { type: "header", text: { type: "plain_text", text: TITLE, emoji: false } },
        { type: "section", text: { type: "mrkdwn", text: "1 exact, 1 failed.", verbatim: true } },
        {
          type: "section",
          text: { type: "mrkdwn", text: "*contoso*: failed\nNo answer from &lt;x&gt;.", verbatim: true },
        },
      ],
    });
  });

  test("as a workflow of Teams takes it", async () => {
    expect(await tell("teams")).toEqual([]);
    expect(received[0]?.body).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: {
            type: "AdaptiveCard",
            version: "1.2",
            body: [
              { type: "RichTextBlock", inlines: [{ type: "TextRun", text: TITLE }] },
              { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "1 exact, 1 failed." }] },
              { inlines: [{ text: "contoso" }, { text: ": failed" }] },
              { inlines: [{ text: "No answer from <x>." }] },
            ],
          },
        },
      ],
    });
  });

  test("as JSON for a program", async () => {
    expect(await tell("json")).toEqual([]);
    expect(received[0]?.body).toMatchObject({
      title: TITLE,
      run: { command: "drift", fleet: "acme" },
      counts: { exact: 1, failed: 1 },
      items: [{ tenant: "contoso", outcome: "failed", reasons: ["No answer from <x>."] }],
      more: 0,
    });
  });

  test("nothing where all is exact", async () => {
    expect(await tell("json", addressHere(), [result("fine")])).toEqual([]);
    expect(received).toEqual([]);
  });

  test("again where it is busy or down for a moment", async () => {
    answers = [{ status: 429, headers: { "retry-after": "0" } }, { status: 500 }];
    expect(await tell("json")).toEqual([]);
    expect(received).toHaveLength(3);
  });
});

describe("a webhook that can't be told is named, without its address", () => {
  test("where it refuses, at once", async () => {
    answers = [{ status: 404 }];
    expect(await tell("slack")).toEqual(["slack:file:webhook wasn't told: it answered 404, after 1 attempt."]);
    expect(received).toHaveLength(1);
  });

  test("where it stays down, after five attempts", async () => {
    answers = Array.from({ length: 9 }, () => ({ status: 503, headers: { "retry-after": "0" } }));
    expect(await tell("slack")).toEqual(["slack:file:webhook wasn't told: it answered 503, after 5 attempts."]);
    expect(received).toHaveLength(5);
  });

  test("where it leads elsewhere: a secret isn't carried on", async () => {
    answers = [{ status: 302, headers: { location: "http://127.0.0.1:1/" } }];
    expect(await tell("slack")).toEqual(["slack:file:webhook wasn't told: it answered 302, after 1 attempt."]);
  });

  test("where nobody answers", async () => {
    const [failure = ""] = await tell("slack", `http://127.0.0.1:1${SECRET}`);
    expect(failure).toMatch(/^slack:file:webhook wasn't told: no answer \(\w+\), after \d attempts?\.$/);
    expect(failure).not.toContain("very-secret");
  });

  test("where the command is about to end, without another attempt", async () => {
    answers = Array.from({ length: 9 }, () => ({ status: 503, headers: { "retry-after": "30" } }));
    const failed = await tell("slack", addressHere(), [FAILED], AbortSignal.timeout(3000));
    expect(failed).toEqual(["slack:file:webhook wasn't told: it answered 503, after 1 attempt."]);
    expect(received).toHaveLength(1);
  });
});

describe("a proxy of the environment", () => {
  afterEach(() => void vi.unstubAllEnvs());

  test("gets nothing of what a webhook on this machine is told", async () => {
    const proxy = await forwardProxy("403 Forbidden");
    for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"]) vi.stubEnv(name, proxy.url);
    expect(await tell("json")).toEqual([]);
    proxy.close();
    expect({ told: received.length, seen: proxy.requests }).toEqual({ told: 1, seen: [] });
  });
});
