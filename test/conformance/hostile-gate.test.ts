/** The gate prints commands of its own to CI; what a host's server says makes none, and no line. */
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useFolder } from "../helpers/folder";

const GATE = path.resolve(__dirname, "../../publish/gate.mjs");
const HOSTILE = "evil\u001b[31m\u202e\r\n::error::forged\n##vso[task.complete result=Succeeded;]%0A::error::x";
const files = useFolder();
const server = createServer((request, response) => {
  if (request.method === "GET")
    response.end(request.url?.endsWith("user") ? '{"id":1}' : '{"value":[],"labels":[],"authenticatedUser":{"id":1}}');
  else response.writeHead(403).end(HOSTILE);
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

/** @returns the lines that it prints */
function gate(host: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const review = files.write("review.md", `<!-- cwroles-review -->\n${HOSTILE}`);
  const args = [GATE, host, review, "--code", "2", "--changed", "true"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { PATH: process.env.PATH, ...env } }, (_error, stdout, stderr) =>
      resolve(`${stdout}${stderr}`.trimEnd().split("\n")),
    );
  });
}

const unseen = (lines: readonly string[]) => lines.filter((line) => /[\p{Cc}\p{Cf}]/u.test(line));

test("on Azure Pipelines", async () => {
  const own = { SYSTEM_TEAMPROJECTID: "p", BUILD_REPOSITORY_ID: "r", SYSTEM_PULLREQUEST_PULLREQUESTID: "1" };
  const lines = await gate("azure", { ...own, SYSTEM_COLLECTIONURI: url, SYSTEM_ACCESSTOKEN: "token" });
  expect(unseen(lines)).toEqual([]);
  expect(lines.filter((line) => !/^##vso\[task\.logissue type=(?:warning|error)\](?!.*##\w*\[)/.test(line))).toEqual(
    [],
  );
  expect(lines.join("\n")).toContain("answered 403: evil");
});

test("on GitHub", async () => {
  const event = files.write("event.json", '{"pull_request":{"number":1}}');
  server.removeAllListeners("request").on("request", (request, response) => {
    if (request.method === "GET") response.end("[]");
    else response.writeHead(403).end(HOSTILE);
  });
  const own = { GITHUB_API_URL: url.slice(0, -1), GITHUB_REPOSITORY: "a/b", GITHUB_EVENT_PATH: event };
  const lines = await gate("github", { ...own, GITHUB_TOKEN: "token" });
  expect(unseen(lines)).toEqual([]);
  expect(lines.filter((line) => !/^::(?:warning|error)::(?!.*(?:##\w*\[|%0A))/.test(line))).toEqual([]);
  expect(lines.join("\n")).toContain("answered 403: evil");
});
