import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import { ensureEngine } from "../../engine/engine.mjs";
import { IsolatedPulumi } from "../../engine/isolatedPulumi.mjs";
import type { Sandbox } from "../../sandbox";

const REPOSITORY = path.resolve(__dirname, "../..");
const LINKED = ["node_modules", "tsconfig.json"];
const COPIED = ["index.ts", "Pulumi.yaml", "profiles"];
/** A user's project: it has this package as a dependency, and a name of its own. */
const PACKAGE = { name: "acme-psa-roles", private: true, dependencies: { "connectwise-roles": "*" } };
const STACK = "test";

export interface Outcome {
  readonly code: number | null;
  /** stdout and stderr as they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
}

/** The connection to a sandbox, as stack configuration. */
export const connectionTo = (sandbox: Pick<Sandbox, "url">): Record<string, string> => ({
  "connectwise:site": sandbox.url,
  "connectwise:companyId": "sandbox",
  "connectwise:publicKey": "public",
  "connectwise:privateKey": "private",
  "connectwise:clientId": "00000000-0000-0000-0000-000000000000",
  "connectwise-roles:location": "Main Office",
  "connectwise-roles:businessUnit": "Professional Services",
});

/** A copy of the project in a folder of its own, driven by the real `pulumi` with a state of its own. */
export class Project {
  static async create(config: Record<string, unknown>): Promise<Project> {
    const folder = mkdtempSync(path.join(os.tmpdir(), "connectwise-roles-"));
    const directory = path.join(folder, "project");
    mkdirSync(directory);
    for (const name of LINKED) symlinkSync(path.join(REPOSITORY, name), path.join(directory, name));
    for (const name of COPIED) cpSync(path.join(REPOSITORY, name), path.join(directory, name), { recursive: true });
    writeFileSync(path.join(directory, "package.json"), JSON.stringify(PACKAGE));
    const pulumi = new IsolatedPulumi(await ensureEngine(), { folder, cwd: directory, passphrase: "test" });
    const project = new Project(folder, directory, pulumi);
    await pulumi.prepare();
    project.configure(config);
    await pulumi.run(["stack", "init", STACK]);
    return project;
  }

  private constructor(
    private readonly folder: string,
    readonly directory: string,
    readonly engine: IsolatedPulumi,
  ) {}

  /** Writes a stack's configuration anew. */
  configure(config: Record<string, unknown>, stack = STACK): void {
    const file = path.join(this.directory, `Pulumi.${stack}.yaml`);
    writeFileSync(file, stringify({ config }));
  }

  /** Edits a file of the project's copy. */
  edit(file: string, change: (text: string) => string): void {
    const target = path.join(this.directory, file);
    const before = readFileSync(target, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`The edit of ${file} changed nothing`);
    writeFileSync(target, after);
  }

  /** Edits a file of the package, in a copy of it that this project gets for itself. */
  editPackage(file: string, change: (text: string) => string): void {
    this.takePackage();
    this.edit(path.join("node_modules/connectwise-roles", file), change);
  }

  /** Gives this project a copy of the package for itself, with the SDK that another node_modules has. */
  takePackage(sdk = path.join(REPOSITORY, "node_modules")): void {
    const modules = path.join(this.directory, "node_modules");
    rmSync(modules);
    mkdirSync(modules);
    symlinkSync(path.join(sdk, "@pulumi"), path.join(modules, "@pulumi"));
    for (const name of ["typescript", "@types"])
      symlinkSync(path.join(REPOSITORY, "node_modules", name), path.join(modules, name));
    for (const name of ["bin", "dist", "package.json"])
      cpSync(path.join(REPOSITORY, name), path.join(modules, "connectwise-roles", name), { recursive: true });
  }

  up = (...flags: string[]) => this.pulumi(["up", "--yes", "--skip-preview", ...flags]);
  preview = (...flags: string[]) => this.pulumi(["preview", ...flags]);
  refresh = (...flags: string[]) => this.pulumi(["refresh", "--yes", ...flags]);
  destroy = (...flags: string[]) => this.pulumi(["destroy", "--yes", "--skip-preview", ...flags]);

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.engine.run(["stack", "output", "--json"])) as Record<string, unknown>;
  }

  /** The stack's resources as the state has them. */
  async resources(): Promise<StateResource[]> {
    const { deployment } = JSON.parse(await this.engine.run(["stack", "export"]));
    return deployment.resources ?? [];
  }

  pulumi(args: string[], { env = {} }: RunOptions = {}): Promise<Outcome> {
    return this.start(args, { env }).outcome;
  }

  /** Starts a command without waiting for it, so that it can be killed. */
  start(args: string[], { env = {} }: RunOptions = {}) {
    const child = spawn(this.engine.engine.pulumi, [...args, "--non-interactive", "--color", "never"], {
      cwd: this.directory,
      env: { ...this.engine.env, ...env },
      detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
    const outcome = new Promise<Outcome>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, output }));
    });
    return { child, outcome };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface StateResource {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}
