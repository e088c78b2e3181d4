import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { IsolatedPulumi } from "../engine/isolatedPulumi.mjs";
import { startSandbox } from "../sandbox";
import { connectionTo, Project } from "../test/helpers/project";
import { type Measured, measure, median, range } from "./measure";
import { renderTable } from "./table";

const ROUNDS = 7;
const FLOWS = { preview: ["preview"], "no-op up": ["up", "--yes", "--skip-preview"] } as const;

interface Program {
  readonly name: string;
  readonly pulumi: IsolatedPulumi;
  /** The empty TypeScript program in the same condition: its compiler's cache warm, or off. */
  readonly peer: string;
  readonly env?: NodeJS.ProcessEnv;
}

const WARM = "empty TypeScript";
const EDITED = "empty TypeScript, just edited";

/**
 * Wall and CPU time of `pulumi preview` and of an `up` that changes nothing: the real program beside the two smallest
 * ones that Pulumi knows, one after the other in each round, so that all of them see the same machine.
 * Then what the real program costs in requests and in bytes of state.
 */
export async function benchEngine(): Promise<void> {
  const sandbox = await startSandbox();
  const project = await Project.create(connectionTo(sandbox));
  const peers = mkdtempSync(path.join(os.tmpdir(), "connectwise-roles-bench-"));
  try {
    const requests = await countRequests(project, () => sandbox.requests().length);
    const typescript = await emptyProgram(project, path.join(peers, "ts"), "index.ts");
    const javascript = await emptyProgram(project, path.join(peers, "js"), "index.js");
    const programs: Program[] = [
      { name: "this project", peer: WARM, pulumi: project.engine },
      { name: "this project, just edited", peer: EDITED, pulumi: project.engine, env: { TSX_DISABLE_CACHE: "1" } },
      { name: WARM, peer: WARM, pulumi: typescript },
      { name: EDITED, peer: EDITED, pulumi: typescript, env: { TS_NODE_CACHE: "false" } },
      { name: "empty JavaScript", peer: WARM, pulumi: javascript },
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
    rmSync(peers, { recursive: true, force: true });
  }
}

async function compare(flow: string, programs: readonly Program[], args: readonly string[]): Promise<void> {
  const results = new Map(programs.map(({ name }) => [name, [] as Measured[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, pulumi, env } of programs) {
      if (process.stderr.isTTY) process.stderr.write(`\r${flow}, round ${round} of ${ROUNDS}: ${name}`.padEnd(70));
      const measured = await measure(pulumi.engine.pulumi, [...args, "--non-interactive"], pulumi.cwd, {
        ...pulumi.env,
        ...env,
      });
      // The first round fills the caches of the disk and of both compilers.
      if (round > 0) results.get(name)?.push(measured);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\r".padEnd(72).concat("\r"));
  const wallOf = (name: string) => (results.get(name) ?? []).map(({ wall }) => wall);
  const rows = programs.map(({ name, peer }) => {
    const cpu = (results.get(name) ?? []).flatMap((run) => run.cpu ?? []);
    return [
      name,
      seconds(median(wallOf(name))),
      range(wallOf(name)),
      cpu.length > 0 ? seconds(median(cpu)) : "not measured here",
      (median(wallOf(name)) / median(wallOf(peer))).toFixed(2),
    ];
  });
  const headings = [
    `${flow}, ${ROUNDS} runs`,
    "wall, median",
    "wall, range",
    "CPU, median",
    "× empty TypeScript alike",
  ];
  console.log(renderTable(headings, rows));
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

/** A Pulumi program that does nothing, by Pulumi's own defaults for its language. */
async function emptyProgram({ engine, directory }: Project, folder: string, main: string): Promise<IsolatedPulumi> {
  mkdirSync(folder);
  symlinkSync(path.join(directory, "node_modules"), path.join(folder, "node_modules"));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "empty", main }));
  writeFileSync(path.join(folder, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  const strict = {
    compilerOptions: {
      strict: true,
      target: "es2020",
      module: "nodenext",
      moduleResolution: "nodenext",
      sourceMap: true,
    },
  };
  if (main.endsWith(".ts"))
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ ...strict, files: [main] }));
  writeFileSync(
    path.join(folder, main),
    main.endsWith(".ts") ? 'import "@pulumi/pulumi";\n' : 'require("@pulumi/pulumi");\n',
  );
  const pulumi = new IsolatedPulumi(engine.engine, {
    folder: path.join(folder, ".pulumi-home"),
    cwd: folder,
    passphrase: "bench",
  });
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
