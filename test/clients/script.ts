import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Connection } from "./types";

/** A script that uses a client: it reads the connection as JSON from stdin, and prints what came of it as JSON. */
export interface Script {
  readonly program: string;
  readonly args: readonly string[];
  /** The variable of the environment that names the file with the certificate to trust. */
  readonly caVariable: string;
}

/** @returns what it printed @throws Error with its own words */
export async function runScript(
  { program, args, caVariable }: Script,
  { ca, ...connection }: Connection,
): Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), "client-"));
  try {
    const caFile = path.join(folder, "ca.pem");
    writeFileSync(caFile, ca);
    const running = promisify(execFile)(program, [...args], { env: { ...process.env, [caVariable]: caFile } });
    running.child.stdin?.end(`${JSON.stringify(connection)}\n`);
    return JSON.parse((await running).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
