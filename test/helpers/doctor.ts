import { afterEach } from "vitest";
import type { Stack } from "../../project/stack";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox";
import { Examination, type Finding } from "../../tenant/doctor";

/** The default keys of the sandbox, as the environment has them. */
export const KEYS = {
  CONNECTWISE_COMPANY_ID: "sandbox",
  CONNECTWISE_PUBLIC_KEY: "public",
  CONNECTWISE_PRIVATE_KEY: "private",
  CONNECTWISE_CLIENT_ID: "2f6d1c3e-7d0b-4d7b-9d39-0e6f4c1f7a55",
};

/** The environment for a sandbox at an address. */
export const on = (url: string, changed: NodeJS.ProcessEnv = {}) => ({ CONNECTWISE_SITE: url, ...KEYS, ...changed });

/** Servers for one test each, closed after it. */
export function useServers() {
  const running: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) await server.close();
  });
  return {
    add: (server: { close(): unknown }): void => void running.push(server),
    async sandbox(options?: SandboxOptions): Promise<Sandbox> {
      const sandbox = await startSandbox(options);
      running.push(sandbox);
      return sandbox;
    },
  };
}

/** What an examination found, by check. */
export interface Diagnosis {
  readonly findings: Readonly<Record<string, Finding>>;
  /** Ids of the checks that found a problem, in their order. */
  readonly problems: readonly string[];
  readonly sent: { readonly requests: number; readonly writes: number };
}

export async function diagnose(
  environment: NodeJS.ProcessEnv,
  { stack, probe = false }: { stack?: Stack; probe?: boolean } = {},
): Promise<Diagnosis> {
  const examination = new Examination(stack, { probe, environment });
  const findings: Record<string, Finding> = {};
  for await (const finding of examination.findings()) findings[finding.check] = finding;
  const problems = Object.values(findings).filter(({ status }) => status === "problem");
  return { findings, problems: problems.map(({ check }) => check), sent: examination.requestCount };
}

/** A stack that has only a role's name, and what a test adds. */
export const stackOf = (config: Readonly<Record<string, string>>, encrypted: readonly string[] = []): Stack => ({
  name: "acme",
  get: (key) => config[key],
  projectValue: (key) => config[key],
  isEncrypted: (key) => encrypted.includes(key),
  encryptedKeys: encrypted,
  decryptionProblem: encrypted.length > 0 ? "incorrect passphrase" : undefined,
  decrypted: () => stackOf(config, encrypted),
});
