import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { RefusedError } from "../../core/model/errors";
import { PACKAGE } from "../../project/package";
import { readText } from "../../project/readText";
import { plannedPackageJson, readPackageJson } from "./packageJson";
import { type ExistingProject, newProjectName, type PlannedFile, programOf, unusable } from "./project";
import { workflowFor } from "./workflow";

/** What becomes of a folder's files. */
export interface PlannedProject {
  readonly name: string;
  readonly files: readonly PlannedFile[];
  /** Why there is no workflow for reviews, where there is none. */
  readonly workflowMissing?: string;
}

export interface ProjectOptions {
  readonly folder: string;
  /** As it is now; `undefined` for a new one. */
  readonly project: ExistingProject | undefined;
  /** Whether the engine's state is kept beside the project. */
  readonly hasLocalState: boolean;
}

/** Where a project with a state of its own keeps it. */
export const STATE_FOLDER = ".pulumi-state";
/** What Pulumi.yaml says of it. */
export const STATE_URL = `file://./${STATE_FOLDER}`;

const OWN_FILES = "node_modules/connectwise-roles";
const DEFAULT_PROGRAM = "index.ts";

/**
 * What a project is made of; files that are there are kept, only what package.json and .gitignore lack is added to them.
 * @throws InvalidInputError where a file that is there can't be read
 */
export function plannedFiles({ folder, project, hasLocalState }: ProjectOptions): PlannedProject {
  const name = project?.name ?? newProjectName(folder);
  const plan = (file: string, text: string, note?: (kept: string) => string | undefined): PlannedFile =>
    existsSync(path.join(folder, file)) ? keepOrPlan(folder, file, note) : { file, text, action: "write" };
  const main = program(folder, project);
  const isTypeScript = /\.[cm]?ts$/.test(main);
  const workflow = workflowFor(folder);
  const files = [
    plannedPackageJson(folder, { name, isTypeScript }),
    plan("Pulumi.yaml", pulumiYaml(name, hasLocalState)),
    plan(main, readFileSync(path.join(PACKAGE, DEFAULT_PROGRAM), "utf8"), foreignProgram),
    ...(isTypeScript ? [plan("tsconfig.json", tsconfig(main))] : []),
    gitignore(folder, [
      "node_modules/",
      ".fleet/",
      "permission-review/",
      ...(hasLocalState ? [`${STATE_FOLDER}/`] : []),
    ]),
    plan("profiles/README.md", PROFILES),
    ...("file" in workflow
      ? [
          plan(workflow.file, readFileSync(path.join(PACKAGE, "docs/ci", workflow.template), "utf8"), (text) =>
            text.includes("cwroles") ? undefined : `the review's jobs are in ${OWN_FILES}/docs/ci/${workflow.template}`,
          ),
        ]
      : []),
  ];
  return { name, files, ...("missing" in workflow && { workflowMissing: workflow.missing }) };
}

function keepOrPlan(folder: string, file: string, noteOf?: (text: string) => string | undefined): PlannedFile {
  const note = noteOf?.(readText(path.join(folder, file)));
  return { file, text: "", action: "keep", ...(note !== undefined && { note }) };
}

function foreignProgram(text: string): string | undefined {
  const example = `${OWN_FILES}/${DEFAULT_PROGRAM} shows a program that`;
  if (!text.includes("connectwise-roles")) return `it makes no role yet; ${example} does`;
  if (text.includes("RoleVerification")) return undefined;
  return `its member is made only once an administrator has set the levels; ${example} makes it before, with a RoleVerification`;
}

/** The program of a project that is there, or else the file for a new one. */
function program(folder: string, project: ExistingProject | undefined): string {
  if (!project) return DEFAULT_PROGRAM;
  if (project.main !== undefined) {
    const named = programOf(folder, project.main) ?? (project.main === DEFAULT_PROGRAM ? DEFAULT_PROGRAM : undefined);
    if (named !== undefined) return named;
    const message = `there is no program ${project.main}`;
    throw unusable([{ path: "main", message, file: path.join(folder, "Pulumi.yaml") }]);
  }
  // As Node does, which goes on where package.json names a file that isn't there.
  const { main = "index" } = readPackageJson(folder) ?? {};
  return programOf(folder, main) ?? programOf(folder, "index") ?? DEFAULT_PROGRAM;
}

/** @throws RefusedError where the system refuses */
export function writeFiles(folder: string, files: readonly PlannedFile[]): void {
  for (const { file, text, action } of files) {
    if (action === "keep") continue;
    const place = path.join(folder, file);
    try {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    } catch (error) {
      throw new RefusedError(`${place} can't be written: ${(error as Error).message}`);
    }
  }
}

/** This repository's own, under the project's name. */
function pulumiYaml(name: string, hasLocalState: boolean): string {
  // Quoted where YAML would take it for a number, or the like.
  const line = stringify({ name }).trim();
  const template = readFileSync(path.join(PACKAGE, "Pulumi.yaml"), "utf8").replace(/^name:.*$/m, line);
  return hasLocalState ? template.replace(/^runtime:.*$/m, `$&\nbackend:\n  url: ${STATE_URL}`) : template;
}

/** The lines that it lacks, at its end. */
function gitignore(folder: string, wanted: readonly string[]): PlannedFile {
  const file = ".gitignore";
  const place = path.join(folder, file);
  if (!existsSync(place)) return { file, text: `${wanted.join("\n")}\n`, action: "write" };
  const text = readText(place);
  const bare = (line: string) => line.trim().replace(/^\/|\/$/g, "");
  const present = text.split("\n").map(bare);
  const lacking = wanted.filter((line) => !present.includes(bare(line)));
  if (lacking.length === 0) return { file, text: "", action: "keep" };
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return { file, text: `${start}${lacking.join("\n")}\n`, action: "extend", note: lacking.join(", ") };
}

const tsconfig = (main: string) =>
  `${JSON.stringify(
    {
      compilerOptions: {
        ...{ target: "es2022", module: "nodenext", moduleResolution: "nodenext" },
        ...{ strict: true, skipLibCheck: true, noEmit: true },
      },
      files: [main],
    },
    null,
    2,
  )}\n`;

const PROFILES = `# Profiles of this project

A profile here goes before one of the library, which \`npx cwroles profiles list\` shows. One of your own may build on it: see
${OWN_FILES}/profiles/README.md.
`;
