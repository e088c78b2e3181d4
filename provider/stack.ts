import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InvalidInputError } from "./model/errors";
import { parseYaml } from "./profile/document";
import { nearest, suggest } from "./profile/match";

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
  own(key: string): string | undefined;
  isEncrypted(key: string): boolean;
}

const values = z.record(z.string(), z.unknown(), "keys with their values").nullish();
const projectSchema = z.looseObject({ name: z.string("the project's name"), config: values });
const stackSchema = z.looseObject({ config: values }).nullable();

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

/**
 * Reads `Pulumi.yaml` and `Pulumi.<name>.yaml` of a folder. Without a name: PULUMI_STACK, or else the folder's only stack.
 * @throws InvalidInputError when there is no such stack, several to choose from, or a file that can't be read
 */
export function readStack(folder: string, asked?: string, environment: NodeJS.ProcessEnv = process.env): Stack {
  const name = chooseStack(folder, asked ?? (environment.PULUMI_STACK || undefined));
  const project = read(path.join(folder, "Pulumi.yaml"), projectSchema);
  const stack = name === undefined ? null : read(path.join(folder, `Pulumi.${name}.yaml`), stackSchema);
  const ofProject = withNamespace(project.config ?? {}, project.name);
  const ofStack = withNamespace(stack?.config ?? {}, project.name);
  const get = (key: string) => {
    const value = ofStack.has(key) ? ofStack.get(key) : defaultOf(ofProject.get(key));
    return value === undefined || value === null || isSecure(value) ? undefined : asText(value);
  };
  return {
    name,
    get,
    own: (key) => get(`${project.name}:${key}`),
    isEncrypted: (key) => isSecure(ofStack.get(key)),
  };
}

function chooseStack(folder: string, asked: string | undefined): string | undefined {
  const names = (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => STACK_FILE.exec(file)?.[1] ?? []);
  const problem = (message: string) =>
    new InvalidInputError("Which stack?", [{ path: "--stack", message: `${message} There are: ${names.join(", ")}` }]);
  // The name as the engine takes it may carry an organization: acme/project/dev.
  const wanted = asked?.replace(/^.*\//, "");
  if (wanted !== undefined && !names.includes(wanted))
    throw problem(`no Pulumi.${wanted}.yaml in ${folder}; ${suggest(nearest(wanted, names))}`);
  if (wanted === undefined && names.length > 1) throw problem("the folder has several; name one with --stack.");
  return wanted ?? names[0];
}

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  if (!existsSync(file))
    throw new InvalidInputError("No project here", [
      { path: "", message: "no such file; run this in the project folder", file },
    ]);
  const { data, problems } = parseYaml(readFileSync(file, "utf8"), file, schema, {
    knownKeys: () => [],
    describeUnion: (input) => `${JSON.stringify(input)} can't be read`,
  });
  if (problems.length > 0) throw new InvalidInputError(`${file} can't be used`, problems);
  return data as z.output<Schema>;
}

const withNamespace = (config: Readonly<Record<string, unknown>>, project: string) =>
  new Map(Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]));

/** `{type, description, default}` or `{value}` in Pulumi.yaml; any other value stands for itself. */
function defaultOf(declared: unknown): unknown {
  if (typeof declared !== "object" || declared === null || Array.isArray(declared)) return declared;
  const { default: byDefault, value = byDefault } = declared as { default?: unknown; value?: unknown };
  return value;
}

const isSecure = (value: unknown) => typeof value === "object" && value !== null && "secure" in value;

const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
