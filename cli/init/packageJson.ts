import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Problem } from "../../core/model/errors";
import { PACKAGE, packageVersion } from "../../project/package";
import { readText } from "../../project/readText";
import { type PlannedFile, unusable } from "./project";

const FILE = "package.json";

const list = z.record(z.string(), z.unknown()).nullish();
const schema = z.looseObject({
  main: z.string().optional(),
  type: z.string().optional(),
  dependencies: list,
  devDependencies: list,
});
type PackageJson = z.output<typeof schema>;

/** The package.json of a folder; `undefined` where there is none. @throws InvalidInputError where it is none */
export function readPackageJson(folder: string): PackageJson | undefined {
  const file = path.join(folder, FILE);
  if (!existsSync(file)) return undefined;
  const problem = (message: string, at = ""): Problem => ({ path: at, message, file });
  let data: unknown;
  try {
    data = JSON.parse(readText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable([problem(`is no JSON: ${error.message}`)]);
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) throw unusable([problem("is no JSON object")]);
  const { error } = schema.safeParse(data);
  if (error) throw unusable(error.issues.map((issue) => problem(issue.message, issue.path.join("."))));
  return data as PackageJson;
}

/** What a package.json becomes that has all that a program of roles needs; what is there stays, in its own indentation. */
export function plannedPackageJson(
  folder: string,
  { name, isTypeScript }: { readonly name: string; readonly isTypeScript: boolean },
): PlannedFile {
  const existing = readPackageJson(folder);
  const base: PackageJson = existing ?? { name: name.toLowerCase(), private: true };
  const has = (wanted: string) => [base.dependencies, base.devDependencies].some((part) => part && wanted in part);
  const lacking = (wanted: Record<string, string>) =>
    Object.fromEntries(Object.entries(wanted).filter(([key]) => !has(key)));
  const dependencies = lacking({ "@pulumi/pulumi": sdkRange(), "connectwise-roles": ownSpec(folder) });
  // Pulumi compiles programs that are ES modules by a ts-node of their own.
  const compiler = { typescript: "^5.9.0", ...(base.type === "module" && { "ts-node": "^10.9.2" }) };
  const devDependencies = lacking(isTypeScript ? compiler : {});
  if (existing && Object.keys({ ...dependencies, ...devDependencies }).length === 0)
    return { file: FILE, text: "", action: "keep" };
  const data = {
    ...base,
    dependencies: { ...base.dependencies, ...dependencies },
    ...(isTypeScript && { devDependencies: { ...base.devDependencies, ...devDependencies } }),
  };
  const indent = existing ? indentOf(readText(path.join(folder, FILE))) : 2;
  const text = `${JSON.stringify(data, null, indent)}\n`;
  return {
    file: FILE,
    text,
    ...(existing ? { action: "extend", note: "what it lacked of dependencies" } : { action: "write" }),
  };
}

const LOCK_FILES = { "pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "bun.lock": "bun", "bun.lockb": "bun" } as const;

/** How the project's packages are installed: by the package manager whose lock file is there, or else by npm. */
export function installCommand(folder: string): string {
  const [, manager = "npm"] = Object.entries(LOCK_FILES).find(([file]) => existsSync(path.join(folder, file))) ?? [];
  return `${manager} install`;
}

const indentOf = (text: string): string | number => /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? 2;

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
  const { dependencies } = JSON.parse(readFileSync(path.join(PACKAGE, FILE), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const range = dependencies["@pulumi/pulumi"] ?? "";
  return Number(process.versions.node.split(".")[0]) < 22 ? range.replace("^", "~") : range;
}
