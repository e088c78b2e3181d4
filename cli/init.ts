import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { text as textOf } from "node:stream/consumers";
import { Command } from "commander";
import { InvalidInputError, RefusedError } from "../core/model/errors";
import { withFeatures } from "../core/profile/choose";
import { findProfile } from "../project/profiles";
import { stackNames } from "../project/stack";
import { parseSite } from "../tenant/client/site";
import { variableOf } from "../tenant/environment";
import { type Answers, assertAnswers, CONNECTION_ANSWERS, DEFAULTS, SANDBOX } from "./init/answers";
import { type Connection, describeFinding, isSandboxDown, Places, problemsWith } from "./init/checkTenant";
import { type PlannedFile, plannedFiles, projectName, STATE_FOLDER, WORKFLOWS, writeFiles } from "./init/files";
import { complain, print } from "./print";

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
const PASSPHRASES = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"];

/** `cwroles init` */
export const initCommand = (): Command =>
  new Command("init")
    .description(
      [
        "Makes a project with a stack for one tenant, or adds a stack to a project that is there. Asks for what isn't given by an",
        "option, checks each answer with the tenant, by reads alone, and encrypts the key by Pulumi. What is there is kept.",
      ].join("\n"),
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
      [
        "",
        "Examples:",
        "  npx cwroles init                       asks for everything",
        "  npx cwroles init acme --sandbox        a project to try, on the sandbox",
        `  ${PRIVATE_KEY}=… npx cwroles init --no-input --site api-na.myconnectwise.net --company-id acme --public-key … \\`,
        '    --client-id … --profile wise-sync --location "Main Office" --business-unit "Professional Services"',
      ].join("\n"),
    )
    .action(init);

async function init(folder: string, flags: Flags): Promise<void> {
  const isInteractive = flags.input && Boolean(process.stdin.isTTY && process.stdout.isTTY);
  const given = await givenAnswers(flags);
  const answers = isInteractive ? await ask(folder, given, flags) : complete(given, flags);
  assertProfile(folder, answers);
  if (!isInteractive && flags.check) await assertTenant(answers);
  assertNewStack(folder, answers.stack);
  const backend = await chooseBackend(folder, flags, isInteractive);
  const files = plannedFiles({ folder, hasLocalState: backend.isLocal });
  if (flags.dryRun) return print(describe(folder, answers, files, false));
  const env = await passphraseFor(backend, isInteractive);
  writeFiles(folder, files);
  if (backend.isLocal) mkdirSync(path.join(folder, STATE_FOLDER), { recursive: true });
  await makeStack(folder, answers, env);
  print([...describe(folder, answers, files, true), "", ...nextSteps(folder, answers, backend, flags)]);
}

async function givenAnswers(flags: Flags): Promise<Partial<Answers>> {
  const all = { ...flags, privateKey: await privateKeyOf(flags) };
  const given = [...ALL, "features" as const].filter((key) => all[key] !== undefined).map((key) => [key, all[key]]);
  const answers = Object.fromEntries(given) as Partial<Answers>;
  return flags.sandbox ? { ...SANDBOX, ...answers } : answers;
}

/** A key never stands in the command line, which other users and the shell's history see. */
async function privateKeyOf({ privateKeyFile: file, sandbox }: Flags): Promise<string | undefined> {
  if (file === "-") return (await textOf(process.stdin)).trim();
  if (file !== undefined) return readFileSync(file, "utf8").trim();
  return sandbox ? undefined : process.env[PRIVATE_KEY];
}

const ALL = ["stack", ...CONNECTION_ANSWERS, "profile", "role", "member", "location", "businessUnit"] as const;

function complete(given: Partial<Answers>, { sandbox }: Flags): Answers {
  const { companyId } = given;
  const answers = {
    ...(companyId && { stack: companyId }),
    ...{ role: DEFAULTS.role, member: DEFAULTS.member, features: [] },
    ...(sandbox && { profile: DEFAULTS.profile }),
    ...given,
  };
  assertAnswers(answers, ALL);
  return answers as Answers;
}

async function ask(folder: string, given: Partial<Answers>, { sandbox, check }: Flags): Promise<Answers> {
  const { askConnection, askPlace, askRole, askSandbox, askText } = await import("./init/ask.js");
  const isSandbox = sandbox || (given.site === undefined && (await askSandbox()));
  const known = isSandbox ? { ...SANDBOX, ...given } : given;
  const isUnasked = !check || (isSandbox && (await isSandboxDown(known as Connection)));
  const connection = isUnasked && isSandbox ? (known as Connection) : await askConnection(known);
  const stack =
    given.stack ?? (await askText("stack", "Name of the stack", isSandbox ? SANDBOX.stack : connection.companyId));
  const chosen = await askRole(folder, given);
  const place = isUnasked && isSandbox ? SANDBOX : await askPlace(isSandbox ? given : known, connection);
  const { location, businessUnit } = { ...place, ...(given.location && { location: given.location }) };
  return { features: [], ...given, ...connection, ...chosen, stack, location, businessUnit };
}

/** @throws InvalidInputError for a profile or features that there aren't, with the nearest */
function assertProfile(folder: string, { profile, features }: Answers): void {
  withFeatures(findProfile(profile, path.resolve(folder, "profiles")), features);
}

