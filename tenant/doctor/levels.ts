import { TenantError } from "../../core/model/errors";
import { VERBS, type Verb } from "../../core/model/level";
import { sameName } from "../../core/model/name";
import type { RoleSetting, RoleSummary } from "../../core/model/role";
import type { RestGateway } from "../client/gateway";
import type { Check } from "./check";
import { ok, problem, problemFromError, skipped, type Verdict } from "./verdict";

/**
 * Whether the tenant's API sets levels. The write gives one cell the level that it has, None, so that it changes nothing; if an
 * administrator grants that very cell in the same moment, it can only take it back, never grant.
 */
export const levelsCheck: Check = {
  id: "levels",
  title: "Writing levels",
  needs: ["keys", "clientId"],
  before: ({ probe }) => (probe ? undefined : skipped("asked only with --probe, since that sends a write")),
  async run({ gateway, configuration }) {
    const name = configuration.stack?.projectValue("role");
    if (name === undefined) return skipped("no stack here names a role to ask about");
    const [role, ...otherRoles] = await gateway.findRoles(name);
    if (!role) return skipped(`there is no role "${name}" to ask about yet: pulumi up makes it, and finds out`);
    if (otherRoles.length > 0) return problem(`there are ${otherRoles.length + 1} roles "${name}"`, SEVERAL, RENAME);
    const untouchable = await whyUntouchable(gateway, role);
    return untouchable ?? probe(gateway, role);
  },
};

const SEVERAL = "several-roles-of-that-name";
const RENAME = "Rename all but one in System > Security Roles.";

/** No write is sent to a role of administrators, nor to the one by which the key itself may write. */
async function whyUntouchable(gateway: RestGateway, { id, name, adminFlag }: RoleSummary) {
  if (adminFlag) return skipped(`"${name}" is a role of administrators, which is never written to`);
  const [caller, holders] = [await gateway.caller(), await gateway.holders(id)];
  if (caller === undefined) return skipped("the tenant doesn't say whose key is in use: it might be its own role");
  const isOwn = holders.some((holder) => sameName(holder, caller));
  return isOwn ? skipped(`${caller}, whose key is in use, holds "${name}": it is never written to`) : undefined;
}

async function probe(gateway: RestGateway, { id, name }: RoleSummary): Promise<Verdict> {
  const cell = safeCell(await gateway.settings(id));
  if (!cell) return skipped(`"${name}" has no cell of None: only those are written to`);
  const { row, verb } = cell;
  const what = `PATCH of ${row.module} › ${row.function} of "${name}" with the None it has`;
  try {
    await gateway.setLevels(id, row.id, { [verb]: "None" }, "PATCH");
    return ok(`${what} was accepted. ${ONLY_A_CHANGE_SHOWS}`);
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    const isRefused = [404, 405, 501].includes(error.failure.status);
    return isRefused
      ? problem(`${what} was refused: ${error.observed}`, "role-isnt-exact-yet", ATTENDED)
      : problemFromError(error);
  }
}

const ONLY_A_CHANGE_SHOWS =
  "Whether it really sets levels, only a change shows (a false 200): the first write of pulumi up finds out.";

const ATTENDED =
  "pulumi up tries PUT where that answer leaves it open, and else lists the levels for an administrator; connectwise:levels attended saves the attempt.";

function safeCell(rows: readonly RoleSetting[]): { row: RoleSetting; verb: Verb } | undefined {
  for (const row of rows) {
    const verb = VERBS.find((candidate) => row.cells[candidate] === "None");
    if (verb) return { row, verb };
  }
  return undefined;
}
