import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type Deployment, LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { isMap, parseDocument, type YAMLMap } from "yaml";
import { RefusedError } from "../core/model/errors";
import { ensureEngine } from "../engine/engine.mjs";
import { backendUrl } from "../engine/isolatedPulumi.mjs";
import { detached } from "../fleet/run/detachedCommand";
import { selectStack } from "../fleet/run/engine";
import { endLeftoversNowAndAtExit, MARK, markOf } from "../fleet/run/leftovers";
import { PACKAGE } from "../project/package";
import { PROJECT_FILE } from "../project/projectFile";
import { COPY_VARIABLE, copyText, type TenantCopy } from "../tenant/copy";
import { type CopyEngine, type OperationOutcome, operate } from "./engine";
import { isUsersOwn, LINK, removeFolder, temporaryFolder, temporaryIn } from "./temporary";

/** A stack of a user's project. */
export interface ProjectStack {
  /** Of Pulumi.yaml. */
  readonly folder: string;
  readonly name: string;
  /** What of the connection isn't in the stack's file, such as what the environment says, by full key. */
  readonly connection: Readonly<Record<string, string>>;
}

/**
 * The user's own program, by the real engine, with a state of its own: all that it writes lies in a temporary folder, and nothing in the
 * user's.
 */
export class ProjectEngine implements CopyEngine {
  #variables: Readonly<Record<string, string>> = {};

  private constructor(
    private readonly folder: string,
    private readonly stack: string,
    private readonly command: Pick<PulumiCommand, "command" | "version">,
    private readonly ownVariables: Readonly<Record<string, string>>,
    readonly layout: Layout,
  ) {}

  /**
   * Gets the engine where it isn't there yet, and makes the stack.
   * @throws RefusedError where the project works with another installation of this package
   */
  static async open(stack: ProjectStack, keys: Pick<TenantCopy, "publicKey" | "privateKey" | "clientId">) {
    assertSamePackage(stack.folder);
    const { env, bin, variables } = await ensureEngine({ isQuiet: true });
    Object.assign(process.env, env);
    const root = path.basename(bin) === "bin" ? path.dirname(bin) : undefined;
    const command = await PulumiCommand.get(root === undefined ? {} : { root });
    const folder = temporaryFolder();
    const layout = layOut(folder, stack, { ...stack.connection, ...prefixed(keys) });
    endLeftoversNowAndAtExit(folder);
    const own = {
      ...{ ...variables, ...temporaryIn(folder), [MARK]: markOf(folder) },
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: backendUrl(path.join(folder, "state")),
      PULUMI_CONFIG_PASSPHRASE: randomBytes(24).toString("base64"),
    };
    return new ProjectEngine(folder, stack.name, command, own, layout);
  }

  /** Makes the stack, with a state that was taken along. */
  async begin(state: Deployment | undefined, signal: AbortSignal): Promise<void> {
    const workspace = await this.#workspace(signal);
    await workspace.createStack(this.stack);
    if (state) await workspace.importStack(this.stack, state);
  }

  /** From now on the stack's connection leads there. */
  leadTo(copy: TenantCopy): void {
    this.#variables = { [COPY_VARIABLE]: copyText(copy) };
  }

  preview = (signal: AbortSignal) => this.#operate(signal, (stack, onEvent) => stack.preview({ onEvent }));
  up = (signal: AbortSignal) => this.#operate(signal, (stack, onEvent) => stack.up({ onEvent, showSecrets: false }));
  drift = (signal: AbortSignal) => this.#operate(signal, (stack, onEvent) => stack.preview({ refresh: true, onEvent }));
  destroy = (signal: AbortSignal) =>
    this.#operate(signal, (stack, onEvent) => stack.destroy({ onEvent, showSecrets: false }));

  async state(signal: AbortSignal): Promise<Deployment> {
    return (await this.#workspace(signal)).exportStack(this.stack);
  }

  /** Nothing of it is left on this machine. */
  remove = (): void => removeFolder(this.folder);

  async #operate(signal: AbortSignal, act: Parameters<typeof operate>[1]): Promise<OperationOutcome> {
    return operate(await selectStack(this.stack, await this.#workspace(signal)), act);
  }

  #workspace = (signal: AbortSignal): Promise<LocalWorkspace> =>
    LocalWorkspace.create({
      workDir: this.folder,
      envVars: { ...this.ownVariables, ...this.#variables },
      pulumiCommand: detached(this.command, signal, isUsersOwn),
    });
}

const prefixed = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`connectwise:${key}`, String(value)]));

/** Only this very package is known to be led to a copy. */
function assertSamePackage(folder: string): void {
  const found = installedIn(folder);
  if (found === realpathSync(PACKAGE)) return;
  throw new RefusedError(
    `The program works with ${found ?? "no connectwise-roles that can be found"}, and this command is of ${realpathSync(PACKAGE)}: run the project's own, npx cwroles rehearse in its folder, after npm install.`,
  );
}

function installedIn(folder: string): string | undefined {
  try {
    const file = createRequire(path.join(realpathSync(folder), "package.json")).resolve(
      "connectwise-roles/package.json",
    );
    return path.dirname(realpathSync(file));
  } catch {
    return undefined;
  }
}

/** What the copy's stack is like. */
interface Layout {
  /** Keys of the stack's configuration that are secrets, and `environment` where some come from elsewhere: the copy's doesn't have them. */
  readonly secrets: readonly string[];
  /** Every text of the configuration. */
  readonly texts: readonly string[];
}

/** Lays out the folder of the copy's stack. */
function layOut(
  folder: string,
  { folder: project, name }: ProjectStack,
  connection: Readonly<Record<string, string>>,
): Layout {
  for (const part of ["home", "state", "tmp"]) mkdirSync(path.join(folder, part));
  symlinkSync(project, path.join(folder, LINK), "junction");
  const projectFile = projectText(readFileSync(path.join(project, PROJECT_FILE), "utf8"));
  writeFileSync(path.join(folder, PROJECT_FILE), projectFile);
  const file = `Pulumi.${name}.yaml`;
  const filePath = path.join(project, file);
  const { text, secrets } = stackText(existsSync(filePath) ? readFileSync(filePath, "utf8") : "", connection);
  writeFileSync(path.join(folder, file), text);
  return { secrets, texts: [projectFile, text].flatMap((one) => textsIn(parseDocument(one).toJS())) };
}

const textsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** What of a project says where state and stacks are, or is relative to its folder. */
function projectText(text: string): string {
  const document = parseDocument(text);
  const main = document.get("main");
  document.set("main", path.posix.join(LINK, typeof main === "string" ? main.replaceAll("\\", "/") : ""));
  for (const key of ["backend", "stackConfigDir"]) document.delete(key);
  return String(document);
}

/** A stack's configuration without its secrets and how they are encrypted. */
function stackText(text: string, connection: Readonly<Record<string, string>>) {
  const document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  const environments = document.has("environment") ? ["environment"] : [];
  for (const key of ["encryptionsalt", "encryptedkey", "secretsprovider", "environment"]) document.delete(key);
  if (!isMap(document.get("config"))) document.set("config", document.createNode({}));
  const config = document.get("config") as YAMLMap;
  const secrets = config.items
    .filter(({ value }) => JSON.stringify(value ?? null).includes('"secure":'))
    .map(({ key }) => String(key));
  for (const key of secrets) config.delete(key);
  for (const [key, value] of Object.entries(connection)) config.set(key, value);
  return {
    text: String(document),
    secrets: [...secrets.filter((key) => connection[key] === undefined), ...environments],
  };
}
