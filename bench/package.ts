import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { packTarball } from "./installed";
import { type Measured, measure, median, range } from "./measure";
import { renderTable } from "./table";

const ROUNDS = 15;
const FLOOR = "node -e 0";

/**
 * What the package costs: its size, an installation into an empty project from a warm cache of npm, and the start of its
 * command beside Node's own, one after the other in each round.
 */
export async function benchPackage(): Promise<void> {
  const tarball = packTarball();
  const folder = mkdtempSync(path.join(os.tmpdir(), "connectwise-roles-bench-"));
  try {
    const installed = await install(folder, "package", [tarball.file]);
    const alone = await install(folder, "sdk", [`@pulumi/pulumi@${sdkVersion()}`]);
    const { size, unpackedSize, entryCount } = tarball;
    console.log(
      renderTable(
        ["package", "packed", "unpacked", "files"],
        [["connectwise-roles", megabytes(size), megabytes(unpackedSize), String(entryCount)]],
      ),
    );
    console.log(
      renderTable(
        ["npm install, warm cache", "wall", "CPU"],
        [
          ["connectwise-roles", seconds(installed.wall), seconds(installed.cpu)],
          ["@pulumi/pulumi alone", seconds(alone.wall), seconds(alone.cpu)],
        ],
      ),
    );
    await benchStart(path.join(folder, "package"));
  } finally {
    tarball.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

const sdkVersion = (): string => require("@pulumi/pulumi/package.json").version;

/** The second of two installations: the first one fills npm's cache. */
async function install(folder: string, name: string, packages: string[]): Promise<Measured> {
  const project = path.join(folder, name);
  const run = () => {
    rmSync(project, { recursive: true, force: true });
    mkdirSync(project);
    writeFileSync(path.join(project, "package.json"), JSON.stringify({ name, private: true }));
    return measure(
      "npm",
      ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages],
      project,
      process.env,
    );
  };
  await run();
  return run();
}

async function benchStart(project: string): Promise<void> {
  const cli = path.join(project, "node_modules/connectwise-roles/bin/cwroles.js");
  const commands: Record<string, string[]> = {
    [FLOOR]: ["-e", "0"],
    "cwroles --help": [cli, "--help"],
    "cwroles profiles list": [cli, "profiles", "list"],
    "cwroles fleet --help": [cli, "fleet", "--help"],
  };
  const results = new Map<string, Measured[]>();
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, args] of Object.entries(commands)) {
      const measured = await measure(process.execPath, args, project, process.env);
      if (round > 0) results.set(name, [...(results.get(name) ?? []), measured]);
    }
  const cpuOf = (name: string) => median((results.get(name) ?? []).flatMap(({ cpu }) => cpu ?? []));
  const rows = Object.keys(commands).map((name) => [
    name,
    `${Math.round(median((results.get(name) ?? []).map(({ wall }) => wall)))} ms`,
    range((results.get(name) ?? []).map(({ wall }) => wall)),
    `${Math.round(cpuOf(name))} ms`,
    (cpuOf(name) / cpuOf(FLOOR)).toFixed(2),
  ]);
  console.log(renderTable([`start, ${ROUNDS} runs`, "wall, median", "range", "CPU, median", "× CPU"], rows));
}

const seconds = (ms: number | undefined) => (ms === undefined ? "not measured here" : `${(ms / 1000).toFixed(1)} s`);
const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
