import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { text as textOf } from "node:stream/consumers";
import { Command } from "commander";
import { InvalidInputError, type Problem, RefusedError } from "../core/model/errors";
import { withFeatures } from "../core/profile/choose";
import { findProfile } from "../project/profiles";
import { readText } from "../project/readText";
import { parseSite } from "../tenant/client/site";
import { variableOf } from "../tenant/environment";
import { wrapHelp } from "./helpText";
import {
  type Answers,
  assertAnswers,
  CONNECTION_ANSWERS,
  DEFAULTS,
  SANDBOX,
  stackFile,
  stackNameFor,
  trimmed,
} from "./init/answers";
import { chooseBackend, passphraseFor } from "./init/backend";
import { type Connection, describeFinding, isSandboxDown, Places, problemsWith } from "./init/checkTenant";
import { plannedFiles, STATE_FOLDER, writeFiles } from "./init/files";
import { assertWritable, readProject } from "./init/project";
import { describe, nextSteps } from "./init/summary";
import { print, printNotice } from "./print";

interface Flags {
  readonly stack?: string;
  readonly sandbox?: true;
  readonly site?: string;
  readonly companyId?: string;
  readonly publicKey?: string;
  readonly privateKeyFile?: string;
  readonly clientId?: string;
  readonly profile?: string;
  readonly features?: string[];
  readonly role?: string;
  readonly member?: string;
  readonly location?: string;
  readonly businessUnit?: string;
  readonly localState?: true;
  readonly check: boolean;
  readonly input: boolean;
  readonly dryRun?: true;
}

const PRIVATE_KEY = variableOf("privateKey");

/** `cwroles init` */
export const initCommand = (): Command =>
  new Command("init")
    .description(
      [
        "Makes a project with a stack for one tenant, or adds a stack to a project that is there. Asks for what isn't given by an",
        "option, checks each answer with the tenant, by reads alone, and encrypts the key by Pulumi. What is there is kept.",
      ].join(" "),
    )
    .argument("[folder]", "the project's folder", ".")
    .option("--stack <name>", "name of the stack; the company id by default")
    .option("--sandbox", "for a sandbox on this machine, to try it: npx cwroles sandbox")
    .option("--site <address>", "where the tenant's API answers, such as api-na.myconnectwise.net")
    .option("--company-id <id>", "as at log-in")
    .option("--public-key <key>", "of the managing API member")
    .option("--private-key-file <file>", `a file with its private key, - for stdin; or set ${PRIVATE_KEY}`)
    .option("--client-id <guid>", "from ConnectWise's developer site")
    .option("--profile <id>", "what the integration needs; see npx cwroles profiles list")
    .option("--features <name...>", "optional parts of the profile")
    .option("--role <name>", `name of the security role (default: ${DEFAULTS.role})`)
    .option("--member <id>", `member id of the integration (default: ${DEFAULTS.member})`)
    .option("--location <name>", "the member's location")
    .option("--business-unit <name>", "its business unit in that location")
    .option("--local-state", `keep Pulumi's state in the project's folder ${STATE_FOLDER}`)
    .option("--no-check", "don't ask the tenant whether the answers are right")
    .option("--no-input", "ask nothing: what is missing is an error")
    .option("--dry-run", "say what would be written, and write nothing")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  npx cwroles init                       asks for everything",
        "  npx cwroles init acme --sandbox        a project to try, on the sandbox",
        "  npx cwroles init --no-input --private-key-file acme.key --site api-na.myconnectwise.net --company-id acme \\",
        '    --public-key … --client-id … --profile wise-sync --location "Main Office" --business-unit "Professional Services"',
      ]),
    )
    .action(init);

async function init(folder: string, flags: Flags): Promise<void> {
  const isInteractive = flags.input && Boolean(process.stdin.isTTY && process.stdout.isTTY);
  assertWritable(folder);
  const project = readProject(folder);
  const given = await givenAnswers(flags);
  assertAnswers(isInteractive ? given : withDefaults(given, flags), !isInteractive, profileProblems(folder, given));
  if (given.stack !== undefined) assertNewStack(folder, given.stack);
  const answers = trimmed(isInteractive ? await ask(folder, given, flags) : withDefaults(given, flags)) as Answers;
  assertNewStack(folder, answers.stack);
  if (!isInteractive && flags.check) await assertTenant(answers);
  const { localState = false, sandbox: isSandbox = false } = flags;
  const backend = await chooseBackend({ folder, project, localState, isSandbox, isInteractive });
  const planned = plannedFiles({ folder, project, hasLocalState: backend.isLocal });
  if (flags.dryRun) return print(describe(folder, answers, planned, false));
  const env = await passphraseFor(backend, isInteractive);
  writeFiles(folder, planned.files);
  if (backend.isLocal) mkdirSync(path.join(folder, STATE_FOLDER), { recursive: true });
  await makeStack(folder, answers, env);
  const next = nextSteps(folder, answers, backend, isSandbox || answers.site === SANDBOX.site);
  print([...describe(folder, answers, planned, true), "", ...next]);
}

