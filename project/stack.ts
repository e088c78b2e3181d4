import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError, type Problem } from "../core/model/errors";
import { parseYaml } from "../core/profile/document";
import { orNearest } from "../core/profile/match";
import { PROJECT_FILE } from "./projectFile";
import { readText, ymlInstead } from "./readText";
import { type Entry, isReadOtherwise, notText, repeated } from "./stackText";

/** The configuration of one stack as its files have it, read without the engine. */
export interface Stack {
  /** `undefined` where the folder has no stack's file. */
  readonly name: string | undefined;
  /**
   * The value of a key with its namespace, such as `connectwise:site`: the stack's, or else the project's default. Text as
   * it is, anything else as JSON. `undefined` where it isn't set, or only the engine can decrypt it.
   */
  get(key: string): string | undefined;
  /** The same for a key of the project's own, such as `profile`. */
  projectValue(key: string): string | undefined;
  isEncrypted(key: string): boolean;
  /** The keys, with their namespace, whose values only the engine can decrypt. */
  readonly encryptedKeys: readonly string[];
  /** Why the engine couldn't decrypt them, where it was asked; for people. */
  readonly decryptionProblem?: string | undefined;
  /** The same stack with what the engine decrypted, by full key, or with why it couldn't. */
  decrypted(outcome: { values: Readonly<Record<string, string>> } | { problem: string }): Stack;
}

const values = z.record(z.string(), z.unknown(), "keys with their values").nullish();
const projectSchema = z.looseObject({
  name: z.string("the project's name"),
  config: values,
  stackConfigDir: z.string("a folder").nullish(),
});
const stackSchema = z.looseObject({ config: values }).nullable();

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;
const stackFile = (name: string) => `Pulumi.${name}.yaml`;

/** The stack whose file has this name, if any has. */
export const stackOfFile = (file: string): string | undefined => STACK_FILE.exec(file)?.[1];

/**
 * Reads `Pulumi.yaml` and `Pulumi.<name>.yaml` of a folder. Without a name: PULUMI_STACK, or else the folder's only stack.
 * @throws InvalidInputError when there is no such stack, several to choose from, a file that can't be read, or a value that
 * isn't text where text is meant
 */
export function readStack(folder: string, requested?: string, environment: NodeJS.ProcessEnv = process.env): Stack {
  const name = chooseStack(folder, requested ?? (environment.PULUMI_STACK || undefined));
  const inFolder = (file: string) => existing(path.join(folder, file));
  const project = inFolder(PROJECT_FILE);
  return stackOf({ name, ...parseStack(project, name === undefined ? undefined : inFolder(stackFile(name))) });
}

/** A file as messages name it, and what it holds. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** What a stack's files say, wherever they lie. */
export interface ParsedStack {
  /** The project's name. */
  readonly project: string;
  /** By key with its namespace: the stack's, or else the project's default. `{ secure }` is a secret. */
  readonly values: ReadonlyMap<string, unknown>;
  /** What the project says where a stack says nothing. */
  readonly defaults: ReadonlyMap<string, unknown>;
  /** How values are written that the engine doesn't read as this project does. */
  readonly written: ReadonlyMap<string, string>;
  /** What the two files say besides: `runtime` and `main` of the project, `encryptionsalt` of the stack, … */
  readonly besides: {
    readonly project: Readonly<Record<string, unknown>>;
    readonly stack: Readonly<Record<string, unknown>>;
  };
}

/** @throws InvalidInputError for a file that can't be read, or a value that isn't text where text is meant */
export function parseStack(projectFile: TextFile, stackFile?: TextFile): ParsedStack {
  const project = parseFile(projectFile, projectSchema);
  const stack = stackFile && parseFile(stackFile, stackSchema);
  const declared = entriesOf(project.data.config, project.data.name).map(withDefault);
  const set = entriesOf(stack?.data?.config, project.data.name);
  assertClear([
    ...project.problemsOf(declared, project.data.name),
    ...(stack?.problemsOf(set, project.data.name) ?? []),
  ]);
  const { config: _, ...ofProject } = project.data;
  const { config: __, ...ofStack } = stack?.data ?? {};
  return {
    project: project.data.name,
    values: new Map([...valuesOf(declared), ...valuesOf(set)]),
    defaults: valuesOf(declared),
    written: new Map([...project.writtenIn(declared), ...(stack?.writtenIn(set) ?? [])]),
    besides: { project: ofProject, stack: ofStack },
  };
}

/**
 * The folder, below the project's, that the stacks' files are in; empty for the project's own.
 * @throws InvalidInputError for a file that can't be read, or a folder elsewhere
 */
export function stackFolder(project: TextFile): string {
  const { data } = parseFile(project, projectSchema);
  const folder = path.posix.normalize(data.stackConfigDir ?? "").replace(/^\.?\/?$|\/$/g, "");
  if (!folder.startsWith("..") && !path.posix.isAbsolute(folder)) return folder;
  throw new InvalidInputError(`${project.file} can't be used`, [
    { path: "stackConfigDir", message: "a folder outside of the project, which isn't looked at", file: project.file },
  ]);
}

