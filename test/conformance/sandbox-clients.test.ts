/**
 * Clients that others wrote, from their registries, unchanged and over TLS, through one list of cases. With RECORD_CLIENTS=1 what
 * they send is kept in test/clients/recorded, for sandbox-replay.test.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { ensurePythonPackage } from "../../tools/setup/python.mjs";
import { type Case, type ClientName, operationOf, readCases, type Step } from "../clients/cases";
import { runConnectpyse } from "../clients/connectpyse";
import { connectwiseRest } from "../clients/connectwiseRest";
import { pyconnectwise } from "../clients/pyconnectwise";
import { writeRecorded } from "../clients/recorded";
import { type Recorder, startRecorder } from "../clients/recorder";
import type { Connection, IndependentClient, Parts } from "../clients/types";
import { CLIENT_ID } from "./sandboxApi";

const INSTALL_MS = 5 * 60_000;
const IS_RECORDED = process.env.RECORD_CLIENTS === "1";

/** @returns undefined where the machine can't run the client */
const START: Readonly<Record<ClientName, (to: Connection) => Promise<IndependentClient | undefined>>> = {
  "connectwise-rest": async (connection) => connectwiseRest(connection),
  pyconnectwise: async (connection) => {
    const python = await ensurePythonPackage("pyconnectwise", "0.6.1.2");
    return python === undefined ? undefined : pyconnectwise(python, connection);
  },
};

describe.each(Object.entries(START))("%s", (name, start) => {
  let sandbox: Sandbox;
  let client: IndependentClient | undefined;
  let recorder: Recorder | undefined;
  beforeAll(async () => {
    sandbox = await startSandbox({ tls: !IS_RECORDED });
    if (IS_RECORDED) recorder = await startRecorder(sandbox.url);
    client = await start(connectionTo(recorder ?? sandbox));
  }, INSTALL_MS);
  afterAll(async () => {
    client?.close();
    recorder?.close();
    if (client && recorder) writeRecorded(name, recorder.exchanges);
    await sandbox.close();
  });

  test.for(readCases())("$name", async (case_, { skip }) => {
    if (!client) return skip("no Python 3 on this machine");
    await runCase(client, name as ClientName, case_);
  });
});

test("connectpyse", { timeout: INSTALL_MS }, async ({ skip }) => {
  const python = await ensurePythonPackage("connectpyse", "0.8.1");
  if (python === undefined) return skip("no Python 3 on this machine");
  const sandbox = await startSandbox({ tls: !IS_RECORDED });
  const recorder = IS_RECORDED ? await startRecorder(sandbox.url) : undefined;
  const outcome = await runConnectpyse(python, connectionTo(recorder ?? sandbox));
  recorder?.close();
  if (recorder) writeRecorded("connectpyse", recorder.exchanges);
  await sandbox.close();
  expect(outcome).toEqual({
    version: expect.stringMatching(/^v2025\.1\./),
    everyone: expect.any(Number),
    page: Array(3).fill(expect.any(String)),
    titles: ["Engineer", "Architect", "Architect"],
    made: ["Pyse", "Finance"],
  });
});

const connectionTo = ({ url, ca = "" }: Pick<Sandbox, "url" | "ca">): Connection => ({
  host: new URL(url).host,
  companyId: "sandbox",
  publicKey: "public",
  privateKey: "private",
  clientId: CLIENT_ID,
  ca,
});

async function runCase(client: IndependentClient, name: ClientName, { steps }: Case): Promise<void> {
  const kept: Record<string, unknown> = {};
  for (const step of steps) {
    const offered = await client.offers(operationOf(step));
    expect(offered, `${name} has a function for ${step.call}`).toBe(!step.except.includes(name));
    if (offered) await runStep(client, step, kept);
  }
}

async function runStep(client: IndependentClient, step: Step, kept: Record<string, unknown>): Promise<void> {
  const operation = operationOf(step);
  const parts = filledIn({ ids: step.ids, params: step.params, body: step.body }, kept) as Parts;
  if (step.paged !== undefined) {
    const all = (await client.pages(operation, parts, step.paged)) as { id: number }[];
    expect(all, step.call).toHaveLength(Number(filledIn(step.count, kept)));
    expect(new Set(all.map(({ id }) => id)).size, step.call).toBe(all.length);
    return;
  }
  const { answer, status } = await client.call(operation, parts);
  expect(status, step.call).toBe(step.status);
  if (step.answer !== undefined) expect(answer, step.call).toMatchObject(filledIn(step.answer, kept) as object);
  if (step.length !== undefined) expect(answer, step.call).toHaveLength(step.length);
  if (step.has !== undefined) expect(answer, step.call).toContainEqual(expect.objectContaining(step.has as object));
  for (const field of step.absent) expect(answer, step.call).not.toHaveProperty(field);
  if (step.keep !== undefined) kept[step.keep] = idOf(answer);
}

function idOf(answer: unknown): unknown {
  const { id, count } = (Array.isArray(answer) ? answer[0] : answer) as { id?: number; count?: number };
  return id ?? count;
}

/** `$name` wherever it stands is what was kept under the name. */
function filledIn(value: unknown, kept: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === "string" && value.startsWith("$")) return kept[value.slice(1)];
  if (Array.isArray(value)) return value.map((item) => filledIn(item, kept));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, kept)]));
}
