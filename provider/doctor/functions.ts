import { z } from "zod";
import type { RestGateway } from "../client/gateway";
import { TenantError } from "../model/errors";
import { VERBS, type Verb, verbTitle } from "../model/level";
import { tableOf } from "../model/permission";
import type { RoleSetting } from "../model/role";
import { resolveLevels } from "../profile/match";
import { type Check, ok, problem, skipped, type Verdict } from "./check";
import type { Context } from "./context";

const SETTING_LEVELS = "to set levels";

/** A function of the module System that the managing key itself needs, and what for. */
interface Need {
  readonly id: string;
  readonly name: string;
  /** A path that is read by its Inquire. */
  readonly path: string;
  readonly verbs: Readonly<Partial<Record<Verb, string>>>;
}

/**
 * Source: integration vendors' tables: roles need Security (N-able Passportal), members Member Maintenance, locations and
 * business units My Company (Wise-Sync). ConnectWise publishes no table of paths and functions.
 */
const NEEDS: readonly Need[] = [
  {
    id: "security",
    name: "Security",
    path: "/system/securityroles",
    verbs: {
      add: "to make a role",
      edit: SETTING_LEVELS,
      delete: "to delete a role it made",
      inquire: "to read roles and their levels",
    },
  },
  {
    id: "memberMaintenance",
    name: "Member Maintenance",
    path: "/system/apiMembers",
    verbs: {
      add: "to make a member",
      edit: "to give a member its role, location and business unit",
      inquire: "to find members, and who holds a role",
    },
  },
  {
    id: "myCompany",
    name: "My Company",
    path: "/system/locations",
    verbs: { inquire: "to read locations and business units" },
  },
];

const checkOf = (need: Need): Check => ({
  id: need.id,
  title: `System › ${need.name}`,
  needs: ["keys", "clientId"],
  run(context) {
    const { gateway } = context;
    return gateway ? examine(need, gateway, context) : skipped("it is asked once every key is there");
  },
});

async function examine(need: Need, gateway: RestGateway, context: Context): Promise<Verdict> {
  const rows = await context.mySecurity();
  const row = Array.isArray(rows) ? rowOf(need, rows) : undefined;
  if (!row) return byReading(need, gateway);
  const verbs = neededVerbs(need, context);
  const lacking = verbs.filter((verb) => [null, "None"].includes(row.cells[verb]));
  const show = (verb: Verb) => `${verbTitle(verb)} ${row.cells[verb] ?? "isn't there"}`;
  if (lacking.length === 0) return ok(verbs.map(show).join(", "));
  const role = `the role of ${(await gateway.caller()) ?? "the key's member"}`;
  return problem(
    lacking.map((verb) => `${show(verb)}: it takes more ${need.verbs[verb]}`).join("; "),
    "403-security",
    `In System > Security Roles, give ${role} All for ${lacking.map(verbTitle).join(", ")} on System › ${need.name}.`,
  );
}

/** Whoever has an administrator set the levels needs no right to set them. */
const neededVerbs = ({ verbs }: Need, { configuration }: Context): Verb[] =>
  VERBS.filter((verb) => verb in verbs).filter(
    (verb) => verbs[verb] !== SETTING_LEVELS || configuration.written("levels") !== "attended",
  );

function rowOf({ name }: Need, rows: readonly RoleSetting[]): RoleSetting | undefined {
  const { levels } = resolveLevels(tableOf([{ module: "System", function: name, row: true }]), rows);
  return rows.find((row) => levels[row.module]?.[row.function]);
}

/** Where /system/mySecurity doesn't say, the path itself does, for Inquire alone. */
async function byReading({ name, path, verbs }: Need, { http }: RestGateway): Promise<Verdict> {
  try {
    await http.request("GET", path, z.unknown(), { query: { pageSize: "1" } });
  } catch (error) {
    if (!(error instanceof TenantError) || error.advice.topic !== "403-security") throw error;
    return problem(
      `${error.seen} Inquire is missing, ${verbs.inquire}`,
      "403-security",
      `In System > Security Roles, give the role of the key's member All for ${VERBS.filter((verb) => verb in verbs)
        .map(verbTitle)
        .join(", ")} on System › ${name}.`,
    );
  }
  const others = VERBS.filter((verb) => verb in verbs && verb !== "inquire").map(verbTitle);
  return ok(
    `a read of ${path} is allowed${others.length > 0 ? `; ${others.join(", ")}: only a write would show` : ""}`,
  );
}

export const functionChecks = NEEDS.map(checkOf);
