import { existsSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { RefusedError } from "../core/model/errors";
import { orNearest } from "../core/profile/match";
import { PROJECT_FILE } from "../project/projectFile";
import type { CompanyOptions, LoggedRequest, Sandbox, SandboxCompany } from "../sandbox";
import { QUIRKS, type Quirks, SETTINGS_MODES, type SettingsMode } from "../sandbox/switches";
import { jsonText, printDocument, printJsonLine, printNotice } from "./print";
import { SANDBOX_CLIENT_ID, SANDBOX_PORT, SANDBOX_SITE } from "./sandboxDefaults";

/** North America's. */
const CLOUD_HOST = "api-na.myconnectwise.net";

interface Flags {
  port: number;
  settings?: SettingsMode;
  contract?: string;
  quirk?: Partial<Quirks>;
  version?: string;
  codebase?: string;
  cloud?: string | true;
  tls?: true;
  caFile?: string;
  companies?: string;
  seed?: string;
  state?: string;
  faults?: string;
  log?: true;
  json?: true;
}

/** How a client signs requests to a company. */
interface Keys {
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** How a client reaches a sandbox: what `--json` prints. */
export interface Connection extends Keys {
  readonly url: string;
  readonly clientId: string;
}

const EXAMPLES = `
Examples:
  cwroles sandbox
  cwroles sandbox --settings read-only --state tenant.json
  cwroles sandbox --contract acme.json --quirk names=exact
  cwroles sandbox --companies companies.yaml --json

companies.yaml:
  companies:
    - id: acme
    - { id: globex, name: Globex, settings: read-only, version: "2019.2" }
    - id: initech
      roles: [{ name: Integration Sync, levels: { Finance: { Invoicing: All } } }]
      faults: [{ perMinute: 60 }]`;

/** `cwroles sandbox`: a local ConnectWise PSA to try profiles on, until Ctrl-C. */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description(
      [
        "Serves the REST API of a ConnectWise PSA tenant on this machine: security roles, members, locations, business units.",
        "Nothing leaves the machine. Changes are lost at the end, unless --state names a file.",
        "With --companies one process serves many tenants, each under its own company id.",
      ].join(" "),
    )
    .option("--port <number>", "port to listen on; 0 takes a free one", parsePort, SANDBOX_PORT)
    .addOption(
      new Option(
        "--settings <mode>",
        "how the API answers when a client sets a role's levels (default: the contract's, or writable)",
      ).choices(SETTINGS_MODES),
    )
    .option("--contract <file>", "behave as the tenant in this JSON of cwroles contract")
    .option("--quirk <name=answer>", "one of the answers below; repeatable", addQuirk)
    .option(
      "--version <release>",
      "release of ConnectWise PSA the tenant runs (default: the contract's, the seed's, or 2025.1)",
      parseRelease,
    )
    .option("--codebase <name>", "first part of the API's path, such as v2025_1", parseCodebase)
    .option("--cloud [host]", `behave as ConnectWise's cloud does, under this name (default ${CLOUD_HOST})`)
    .option("--tls", "speak https, with a certificate made for this run")
    .option("--ca-file <path>", "write the certificate authority for clients to trust (PEM); implies --tls")
    .option("--companies <file>", "YAML file of the companies to host")
    .option("--seed <file>", "YAML file with the tenant to start from")
    .option("--state <file>", "keep the tenant in this file from run to run")
    .option("--faults <file>", "YAML file with failures to produce")
    .option("--log", "print every request as a line of JSON")
    .option("--json", "print the connections as a line of JSON")
    .addHelpText("after", () => `${EXAMPLES}\n\nQuirks (the first answer of each is the default):\n${quirkList()}`)
    .action(async (flags: Flags) => {
      const { sandbox, greeting } = await start(flags);
      printDocument(greeting);
      await interrupted();
      await sandbox.close();
    });
}

/** A sandbox that runs, and what is to be said of it. */
interface Started {
  readonly sandbox: Sandbox;
  readonly greeting: string;
}

async function start(flags: Flags): Promise<Started> {
  const { version, settings, quirk, port, codebase, cloud, tls, caFile, state, faults, log } = flags;
  const { defaultSeed, describeContract, readCompanies, readContract, readFaults, readSeed, startSandbox } =
    await import("../sandbox/index.js");
  let sandbox: Sandbox | undefined;
  try {
    const seed = flags.seed === undefined ? defaultSeed() : readSeed(flags.seed);
    const contract = flags.contract === undefined ? undefined : readContract(flags.contract);
    const companies = flags.companies === undefined ? undefined : readCompanies(flags.companies, seed);
    sandbox = await startSandbox({
      seed,
      ...(version === undefined ? {} : { version }),
      ...(settings === undefined ? {} : { settings }),
      ...(contract === undefined ? {} : { contract }),
      ...(quirk === undefined ? {} : { quirks: quirk }),
      port,
      ...(codebase === undefined ? {} : { codebase }),
      ...(cloud === undefined ? {} : { cloudHost: cloud === true ? CLOUD_HOST : cloud }),
      ...(tls ? { tls } : {}),
      ...(caFile === undefined ? {} : { caFile }),
      ...(companies === undefined ? {} : { companies }),
      ...(state === undefined ? {} : { stateFile: state }),
      ...(faults === undefined ? {} : { faults: readFaults(faults) }),
      ...(log ? { onRequest: printRequest } : {}),
    });
    const greeting = flags.json ? asJson(sandbox, companies) : welcome(sandbox, flags, companies);
    if (contract) printNotice(describeContract(contract));
    for (const { id, contract: own } of companies ?? []) if (own) printNotice(`${id}: ${describeContract(own)}`);
    return { sandbox, greeting };
  } catch (error) {
    await sandbox?.close();
    throw new RefusedError(failure(error as NodeJS.ErrnoException, port));
  }
}

function failure({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use, perhaps by another sandbox. Stop that one, or choose a port: cwroles sandbox --port 0`;
  }
  if (code === "EACCES") return `Port ${port} may not be used by this account. Choose one above 1023 with --port.`;
  return `The sandbox did not start: ${message}`;
}

/** The companies that a file lists; undefined where none does. */
type Listed = readonly CompanyOptions[] | undefined;

/** @throws Error when no member of the tenant has a key: nobody could use it */
function keysOf({ tenant }: SandboxCompany): Keys {
  const [key] = tenant.apiKeys();
  if (!key) throw new Error(`No member of ${tenant.companyId} has API keys. Give one "keys" in the seed.`);
  const { publicKey, privateKey } = key;
  return { companyId: tenant.companyId, publicKey, privateKey };
}

function asJson(sandbox: Sandbox, companies: Listed): string {
  const { url } = sandbox;
  if (companies === undefined) {
    const connection: Connection = { url, ...keysOf(sandbox), clientId: SANDBOX_CLIENT_ID };
    return jsonText(connection);
  }
  const all = companies.map(({ id, name }) => ({ name, ...keysOf(sandbox.company(id)) }));
  return jsonText({ url, clientId: SANDBOX_CLIENT_ID, companies: all });
}

function welcome(sandbox: Sandbox, flags: Flags, companies: Listed): string {
  return companies === undefined ? welcomeToOne(sandbox, flags) : welcomeToMany(sandbox, companies);
}

function welcomeToMany(sandbox: Sandbox, companies: readonly CompanyOptions[]): string {
  const { url } = sandbox;
  const lines = companies.map(({ id, name }) => {
    const { publicKey, privateKey } = keysOf(sandbox.company(id));
    return `  ${id} (${name}): public key ${publicKey}, private key ${privateKey}`;
  });
  return [
    `ConnectWise PSA sandbox on ${url}, ${companies.length === 1 ? "1 company" : `${companies.length} companies`}:`,
    ...lines,
    "",
    `The administrator's pages of each: ${url}/admin/companies`,
    "",
    "Ctrl-C stops it.",
  ].join("\n");
}

function welcomeToOne(sandbox: Sandbox, { caFile }: Flags): string {
  const { url } = sandbox;
  const { companyId, publicKey, privateKey } = keysOf(sandbox);
  const trust = caFile === undefined ? (sandbox.ca === undefined ? "" : "--insecure ") : `--cacert '${caFile}' `;
  return [
    `ConnectWise PSA sandbox on ${url}: company id ${companyId}, public key ${publicKey}, private key ${privateKey}`,
    "",
    `The administrator's pages, System > Security Roles and System > Members: ${url}/admin`,
    "",
    ...(existsSync(PROJECT_FILE) ? stepsInProject(url) : stepsWithoutProject(url)),
    `  curl ${trust}-u '${companyId}+${publicKey}:${privateKey}' -H 'clientId: ${SANDBOX_CLIENT_ID}' ${url}/v4_6_release/apis/3.0/system/securityroles`,
    "",
    "Ctrl-C stops it.",
  ].join("\n");
}

const stepsInProject = (url: string): string[] => [
  "Another terminal, in the project folder:",
  "  npx cwroles pulumi stack select dev --create",
  ...(url === SANDBOX_SITE ? [] : [`  npx cwroles pulumi config set connectwise:site ${url}`]),
  "  npx cwroles up",
];

const stepsWithoutProject = (url: string): string[] => [
  "Another terminal, for a project to try it:",
  `  npx cwroles init psa --sandbox${url === SANDBOX_SITE ? "" : ` --site ${url}`}`,
];

const printRequest = (request: LoggedRequest): void => printJsonLine(request);

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}

