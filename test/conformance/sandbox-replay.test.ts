/**
 * What clients that others wrote once sent, sent again, without their installation: each answer as it was then, and as
 * published. Recorded by `RECORD_CLIENTS=1 npm run test:clients`.
 */
import { expect, test } from "vitest";
import { shapesOf } from "../../contract/published/shapes";
import { startSandbox } from "../../sandbox";
import { CLIENTS, SCRIPTED } from "../clients/cases";
import { type Exchange, outcomeOf, readRecorded } from "../clients/recorded";
import { problemsOf } from "../schema/check";
import { answerOf, publishedPathOf } from "../schema/tenant";
import { API, basic } from "./sandboxApi";

const authorization = basic("sandbox", "public", "private");

async function replayed(url: string, { method, path, headers, body, ...before }: Exchange): Promise<string[]> {
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, authorization },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const now = outcomeOf(answer.status, answer.headers.get("link"), text);
  const request = `${method} ${path} ${body ?? ""}`;
  const problems = unpublished(method, path, answer.status, text).map((problem) => `${request}: ${problem}`);
  if (JSON.stringify(now) === JSON.stringify(before)) return problems;
  return [...problems, `${request}: ${JSON.stringify(before)}, now ${JSON.stringify(now)} ${text.slice(0, 200)}`];
}

const shapes = shapesOf("2025.1");

/** What of an answer isn't as published. */
function unpublished(method: string, path: string, status: number, text: string): string[] {
  const [address = ""] = path.split("?");
  const published = publishedPathOf(address.replace(API, ""));
  if (published === undefined || text === "" || path.includes("fields=")) return [];
  return problemsOf(shapes, JSON.parse(text), status < 300 ? answerOf(method, published) : "ErrorResponseMessage");
}

test.each([...CLIENTS, ...SCRIPTED])("%s is answered as it was", { timeout: 60_000 }, async (client) => {
  const exchanges = readRecorded(client);
  expect(exchanges.length).toBeGreaterThan(5);
  const sandbox = await startSandbox();
  const differences: string[] = [];
  for (const exchange of exchanges) differences.push(...(await replayed(sandbox.url, exchange)));
  await sandbox.close();
  expect(differences).toEqual([]);
});
