import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { IsolatedPulumi } from "../engine/isolatedPulumi.mjs";
import { startSandbox } from "../sandbox";
import { connectionTo, Project } from "../test/helpers/project";
import { installInto, packTarball } from "./installed";
import { type Measured, measure, median, range } from "./measure";
import { renderTable } from "./table";

const ROUNDS = 7;
const FLOWS = { preview: ["preview"], "no-op up": ["up", "--yes", "--skip-preview"] } as const;

interface Program {
  readonly name: string;
  readonly pulumi: IsolatedPulumi;
}

const FLOOR = "two trivial dynamic resources";

/** The smallest program that has a dynamic provider, as Pulumi's documentation writes one. */
const TRIVIAL = `import * as pulumi from "@pulumi/pulumi";
const provider: pulumi.dynamic.ResourceProvider = {
  async create(inputs: any) { return { id: "1", outs: inputs }; },
};
class Trivial extends pulumi.dynamic.Resource {
  constructor(name: string) { super(provider, name, { value: name }); }
}
new Trivial("one");
new Trivial("two");
`;

/**
 * Wall and CPU time of `pulumi preview` and of an `up` that changes nothing: the real program beside the smallest
 * ones that do so much, or nothing, one after the other in each round, so that all of them see the same machine.
 * Then what the real program costs in requests and in bytes of state.
 */
export async function benchEngine(): Promise<void> {
  const sandbox = await startSandbox();
  const project = await Project.create(connectionTo(sandbox));
  const tarball = packTarball();
  installInto(project.directory, tarball);
  const peers = mkdtempSync(path.join(os.tmpdir(), "connectwise-roles-bench-"));
  try {
    const requests = await countRequests(project, () => sandbox.requests().length);
    const programs: Program[] = [
      { name: "this project: a role and a member", pulumi: project.engine },
      { name: FLOOR, pulumi: await program(project, path.join(peers, "trivial"), TRIVIAL) },
      {
        name: "an empty program",
        pulumi: await program(project, path.join(peers, "empty"), 'import "@pulumi/pulumi";\n'),
      },
    ];
    for (const [flow, args] of Object.entries(FLOWS)) await compare(flow, programs, args);
    console.log(
      renderTable(
        ["requests a flow", "requests"],
        requests.map(([flow, count]) => [flow, String(count)]),
      ),
    );
    console.log(await stateTable(project));
  } finally {
    await sandbox.close();
    project.remove();
    tarball.remove();
    rmSync(peers, { recursive: true, force: true });
  }
}

async function compare(flow: string, programs: readonly Program[], args: readonly string[]): Promise<void> {
  const results = new Map(programs.map(({ name }) => [name, [] as Measured[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, pulumi } of programs) {
      if (process.stderr.isTTY) process.stderr.write(`\r${flow}, round ${round} of ${ROUNDS}: ${name}`.padEnd(70));
      const measured = await measure(pulumi.engine.pulumi, [...args, "--non-interactive"], pulumi.cwd, pulumi.env);
      // The first round fills the caches of the disk and of the compiler.
      if (round > 0) results.get(name)?.push(measured);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\r".padEnd(72).concat("\r"));
  const medianOf = (name: string, of: (run: Measured) => number | undefined) =>
    median((results.get(name) ?? []).flatMap((run) => of(run) ?? []));
  const rows = programs.map(({ name }) => {
    const [wall, cpu] = [(run: Measured) => run.wall, (run: Measured) => run.cpu];
    return [
      name,
      seconds(medianOf(name, wall)),
      range((results.get(name) ?? []).map(wall)),
      seconds(medianOf(name, cpu)),
      (medianOf(name, wall) / medianOf(FLOOR, wall)).toFixed(2),
      (medianOf(name, cpu) / medianOf(FLOOR, cpu)).toFixed(2),
    ];
  });
  const headings = [`${flow}, ${ROUNDS} runs`, "wall, median", "range", "CPU, median", "× wall", "× CPU"];
  console.log(renderTable(headings, rows));
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

/** A Pulumi program of one file, by Pulumi's own defaults for TypeScript. */
async function program({ engine, directory }: Project, folder: string, text: string): Promise<IsolatedPulumi> {
  const compilerOptions = {
    ...{ strict: true, target: "es2020", module: "nodenext", moduleResolution: "nodenext", sourceMap: true },
  };
  mkdirSync(folder);
  symlinkSync(path.join(directory, "node_modules"), path.join(folder, "node_modules"));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "peer", main: "index.ts" }));
  writeFileSync(path.join(folder, "Pulumi.yaml"), "name: peer\nruntime: nodejs\n");
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
  writeFileSync(path.join(folder, "index.ts"), text);
  const home = path.join(folder, ".pulumi-home");
  const pulumi = new IsolatedPulumi(engine.engine, { folder: home, cwd: folder, passphrase: "bench" });
  await pulumi.prepare();
  await pulumi.run(["stack", "init", "bench"]);
  await pulumi.run(["up", "--yes", "--skip-preview"]);
  return pulumi;
}

async function countRequests(project: Project, total: () => number): Promise<[string, number][]> {
  const counts: [string, number][] = [];
  const flows = {
    "up, all to be created": project.up,
    "up, nothing to do": project.up,
    preview: project.preview,
    refresh: project.refresh,
  };
  for (const [flow, run] of Object.entries(flows)) {
    const before = total();
    const { code, output } = await run();
    if (code !== 0) throw new Error(output);
    counts.push([flow, total() - before]);
  }
  return counts;
}

async function stateTable(project: Project): Promise<string> {
  const state = await project.engine.run(["stack", "export"]);
  const shells = (await project.resources()).flatMap(({ inputs }) => inputs?.__provider ?? []).map(String);
  return renderTable(
    ["state", "bytes"],
    [
      ["a tenant (pulumi stack export)", String(Buffer.byteLength(state))],
      ["__provider, the largest", String(Math.max(...shells.map((shell) => Buffer.byteLength(shell))))],
    ],
  );
}