interface StackValues {
  readonly name: string | undefined;
  readonly project: string;
  readonly values: ReadonlyMap<string, unknown>;
  readonly decryptionProblem?: string | undefined;
}

function stackOf({ name, project, values, decryptionProblem }: StackValues): Stack {
  const get = (key: string) => {
    const value = values.get(key);
    return value === undefined || value === null || isSecure(value) ? undefined : asText(value);
  };
  const encryptedKeys = [...values.keys()].filter((key) => isSecure(values.get(key)));
  return {
    name,
    get,
    projectValue: (key) => get(`${project}:${key}`),
    isEncrypted: (key) => encryptedKeys.includes(key),
    encryptedKeys,
    decryptionProblem,
    decrypted(outcome) {
      if ("problem" in outcome) return stackOf({ name, project, values, decryptionProblem: outcome.problem });
      const decrypted = encryptedKeys.flatMap((key): [string, string][] => {
        const value = outcome.values[key];
        return value === undefined ? [] : [[key, value]];
      });
      return stackOf({ name, project, values: new Map([...values, ...decrypted]) });
    },
  };
}

/**
 * What a stack's files say as text has to be text: the engine hands on another one without a word. Where the files of a run
 * lie elsewhere, nothing is said.
 * @throws InvalidInputError as {@link readStack}
 */
export function assertStackText(folder: string, name: string): void {
  if ([PROJECT_FILE, stackFile(name)].every((file) => existsSync(path.join(folder, file)))) readStack(folder, name);
}

/** The stacks that have a file in a folder, sorted. */
export const stackNames = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => stackOfFile(file) ?? []).sort();

function chooseStack(folder: string, requested: string | undefined): string | undefined {
  const names = stackNames(folder);
  const problem = (message: string) =>
    new InvalidInputError("Which stack?", [
      { path: "--stack", message: `${message} There are: ${names.join(", ") || "none"}` },
    ]);
  // The name as the engine takes it may carry an organization: acme/project/dev.
  const stackName = requested?.replace(/^.*\//, "");
  if (stackName !== undefined && !names.includes(stackName))
    throw problem(
      `no ${stackFile(stackName)} in ${folder}${misnamed(folder, stackName) ?? orNearest(stackName, names)}`,
    );
  if (stackName === undefined && names.length > 1) throw problem("the folder has several; name one with --stack.");
  return stackName ?? names[0];
}

function misnamed(folder: string, name: string): string | undefined {
  const ymlHint = ymlInstead(path.join(folder, stackFile(name)));
  return ymlHint && `; ${ymlHint}.`;
}

function existing(file: string): TextFile {
  if (existsSync(file)) return { file, text: readText(file) };
  throw new InvalidInputError("No project here", [
    {
      path: "",
      message: `no such file; ${ymlInstead(file) ?? "run this in the project folder; npx cwroles init makes one"}`,
      file,
    },
  ]);
}

function parseFile<Schema extends z.ZodType>({ file, text }: TextFile, schema: Schema) {
  const { data, problems, placeAll, plain, readOtherwise } = parseYaml(text, file, schema, {
    knownKeys: () => [],
    describeUnion: (shown) => `${shown} can't be read`,
  });
  const found = [...problems, ...readOtherwise()];
  if (found.length > 0) throw new InvalidInputError(`${file} can't be used`, found);
  return {
    data: data as z.output<Schema>,
    problemsOf: (entries: readonly Entry[], project: string) =>
      placeAll([...notText(entries, project, plain), ...repeated(entries)]),
    writtenIn: (entries: readonly Entry[]) =>
      entries.flatMap(({ key, path: keyPath }): [string, string][] => {
        const written = plain(keyPath);
        return written !== undefined && isReadOtherwise(written) ? [[key, written]] : [];
      }),
  };
}

function assertClear(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInputError("The stack's files can't be used", problems);
}

const entriesOf = (config: z.output<typeof values>, project: string): Entry[] =>
  Object.entries(config ?? {}).map(([written, value]) => ({
    key: fullKey(written, project),
    path: ["config", written],
    value,
  }));

/** As the engine reads a key: one without a namespace is the project's own, and `acme:config:role` an old form of `acme:role`. */
const fullKey = (written: string, project: string): string =>
  written.includes(":") ? written.replace(/^([^:]*):config:([^:]*)$/, "$1:$2") : `${project}:${written}`;

/** `{type, description, default}` or `{value}` in Pulumi.yaml; any other value stands for itself. */
function withDefault({ key, path: keyPath, value: declared }: Entry): Entry {
  if (typeof declared !== "object" || declared === null || Array.isArray(declared))
    return { key, path: keyPath, value: declared };
  const { value, default: otherwise } = declared as Record<string, unknown>;
  // To the engine null is no value.
  const name = (value ?? null) === null ? "default" : "value";
  return { key, path: [...keyPath, name], value: name === "value" ? value : otherwise };
}

const valuesOf = (entries: readonly Entry[]) => new Map(entries.map(({ key, value }) => [key, value]));

/** Whether a value is a secret that only the engine can decrypt. */
export const isSecure = (value: unknown) => typeof value === "object" && value !== null && "secure" in value;

export const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
