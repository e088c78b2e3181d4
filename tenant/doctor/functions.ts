import { z } from "zod";
import { TenantError } from "../../core/model/errors";
import { VERBS, type Verb, verbTitle } from "../../core/model/level";
import { rowIn, tableOf } from "../../core/model/permission";
import type { RoleSetting } from "../../core/model/role";
import { resolveLevels } from "../../core/profile/match";
import type { Check } from "./check";
import type { Context } from "./context";
import { ok, problem, type Verdict } from "./verdict";

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
  async run(context) {
    const rows = await context.mySecurity();
    const row = Array.isArray(rows) ? rowOf(need, rows) : undefined;
    return row ? judge(need, row, context) : byReading(need, context);
  },
});

function rowOf({ name }: Need, rows: readonly RoleSetting[]): RoleSetting | undefined {
  const { levels } = resolveLevels(tableOf([{ module: "System", function: name, row: true }]), rows);
  return rows.find((row) => rowIn(levels, row.module, row.function));
}

async function judge(need: Need, { cells }: RoleSetting, context: Context): Promise<Verdict> {
  const verbs = neededVerbs(need, context);
  const show = (verb: Verb) => `${verbTitle(verb)} ${cells[verb] ?? "isn't there"}`;
  const lacking = verbs.filter((verb) => cells[verb] === null || cells[verb] === "None");
  if (lacking.length === 0) return ok(verbs.map(show).join(", "));
  const detail = lacking.map((verb) => `${show(verb)}, but it is needed ${need.verbs[verb]}`).join("; ");
  return problem(detail, "403-security", howToGrant(need, lacking, await context.gateway.caller()));
}

/** Where /system/mySecurity doesn't say, the path itself does, for Inquire alone. */
async function byReading(need: Need, context: Context): Promise<Verdict> {
  const verbs = neededVerbs(need, context);
  try {
    await context.gateway.http.request("GET", need.path, z.unknown(), { query: { pageSize: "1" } });
  } catch (error) {
    if (!(error instanceof TenantError) || error.advice.topic !== "403-security") throw error;
    const detail = `${error.observed} Inquire is needed ${need.verbs.inquire}`;
    return problem(detail, "403-security", howToGrant(need, verbs, undefined));
  }
  const otherVerbs = verbs.filter((verb) => verb !== "inquire").map(verbTitle);
  const unseen = otherVerbs.length > 0 ? `; ${otherVerbs.join(", ")}: only a write would show` : "";
  return ok(`a read of ${need.path} is allowed${unseen}`);
}

/** Whoever has an administrator set the levels needs no right to set them. */
const neededVerbs = ({ verbs }: Need, { configuration }: Context): Verb[] =>
  VERBS.filter((verb) => verbs[verb] !== undefined).filter(
    (verb) => verbs[verb] !== SETTING_LEVELS || configuration.written("levels") !== "attended",
  );

const howToGrant = ({ name }: Need, verbs: readonly Verb[], caller: string | undefined): string =>
  `In System > Security Roles, give the role of ${caller ?? "the key's member"} All for ${verbs.map(verbTitle).join(", ")} on System › ${name}.`;

export const functionChecks = NEEDS.map(checkOf);