/** @throws InvalidInputError with everything that the tenant finds wrong */
async function assertTenant(answers: Answers): Promise<void> {
  if (await isSandboxDown(answers)) {
    complain(`Nothing answers at ${answers.site} yet, so that nothing was checked.`);
    return;
  }
  const problems = await problemsWith(answers);
  if (problems.length > 0)
    throw new RefusedError(["The tenant can't be worked on like this:", ...problems.map(describeFinding)].join("\n"));
  const wrong = await new Places(answers).problemsWith(answers);
  if (wrong.length > 0) throw new InvalidInputError("The member's place can't be used", wrong);
}

/** A stack whose file has the key is whole; one that lacks it is what an interrupted run left. */
function assertNewStack(folder: string, stack: string): void {
  if (!stackNames(folder).includes(stack)) return;
  const file = path.join(folder, `Pulumi.${stack}.yaml`);
  if (!readFileSync(file, "utf8").includes("connectwise:privateKey")) return;
  throw new RefusedError(
    `The stack ${stack} is there already (${file}). For another tenant name another one with --stack; to change this one: pulumi config set … --stack ${stack}`,
  );
}

interface ChosenBackend {
  readonly isLocal: boolean;
  readonly needsPassphrase: boolean;
}

async function chooseBackend(
  folder: string,
  { localState, sandbox }: Flags,
  isInteractive: boolean,
): Promise<ChosenBackend> {
  const { currentBackend } = await import("../engine/stack.mjs");
  const current = await currentBackend({
    folder: existsSync(path.join(folder, "Pulumi.yaml")) ? folder : process.cwd(),
  });
  if (current && !localState) return { isLocal: false, needsPassphrase: current.needsPassphrase };
  if (localState || sandbox) return { isLocal: true, needsPassphrase: true };
  if (isInteractive && (await (await import("./init/ask.js")).askLocalState()))
    return { isLocal: true, needsPassphrase: true };
  throw new RefusedError(
    "You aren't logged in to Pulumi, which keeps the state of stacks. Run pulumi login (npx cwroles pulumi login) or set PULUMI_BACKEND_URL, or keep it beside the project with --local-state.",
  );
}

/** @throws RefusedError where there is none, and nobody to ask */
async function passphraseFor(
  { needsPassphrase }: ChosenBackend,
  isInteractive: boolean,
): Promise<Record<string, string>> {
  if (!needsPassphrase || PASSPHRASES.some((name) => process.env[name] !== undefined)) return {};
  if (isInteractive) return { PULUMI_CONFIG_PASSPHRASE: await (await import("./init/ask.js")).askPassphrase() };
  throw new RefusedError(
    `The key is encrypted with a passphrase: set ${PASSPHRASES.join(", or ")}. Every later run needs it, too.`,
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
  const own = Object.entries({ profile, role, member, location, businessUnit }).map(([key, value]) => [
    key,
    value.trim(),
  ]);
  try {
    await ensureStack(place, stack);
    await setConfig(place, stack, { ...Object.fromEntries([...connection, ...own]), features });
    // Last: a stack that has its key is whole.
    await setSecret(place, stack, "connectwise:privateKey", privateKey);
  } catch (error) {
    throw new RefusedError(
      `The stack ${stack} isn't whole yet: ${(error as Error).message}. Run the same command again once that is mended.`,
    );
  }
}

function describe(folder: string, { stack }: Answers, files: readonly PlannedFile[], isDone: boolean): string[] {
  const words = { keep: "kept", extend: "extended", write: isDone ? "wrote" : "new" };
  const line = (action: PlannedFile["action"], file: string, note = "") =>
    `  ${words[action].padEnd(10)}${path.join(folder, file)}${note}`;
  return [
    `The project ${projectName(folder)} with the stack ${stack}, ${isDone ? "written" : "would be written"}:`,
    ...files.map(({ file, action }) =>
      line(action, file, action === "extend" ? ": what it lacked of dependencies" : ""),
    ),
    line("write", `Pulumi.${stack}.yaml`, ", the key encrypted in it"),
    ...(files.some(({ file }) => WORKFLOWS.includes(file)) ? [] : [NO_WORKFLOW]),
  ];
}

const NO_WORKFLOW =
  "No workflow for reviews: the folder has no git remote of GitHub, GitLab or Azure (see node_modules/connectwise-roles/docs/ci).";

function nextSteps(
  folder: string,
  { stack, site }: Answers,
  { needsPassphrase }: ChosenBackend,
  flags: Flags,
): string[] {
  const isSandbox = flags.sandbox || site === SANDBOX.site;
  const enter = path.resolve(folder) === process.cwd() ? [] : [`  cd ${folder}`];
  return [
    "Next:",
    ...enter,
    "  npm install",
    ...(isSandbox ? ["  npx cwroles sandbox                   in another terminal"] : []),
    `  npx cwroles preview --stack ${stack}`,
    ...(needsPassphrase
      ? [
          "Each run needs the passphrase, in PULUMI_CONFIG_PASSPHRASE or in the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
        ]
      : []),
  ];
}
