import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Connection, IndependentClient, Operation, Parts, Reply } from "./types";

interface Request extends Operation, Parts {
  readonly kind: "offers" | "call" | "pages";
  readonly size?: number;
}

/** The PyPI package `pyconnectwise`, whose models check every field's type, in a Python of its own. */
export function pyconnectwise(python: string, { host, ca, ...keys }: Connection): IndependentClient {
  const folder = mkdtempSync(path.join(tmpdir(), "pyconnectwise-"));
  const caFile = path.join(folder, "ca.pem");
  writeFileSync(caFile, ca);
  const child = spawn(python, [path.join(__dirname, "drive_pyconnectwise.py")], {
    env: { ...process.env, REQUESTS_CA_BUNDLE: caFile },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const write = (line: object) => child.stdin.write(`${JSON.stringify(line)}\n`);
  const { companyId, publicKey, privateKey, clientId } = keys;
  write({
    company_name: companyId,
    manage_url: host,
    client_id: clientId,
    public_key: publicKey,
    private_key: privateKey,
  });
  const ask = async (request: Request): Promise<Reply> => {
    write(request);
    const { value, done } = await lines.next();
    if (done) throw new Error("pyconnectwise ended");
    const { error, ...reply } = JSON.parse(value) as Reply & { error?: string };
    if (error !== undefined) throw new Error(`pyconnectwise: ${error}`);
    return reply;
  };
  return {
    offers: async (operation) => (await ask({ kind: "offers", ...operation, ids: EVERY_ID })).answer === true,
    call: (operation, parts) => ask({ kind: "call", ...operation, ...parts }),
    pages: async (operation, parts, size) =>
      (await ask({ kind: "pages", ...operation, ...parts, size })).answer as unknown[],
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Something for every placeholder, where only the path is asked about. */
const EVERY_ID = { id: 1, parentId: 1, memberIdentifier: "Any", ssoid: "any" };
