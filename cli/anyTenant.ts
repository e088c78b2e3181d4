import { existsSync } from "node:fs";
import { text as textOf } from "node:stream/consumers";
import type { Command } from "commander";
import { InvalidInputError } from "../core/model/errors";
import { PROJECT_FILE } from "../project/projectFile";
import { readText } from "../project/readText";
import type { Stack } from "../project/stack";
import { type ConnectOptions, connect } from "../tenant/connection";
import { howToDecrypt, variableOf } from "../tenant/environment";
import { openStack } from "./openStack";
import { printNotice } from "./print";

/** Which tenant is meant: a stack's, or one that the options and the environment name. */
export interface TenantFlags {
  readonly stack?: string;
  readonly site?: string;
  readonly companyId?: string;
  readonly publicKey?: string;
  readonly privateKeyFile?: string;
  readonly clientId?: string;
}

const OPTIONS = {
  site: "--site",
  companyId: "--company-id",
  publicKey: "--public-key",
  privateKey: "--private-key-file",
  clientId: "--client-id",
} as const;

export const tenantOptions = (command: Command): Command =>
  command
    .option("--stack <name>", "the stack whose tenant it is (default: PULUMI_STACK, or the only one)")
    .option("--site <address>", "a tenant without a stack: where its API answers, such as api-na.myconnectwise.net")
    .option("--company-id <id>", "as at log-in")
    .option("--public-key <key>", "of a member that may read security roles and members")
    .option("--private-key-file <file>", `a file with its private key, - for stdin; or set ${variableOf("privateKey")}`)
    .option("--client-id <guid>", "from ConnectWise's developer site");

type Connection = ReturnType<typeof connect>;

/**
 * The tenant that is meant, and no request to it.
 * @throws InvalidInputError with everything that is missing
 */
export async function openAnyTenant(flags: TenantFlags): Promise<Connection> {
  const isGiven = flags.site !== undefined || (flags.stack === undefined && !existsSync(PROJECT_FILE));
  const connection = await (isGiven ? byOptions(flags) : byStack(flags));
  for (const notice of connection.notices) printNotice(notice);
  return connection;
}

const byStack = async ({ stack: name }: TenantFlags): Promise<Connection> => connectStack(await openStack(name));

/**
 * The tenant of a stack that is open; no request is made.
 * @throws InvalidInputError with everything that is missing
 */
export function connectStack(stack: Stack, options: ConnectOptions = {}): Connection {
  if (stack.isEncrypted("connectwise:privateKey") && !process.env[variableOf("privateKey")])
    throw new InvalidInputError("A key is needed", [
      {
        path: "connectwise:privateKey",
        message: `is encrypted in Pulumi.${stack.name}.yaml, and the engine can't decrypt it: ${stack.decryptionProblem}. ${howToDecrypt("privateKey")}`,
        topic: "secrets-cant-be-decrypted",
      },
    ]);
  return connect((key) => stack.get(key), process.env, { say: printNotice, ...options });
}

async function byOptions({ privateKeyFile, ...flags }: TenantFlags): Promise<Connection> {
  const given: Readonly<Record<string, string | undefined>> = { ...flags, privateKey: await keyIn(privateKeyFile) };
  try {
    return connect((key) => given[key.replace("connectwise:", "")], process.env, { say: printNotice });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError("Which tenant?", error.problems.map(byOption));
  }
}

/** A key never stands in the command line, which other users and the shell's history see. */
async function keyIn(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return (file === "-" ? await textOf(process.stdin) : readText(file)).trim();
}

/** What the configuration of a stack lacks is, without one, an option. */
function byOption(problem: InvalidInputError["problems"][number]): InvalidInputError["problems"][number] {
  const key = problem.path.replace("connectwise:", "");
  const option = Object.entries(OPTIONS).find(([name]) => name === key)?.[1];
  if (option === undefined) return problem;
  const message = problem.message.replace(/; set it with: .*$/s, `; give ${option}, or set ${variableOf(key)}`);
  return { ...problem, path: option, message };
}