/** `  subPaths=written|ignored|refused`, a line each. */
const quirkList = (): string =>
  Object.entries(QUIRKS)
    .map(([name, answers]) => `  ${name}=${answers.join("|")}`)
    .join("\n");

/** One more of the quirks, `subPaths=ignored`. */
function addQuirk(text: string, chosen: Partial<Quirks> = {}): Partial<Quirks> {
  const [name = "", answer = ""] = text.split("=");
  const answers: readonly string[] | undefined = Object.hasOwn(QUIRKS, name) ? QUIRKS[name as keyof Quirks] : undefined;
  if (answers?.includes(answer)) return { ...chosen, [name]: answer };
  if (answers) throw new InvalidArgumentError(`The answers of ${name} are ${answers.join(", ")}.`);
  const near = orNearest(name, Object.keys(QUIRKS));
  throw new InvalidArgumentError(`There is no quirk ${name}${near} cwroles sandbox --help lists them.`);
}

/** `2025.1`, as it is or as the service writes it, `v2025.1`. */
function parseRelease(text: string): string {
  const [release] = /\d{4}\.\d{1,2}$/.exec(text) ?? [];
  if (release) return release;
  throw new InvalidArgumentError("It must be a year and a number, such as 2025.1.");
}

function parseCodebase(text: string): string {
  if (/^v\d+_\w+$/i.test(text)) return text;
  throw new InvalidArgumentError("It must be v4_6_release, or a release such as v2025_1.");
}

/** Resolves on Ctrl-C, or when another program asks this one to stop. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
