/**
 * `npm run test:clients`: clients that others wrote, from their registries, unchanged and over TLS. Those that have a function for
 * each method go through one list of cases, the others through a script each. With RECORD_CLIENTS=1 what they send is kept in
 * test/clients/recorded, which sandbox-replay.test.ts sends again.
 */
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { ensureNpmPackage } from "../../tools/setup/npmPackage.mjs";
import { ensurePythonPackage } from "../../tools/setup/python.mjs";
import { CLIENT_ID } from "../conformance/sandboxApi";
import { type Case, type ClientName, operationOf, readCases, type ScriptedName, type Step } from "./cases";
import { connectwiseRest } from "./connectwiseRest";
import { pyconnectwise } from "./pyconnectwise";
import { writeRecorded } from "./recorded";
import { type Recorder, startRecorder } from "./recorder";
import { runScript, type Script } from "./script";
import type { Connection, IndependentClient, Parts } from "./types";

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

interface Scripted {
  /** @returns undefined where the machine can't run the client */
  readonly script: () => Promise<Script | undefined>;
  readonly outcome: object;
}

const SCRIPTS: Readonly<Record<ScriptedName, Scripted>> = {
  connectpyse: {
    script: async () => {
      const python = await ensurePythonPackage("connectpyse", "0.8.1");
      const args = [path.join(__dirname, "drive_connectpyse.py")];
      return python === undefined ? undefined : { program: python, args, caVariable: "REQUESTS_CA_BUNDLE" };
    },
    outcome: {
      version: expect.stringMatching(/^v2025\.1\./),
      everyone: expect.any(Number),
      page: Array(3).fill(expect.any(String)),
      titles: ["Engineer", "Architect", "Architect"],
      made: ["Pyse", "Finance"],
    },
  },
  "connectwise-manage-rest-api": {
    script: async () => ({
      program: process.execPath,
      args: [
        path.join(__dirname, "drive_manage_rest_api.cjs"),
        await ensureNpmPackage("connectwise-manage-rest-api", "1.2.0"),
      ],
      caVariable: "NODE_EXTRA_CA_CERTS",
    }),
    outcome: {
      version: expect.stringMatching(/^v2025\.1\./),
      rows: 97,
      levels: ["None", "All", "All", "None"],
      member: ["Engineer", "Finance", true],
      refusals: [
        [404, "NotFound"],
        [400, "InvalidObject"],
      ],
    },
  },
};

test.each(Object.entries(SCRIPTS))("%s", { timeout: INSTALL_MS }, async (name, scripted) => {
  const script = await scripted.script();
  if (script === undefined) throw new Error("No Python 3 on this machine.");
  const sandbox = await startSandbox({ tls: !IS_RECORDED });
  const recorder = IS_RECORDED ? await startRecorder(sandbox.url) : undefined;
  const outcome = await runScript(script, connectionTo(recorder ?? sandbox));
  recorder?.close();
  if (recorder) writeRecorded(name, recorder.exchanges);
  await sandbox.close();
  expect(outcome).toEqual(scripted.outcome);
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
