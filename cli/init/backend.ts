import { tmpdir } from "node:os";
import { RefusedError } from "../../core/model/errors";
import { STATE_FOLDER, STATE_URL } from "./files";
import type { ExistingProject } from "./project";

/** Where the state of stacks is kept. */
export interface ChosenBackend {
  /** In the project's folder {@link STATE_FOLDER}. */
  readonly isLocal: boolean;
  readonly needsPassphrase: boolean;
}

export interface BackendOptions {
  readonly folder: string;
  readonly project: ExistingProject | undefined;
  /** Whether the user asks for {@link STATE_FOLDER}. */
  readonly localState: boolean;
  /** Whether {@link STATE_FOLDER} is taken where nobody is logged in to Pulumi. */
  readonly isSandbox: boolean;
  readonly isInteractive: boolean;
}

const VARIABLE = "PULUMI_BACKEND_URL";
const PASSPHRASES = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"];
const LOCAL: ChosenBackend = { isLocal: true, needsPassphrase: true };

/** @throws RefusedError where there is none, or another than the user asks for */
export async function chooseBackend(options: BackendOptions): Promise<ChosenBackend> {
  const { folder, project, localState, isSandbox, isInteractive } = options;
  // The engine's own order.
  const url = process.env[VARIABLE] || project?.backend;
  if (url === STATE_URL) return LOCAL;
  if (localState) return assertLocal(url, project);
  const { currentBackend } = await import("../../engine/stack.mjs");
  // Of a folder above, the engine would take the project there.
  const current = await currentBackend({ folder: project ? folder : tmpdir() });
  if (!("problem" in current)) return { isLocal: false, needsPassphrase: current.needsPassphrase };
  if (url) throw new RefusedError(`Pulumi can't keep the state of stacks in ${url}: ${current.problem}`);
  if (!project && (isSandbox || (isInteractive && (await (await import("./ask.js")).askLocalState())))) return LOCAL;
  throw new RefusedError(
    `You aren't logged in to Pulumi, which keeps the state of stacks. Run pulumi login (npx cwroles pulumi login) or set ${VARIABLE}, or keep it in the project's folder ${STATE_FOLDER}: ${project ? IN_PULUMI_YAML : "--local-state"}.`,
  );
}

const IN_PULUMI_YAML = `write "backend: { url: ${STATE_URL} }" into its Pulumi.yaml`;

function assertLocal(url: string | undefined, project: ExistingProject | undefined): ChosenBackend {
  const refused = (why: string) => new RefusedError(`--local-state can't be used: ${why}`);
  if (url) throw refused(`${process.env[VARIABLE] ? VARIABLE : "Pulumi.yaml"} says that the state is in ${url}.`);
  if (project) throw refused(`the project is there already, and stays as it is; ${IN_PULUMI_YAML}.`);
  return LOCAL;
}

/** What the engine needs in its environment to encrypt the key. @throws RefusedError where there is none, and nobody to ask */
export async function passphraseFor(
  { needsPassphrase }: ChosenBackend,
  isInteractive: boolean,
): Promise<Record<string, string>> {
  if (!needsPassphrase || PASSPHRASES.some((name) => process.env[name] !== undefined)) return {};
  if (isInteractive) return { PULUMI_CONFIG_PASSPHRASE: await (await import("./ask.js")).askNewPassphrase() };
  throw new RefusedError(
    `The key is encrypted with a passphrase: set ${PASSPHRASES.join(", or ")}. Every later run needs it, too.`,
  );
}
