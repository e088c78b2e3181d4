import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError, type Problem, RefusedError } from "../../core/model/errors";
import { parseYaml } from "../../core/profile/document";
import { OTHER_PROJECT_FILES, PROJECT_FILE } from "../../project/projectFile";
import { readText } from "../../project/readText";

/** A Pulumi project that is there already. */
export interface ExistingProject {
  readonly name: string;
  /** Its program, where Pulumi.yaml names it. */
  readonly main: string | undefined;
  /** Where Pulumi.yaml says that its state is kept. */
  readonly backend: string | undefined;
}

/** A file of a new project, and what becomes of it. */
export interface PlannedFile {
  /** Seen from the project's folder. */
  readonly file: string;
  readonly text: string;
  /** `keep`: it is there already, and stays as it is. */
  readonly action: "write" | "keep" | "extend";
  /** What the user should know of it. */
  readonly note?: string;
}

const RUNTIME = "only programs for nodejs can make roles and members";
const schema = z.looseObject({
  name: z.string("text").min(1, "blank"),
  runtime: z
    .union([z.string(), z.looseObject({ name: z.string() })])
    .transform((runtime) => (typeof runtime === "string" ? runtime : runtime.name))
    .refine((name) => name === "nodejs", RUNTIME),
  main: z.string("text").optional(),
  backend: z.looseObject({ url: z.string("text").optional() }).nullish(),
});

/**
 * The project of a folder; `undefined` where there is none, or no such folder.
 * @throws InvalidInputError where `init` can't add to it
 */
export function readProject(folder: string): ExistingProject | undefined {
  const file = path.join(folder, PROJECT_FILE);
  if (!existsSync(file)) {
    assertNoOtherName(folder);
    return undefined;
  }
  const { data, problems } = parseYaml(readText(file), file, schema, {
    knownKeys: () => [],
    describeUnion: () => RUNTIME,
  });
  if (!data) throw unusable(problems);
  return { name: data.name, main: data.main, backend: data.backend?.url };
}

function assertNoOtherName(folder: string): void {
  const other = OTHER_PROJECT_FILES.map((name) => path.join(folder, name)).find((file) => existsSync(file));
  if (other) throw unusable([{ path: "", message: `write it as ${PROJECT_FILE}, which cwroles reads`, file: other }]);
}

/**
 * Ahead of all questions, and of an engine that has to be fetched.
 * @throws RefusedError where nothing can be written to a folder, or where it can't be made
 */
export function assertWritable(folder: string): void {
  let there = path.resolve(folder);
  while (!existsSync(there)) there = path.dirname(there);
  const refused = (why: string) => new RefusedError(`No project can be made in ${folder}: ${there} ${why}.`);
  if (!statSync(there).isDirectory()) throw refused("is a file, not a folder");
  try {
    accessSync(there, constants.W_OK);
  } catch (error) {
    throw refused(`can't be written to (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** What `init` can't add to. */
export const unusable = (problems: readonly Problem[]): InvalidInputError =>
  new InvalidInputError("The project can't be extended", problems);

/** The name for a new project in a folder. Source: what Pulumi takes as a project's name. */
export const newProjectName = (folder: string): string =>
  path
    .basename(path.resolve(folder))
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100) || "psa-roles";

/** The file that Pulumi runs as a project's program; `undefined` where it isn't there. @param main as Pulumi.yaml or package.json names it */
export function programOf(folder: string, main: string): string | undefined {
  const isFile = (file: string) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.isFile() === true;
  return [main, `${main}.ts`, `${main}.js`, path.join(main, "index.ts"), path.join(main, "index.js")].find(isFile);
}