async function givenAnswers(flags: Flags): Promise<Partial<Answers>> {
  const all = { ...flags, privateKey: await privateKeyOf(flags) };
  const given = [...ALL, "features" as const].filter((key) => all[key] !== undefined).map((key) => [key, all[key]]);
  const answers = Object.fromEntries(given) as Partial<Answers>;
  return flags.sandbox ? { ...SANDBOX, ...answers } : answers;
}

/** A key never stands in the command line, which other users and the shell's history see; typed, it would be shown. */
async function privateKeyOf({ privateKeyFile: file, sandbox }: Flags): Promise<string | undefined> {
  if (file === "-") return process.stdin.isTTY ? undefined : (await textOf(process.stdin)).trim();
  if (file !== undefined) return readText(file).trim();
  return sandbox ? undefined : process.env[PRIVATE_KEY]?.trim() || undefined;
}

const ALL = ["stack", ...CONNECTION_ANSWERS, "profile", "role", "member", "location", "businessUnit"] as const;

const withDefaults = (given: Partial<Answers>, { sandbox }: Flags): Partial<Answers> => ({
  ...(given.companyId && { stack: stackNameFor(given.companyId) }),
  ...{ role: DEFAULTS.role, member: DEFAULTS.member, features: [] },
  ...(sandbox && { profile: DEFAULTS.profile }),
  ...given,
});

async function ask(folder: string, given: Partial<Answers>, { sandbox, check }: Flags): Promise<Partial<Answers>> {
  const { askConnection, askPlace, askRole, askSandbox, askText } = await import("./init/ask.js");
  const isSandbox = sandbox || (given.site === undefined && (await askSandbox()));
  const known = isSandbox ? { ...SANDBOX, ...given } : given;
  const isDown = isSandbox && (await isSandboxDown(known as Connection));
  const isChecked = check && !isDown;
  const connection = await askConnection(known, isChecked);
  const suggested = isSandbox ? SANDBOX.stack : stackNameFor(connection.companyId);
  const stack =
    given.stack ?? (await askText("stack", "Name of the stack", suggested, (name) => stackProblem(folder, name)));
  const chosen = await askRole(folder, given);
  const place = await askPlace(isSandbox && isChecked ? given : known, connection, isChecked);
  return { features: [], ...given, ...connection, ...chosen, ...place, stack };
}

/** A profile or features that there aren't, with the nearest. */
function profileProblems(folder: string, { profile, features = [] }: Partial<Answers>): readonly Problem[] {
  if (profile === undefined) return [];
  try {
    withFeatures(findProfile(profile, path.resolve(folder, "profiles")), features);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
}

/** @throws InvalidInputError with everything that the tenant finds wrong */
async function assertTenant(answers: Answers): Promise<void> {
  if (await isSandboxDown(answers)) {
    printNotice(`Nothing answers at ${answers.site} yet, so that nothing was checked.`);
    return;
  }
  const problems = await problemsWith(answers);
  if (problems.length > 0)
    throw new RefusedError(["The tenant can't be worked on like this:", ...problems.map(describeFinding)].join("\n"));
  const wrong = await new Places(answers).problemsWith(answers);
  if (wrong.length > 0) throw new InvalidInputError("The member's place can't be used", wrong);
}

/** A stack whose file has the key is whole; one that lacks it is what an interrupted run left. */
function stackProblem(folder: string, stack: string): string | undefined {
  const file = path.join(folder, stackFile(stack));
  if (!existsSync(file) || !/^\s*["']?connectwise:privateKey["']?\s*:/m.test(readText(file))) return undefined;
  return `The stack ${stack} is there already (${file})`;
}

function assertNewStack(folder: string, stack: string): void {
  const problem = stackProblem(folder, stack);
  if (problem === undefined) return;
  throw new RefusedError(
    `${problem}. For another tenant name another one with --stack; to change this one: pulumi config set … --stack ${stack}`,
  );
}

async function makeStack(folder: string, answers: Answers, env: Record<string, string>): Promise<void> {
  const { ensureStack, setConfig, setSecret } = await import("../engine/stack.mjs");
  const { stack, privateKey, profile, features, role, member, location, businessUnit } = answers;
  const { site: written, companyId, publicKey, clientId } = answers;
  const site = parseSite(written).origin;
  const place = { folder, env };
  const connection = Object.entries({ site, companyId, publicKey, clientId }).map(([key, value]) => [
    `connectwise:${key}`,
    value,
  ]);
  const projectValues = { profile, role, member, location, businessUnit };
  try {
    await ensureStack(place, stack);
    await setConfig(place, stack, { ...Object.fromEntries(connection), ...projectValues, features });
    // Last: a stack that has its key is whole.
    await setSecret(place, stack, "connectwise:privateKey", privateKey);
  } catch (error) {
    throw new RefusedError(
      `The stack ${stack} isn't whole yet: ${(error as Error).message}. Run the same command again once that is mended.`,
    );
  }
}
