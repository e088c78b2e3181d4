import path from "node:path";
import { Command } from "commander";
import { InvalidInputError } from "../core/model/errors";
import type { RoleSummary } from "../core/model/role";
import { exportRole } from "../core/profile/exportRole";
import { idOf } from "../core/profile/idOf";
import { nearest, suggest } from "../core/profile/match";
import { findRole, observe } from "../tenant/apply/role";
import type { RestGateway } from "../tenant/client/gateway";
import { describeRequests } from "../tenant/client/requestCount";
import { wrapHelp } from "./helpText";
import { printNotice } from "./print";
import { openTenant } from "./tenant";
import { writeText } from "./writeText";

interface Flags {
  stack?: string;
  output?: string;
  force?: true;
  id?: string;
  name?: string;
  vendor?: string;
}

/** `cwroles export`: a role of the live tenant as a profile. */
export const exportCommand = (): Command =>
  new Command("export")
    .argument("<role>", "a security role of the tenant")
    .description(
      [
        "Reads a security role, and writes a profile that asks for exactly what it grants. Sends GET requests only.",
        "Without --output, the profile goes to the folder profiles.",
      ].join(" "),
    )
    .option("--stack <name>", "the stack whose tenant it is (default: PULUMI_STACK, or the only one)")
    .option("--output <file>", "write here instead; - is stdout")
    .option("--force", "overwrite the file")
    .option("--id <id>", "the profile's id, and name of its file (default: from the role's name)")
    .option("--name <name>", "the profile's name (default: the role's)")
    .option("--vendor <vendor>", "whose integration it is (default: the company id)")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        '  cwroles export "RMM Integration"                  profiles/rmm-integration.yaml',
        '  cwroles export "RMM Integration" --id rmm --vendor N-able',
        '  cwroles export "RMM Integration" --output -',
        "",
        "Exit codes: 0 written, 1 failed, 2 written without levels that no profile can ask for.",
      ]),
    )
    .action(writeRole);

async function writeRole(name: string, flags: Flags): Promise<void> {
  const { stack, force = false } = flags;
  const id = flags.id ?? idOf(name);
  const file = flags.output ?? path.join("profiles", `${checkId(id)}.yaml`);
  const { gateway } = await openTenant({ ...(stack !== undefined && { stack }) });
  const role = await observe(gateway, await roleCalled(gateway, name));
  const { yaml, unaskable } = exportRole(role, { id, ...aboutOf(role, gateway, flags) });
  writeText(file, yaml.trimEnd(), force);
  const remarks = [
    ...(file === "-" ? [] : [`${file}: what "${role.name}" grants.`]),
    ...unaskable.map((level) => `No profile can ask for ${level}: it is a comment in the file.`),
    describeRequests(gateway.http.requestCount),
  ];
  printNotice(remarks);
  if (unaskable.length > 0) process.exitCode = 2;
}

function aboutOf(role: RoleSummary, { http }: RestGateway, { name, vendor }: Flags) {
  const { companyId, origin } = http.credentials;
  const retrieved = new Date().toISOString().slice(0, "2026-01-31".length);
  return {
    name: name ?? role.name,
    vendor: vendor ?? companyId,
    source: { url: origin, title: `The security role "${role.name}" of ${companyId}, read over its API`, retrieved },
    why: `As found in the role "${role.name}" of ${companyId} on ${retrieved}; what for, the tenant doesn't say`,
  };
}

function checkId(id: string): string {
  if (/^[a-z0-9][a-z0-9-]*$/.test(id)) return id;
  throw new InvalidInputError("The profile needs an id", [
    { path: "--id", message: `"${id}" is none; write small letters, digits and dashes` },
  ]);
}

/** @throws InvalidInputError that names the nearest where the tenant has no such role */
async function roleCalled(gateway: RestGateway, name: string): Promise<RoleSummary> {
  const found = await findRole(gateway, name);
  if (found) return found;
  const names = (await gateway.roles()).map((role) => role.name);
  throw new InvalidInputError("No such role", [
    { path: "role", message: `the tenant has no security role "${name}"; ${suggest(nearest(name, names))}` },
  ]);
}
