import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InvalidInputError } from "../../core/model/errors";
import { PACKAGE, packageVersion } from "../../project/package";
import { readText } from "../../project/readText";

/** A file of a new project, and what becomes of it. */
export interface PlannedFile {
  /** Seen from the project's folder. */
  readonly file: string;
  readonly text: string;
  /** `keep`: it is there already, and stays as it is. */
  readonly action: "write" | "keep" | "extend";
}

export interface ProjectOptions {
  readonly folder: string;
  /** Whether the engine's state is kept beside the project. */
  readonly hasLocalState: boolean;
}

/** Where a project with a state of its own keeps it. */
export const STATE_FOLDER = ".pulumi-state";

/** What a project is made of; files that are there are kept, only what package.json lacks is added to it. */
export function plannedFiles({ folder, hasLocalState }: ProjectOptions): PlannedFile[] {
  const texts: Record<string, string> = {
    "Pulumi.yaml": pulumiYaml(projectName(folder), hasLocalState),
    "index.ts": readFileSync(path.join(PACKAGE, "index.ts"), "utf8"),
    "tsconfig.json": TSCONFIG,
    ".gitignore": `node_modules/\n.fleet/\npermission-review/\n${hasLocalState ? `${STATE_FOLDER}/\n` : ""}`,
    "profiles/README.md": PROFILES,
    ...workflowFor(folder),
  };
  const files = Object.entries(texts).map(([file, text]): PlannedFile => {
    const action = existsSync(path.join(folder, file)) ? "keep" : "write";
    return { file, text, action };
  });
  return [packageJson(folder), ...files];
}

export function writeFiles(folder: string, files: readonly PlannedFile[]): void {
  for (const { file, text, action } of files) {
    if (action === "keep") continue;
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

/** The name of an existing project, or one made of the folder's. Source: what Pulumi takes as a project's name. */
export function projectName(folder: string): string {
  const file = path.join(folder, "Pulumi.yaml");
  const [, written] = existsSync(file) ? (/^name:\s*["']?([^\s"'#]+)/m.exec(readText(file)) ?? []) : [];
  return written ?? (path.basename(path.resolve(folder)).replace(/[^A-Za-z0-9_.-]+/g, "-") || "psa-roles");
}

/** This repository's own, under the project's name. */
function pulumiYaml(name: string, hasLocalState: boolean): string {
  const own = readFileSync(path.join(PACKAGE, "Pulumi.yaml"), "utf8").replace(/^name:.*$/m, `name: ${name}`);
  return hasLocalState ? own.replace(/^runtime:.*$/m, `$&\nbackend:\n  url: file://./${STATE_FOLDER}`) : own;
}

function packageJson(folder: string): PlannedFile {
  const file = "package.json";
  const place = path.join(folder, file);
  const there = existsSync(place) ? readPackageJson(place) : undefined;
  const base: PackageJson = there ?? { name: projectName(folder).toLowerCase(), private: true };
  const has = (name: string) => [base.dependencies, base.devDependencies].some((list) => list && name in list);
  const lacking = (wanted: Record<string, string>) =>
    Object.fromEntries(Object.entries(wanted).filter(([name]) => !has(name)));
  const [dependencies, devDependencies] = [
    lacking({ "@pulumi/pulumi": sdkRange(), "connectwise-roles": ownSpec(folder) }),
    // Pulumi compiles programs that are ES modules by a ts-node of their own.
    lacking({ typescript: "^5.9.0", ...(base.type === "module" && { "ts-node": "^10.9.2" }) }),
  ];
  const isWhole = Object.keys({ ...dependencies, ...devDependencies }).length === 0;
  const text = {
    ...base,
    dependencies: { ...base.dependencies, ...dependencies },
    devDependencies: { ...base.devDependencies, ...devDependencies },
  };
  return { file, text: `${JSON.stringify(text, null, 2)}\n`, action: isWhole ? "keep" : there ? "extend" : "write" };
}

/** @throws InvalidInputError where it is no JSON object */
function readPackageJson(file: string): PackageJson {
  const problem = (message: string) =>
    new InvalidInputError("The project can't be extended", [{ path: "", message, file }]);
  let data: unknown;
  try {
    data = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw problem(`is no JSON: ${(error as Error).message}`);
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) throw problem("is no JSON object");
  return data as PackageJson;
}

interface PackageJson {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly [key: string]: unknown;
}

/** Where this package came from: a clone, a tarball or another folder, or else a registry. */
function ownSpec(folder: string): string {
  const modules = path.dirname(PACKAGE);
  const fileAt = (place: string) => `file:${path.relative(folder, place).replaceAll(path.sep, "/")}`;
  if (path.basename(modules) !== "node_modules") return fileAt(PACKAGE);
  const record = path.join(modules, ".package-lock.json");
  if (!existsSync(record)) return `^${packageVersion()}`;
  const { packages = {} } = JSON.parse(readFileSync(record, "utf8")) as {
    packages?: Record<string, { resolved?: string }>;
  };
  const [, place] = /^file:(.*)$/.exec(packages["node_modules/connectwise-roles"]?.resolved ?? "") ?? [];
  return place === undefined ? `^${packageVersion()}` : fileAt(path.resolve(path.dirname(modules), place));
}

/** What this package itself takes; on Node 20 the oldest of it, since newer releases ask for Node 22. */
function sdkRange(): string {
  const { dependencies } = readPackageJson(path.join(PACKAGE, "package.json"));
  const range = dependencies?.["@pulumi/pulumi"] ?? "";
  return Number(process.versions.node.split(".")[0]) < 22 ? range.replace("^", "~") : range;
}

const TSCONFIG = `${JSON.stringify(
  {
    compilerOptions: {
      ...{ target: "es2022", module: "nodenext", moduleResolution: "nodenext" },
      ...{ strict: true, skipLibCheck: true, noEmit: true },
    },
    files: ["index.ts"],
  },
  null,
  2,
)}\n`;

const PROFILES = `# Profiles of this project

A profile here goes before one of the library, which \`npx cwroles profiles list\` shows. One of your own may build on it: see
node_modules/connectwise-roles/profiles/README.md.
`;

/** The host of a git remote, by its address, and where its workflow belongs. */
const HOSTS = [
  {
    address: /github\.com[:/]/,
    template: "github-review.yml",
    file: ".github/workflows/permission-review.yml",
  },
  { address: /gitlab[^/]*[:/]/, template: "gitlab-ci.yml", file: ".gitlab-ci.yml" },
  {
    address: /(dev\.azure|visualstudio)\.com/,
    template: "azure-pipelines.yml",
    file: "azure-pipelines.yml",
  },
] as const;

/** Where the review workflows of the hosts belong. */
export const WORKFLOWS: readonly string[] = HOSTS.map(({ file }) => file);

/** The review workflow of the host of the repository's remote; nothing for another host, or below a repository's own folder. */
function workflowFor(folder: string): Record<string, string> {
  const isTop = git(folder, "rev-parse", "--show-prefix") === "";
  const remote = git(folder, "remote", "get-url", "origin") ?? "";
  const found = isTop ? HOSTS.find(({ address }) => address.test(remote)) : undefined;
  if (!found) return {};
  return { [found.file]: readFileSync(path.join(PACKAGE, "docs/ci", found.template), "utf8") };
}

/** What git prints; `undefined` where it isn't there, or refuses. */
function git(folder: string, ...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
