import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Connection } from "./types";

/** Runs the script that uses the PyPI package `connectpyse`. @returns what it printed @throws Error with its own words */
export async function runConnectpyse(python: string, { ca, ...connection }: Connection): Promise<unknown> {
  const folder = mkdtempSync(path.join(tmpdir(), "connectpyse-"));
  try {
    const caFile = path.join(folder, "ca.pem");
    writeFileSync(caFile, ca);
    const running = promisify(execFile)(python, [path.join(__dirname, "drive_connectpyse.py")], {
      env: { ...process.env, REQUESTS_CA_BUNDLE: caFile },
    });
    running.child.stdin?.end(`${JSON.stringify(connection)}\n`);
    return JSON.parse((await running).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
