import { z } from "zod";
import { RefusedError } from "../../core/model/errors";
import { describeTenant } from "../../core/model/tenant";
import type { Reporter } from "../../tenant/apply/reporter";
import type { AppliedRole } from "../../tenant/apply/role";
import { AND_VERIFY, describeDone, describeRemaining, waitForAdministrator } from "./administrator";
import type { Lifecycle, Recorded } from "./lifecycle";
import { checkResult, InitializationError, parseArgs, unknown } from "./outcome";
import { assertOwnRoles, roleTenants } from "./roleTenants";
import type { RunConnection } from "./runConnection";
import { assertSameTenant, type Belonging } from "./tracked";

// A preview doesn't know the ids of what isn't there yet.
const ids = z.array(z.union([unknown, z.coerce.number().int().positive()]));

const argsSchema = z.object({
  roles: ids.min(1, "at least one role"),
  members: ids.default([]),
  stack: z.string().optional(),
  roleTenants,
});

type Inputs = Recorded<Belonging & { readonly roles: readonly number[]; readonly members: readonly number[] }>;

/** `exact`: whether the last run saw every level of these roles as asked for. */
type State = Inputs & { readonly exact: boolean };

/** It isn't an object of the tenant: the resource is known by what it is. */
const ID = "verification";

/**
 * The last step of a program: waits for an administrator, or fails with what is left. It asks the tenant nothing that its roles
 * haven't asked: they say what they saw.
 */
export const roleVerification: Lifecycle<Inputs, State> = {
  check: (connection, olds, news) =>
    checkResult(async () => {
      assertSameTenant(connection(), olds.tenant);
      const { roleTenants, ...args } = parseArgs(argsSchema, news);
      assertOwnRoles(connection(), "roles", roleTenants);
      return { ...args, tenant: describeTenant(connection().tenant) } as Inputs;
    }),

  async diff({ verdicts }, _id, olds, news) {
    const isOpen = news.roles.some((role) => verdicts.get(role)?.isOpen);
    const isSame = (["roles", "members", "stack", "tenant"] as const).every(
      (key) => String(olds[key]) === String(news[key]),
    );
    return { changes: [], isStale: !olds.exact || isOpen || !isSame, replaces: [] };
  },

  async create(connection, inputs, reporter) {
    return { id: ID, outs: await verify(connection, inputs, reporter) };
  },

  // Drift is seen at the roles.
  read: async (_connection, _id, { exact, ...inputs }) => ({ inputs, props: { ...inputs, exact } }),

  update: (connection, _id, _olds, news, reporter) => verify(connection, news, reporter),

  delete: async () => {},
};

async function verify(connection: RunConnection, inputs: Inputs, reporter: Reporter): Promise<State> {
  const open = inputs.roles.map((role) => openIn(connection, role)).filter((applied) => applied !== undefined);
  const done = await Promise.all(open.map((applied) => describeDone(connection, applied)));
  const todo = open.map((applied, index) => `${done[index]}\n${describeRemaining(applied, "")}`);
  const shown = await waitForAdministrator(connection, open, todo.join("\n"), reporter);
  const reasons = shown.flatMap((applied, index) =>
    applied.remaining.length > 0 ? [`${done[index]}\n${describeRemaining(applied, AND_VERIFY)}`] : [],
  );
  if (reasons.length > 0) throw new InitializationError(ID, { ...inputs, exact: false }, reasons);
  return { ...inputs, exact: true };
}

/** What is left of a role that this run looked at; `undefined` where nothing is. */
function openIn({ verdicts }: RunConnection, role: number): AppliedRole | undefined {
  const verdict = verdicts.get(role);
  if (verdict && (!verdict.isOpen || verdict.applied)) return verdict.applied;
  throw new RefusedError(
    `Whether the security role with id ${role} is as asked isn't known: this run didn't look at it. Run pulumi up without --target.`,
  );
}
