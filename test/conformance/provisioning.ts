import { isDeepStrictEqual } from "node:util";
import { RolesError } from "../../core/model/errors";
import { memberLifecycle } from "../../provider/lifecycle/member";
import { InitializationError } from "../../provider/lifecycle/outcome";
import { securityRole } from "../../provider/lifecycle/securityRole";
import type { SandboxCompany, Tenant } from "../../sandbox";
import { inspect } from "../../tenant/apply/inspect";
import { findOrCreateRole } from "../../tenant/apply/role";
import { connect } from "../../tenant/connection";
import { connectionTo } from "../helpers/project";
import { levelsOf } from "../helpers/rows";
import { runConnection } from "../helpers/runConnection";
import { grantsOf } from "../helpers/tenant";

const ROLE = "Integration Sync";
const MEMBER = "integration";
const PLACE = { location: "Main Office", businessUnit: "Professional Services" };
const WANTED = [
  "Companies › Contacts: All My None All",
  "Finance › Invoicing: None None None All",
  "System › Table Setup: None None None My",
];
const REQUEST = { name: ROLE, levels: levelsOf(WANTED), unlisted: "exact", members: [MEMBER] } as const;

const reporter = { progress: () => {}, warn: () => {} };
const member = memberLifecycle("api");

/** What became of each step: `done`, or what the run says in its place; a step that has nothing to go on is missing. */
export interface Steps {
  /** A role that somebody else holds is asked for: taking it over isn't for a run to decide. */
  held: string;
  role: string;
  member?: string;
  /** Role and member beside what is asked of them, by another run. */
  again?: string;
  memberGone?: string;
  roleGone?: string;
}

/** What has no excuse, whatever a tenant answers. */
export type Harm = "duplicate" | "taken over" | "others changed" | "wider grant" | "wrongly exact";

/** Gives a tenant a role and its member, looks again, and lets go of both; what became of it, and what harm was done. */
export async function provision(url: string, { tenant }: SandboxCompany): Promise<{ steps: Steps; harm: Harm[] }> {
  const open = () => {
    const keys: Readonly<Record<string, string>> = {
      ...connectionTo({ url }),
      "connectwise:companyId": tenant.companyId,
    };
    return runConnection(connect((key) => keys[key], {}));
  };
  const harm = new Set<Harm>();
  const before = othersOf(tenant);
  const look = () => {
    const alike = tenant.roles().filter(({ name }) => name.trim().toLowerCase() === ROLE.toLowerCase());
    if (alike.length > 1) harm.add("duplicate");
    if (!isDeepStrictEqual(othersOf(tenant), before)) harm.add("others changed");
    const holder = tenant.members().find(({ identifier }) => identifier.toLowerCase() === MEMBER);
    const grants = alike.flatMap(({ name }) => grantsOf({ tenant }, name));
    if (holder && !holder.inactive && !grants.every((grant) => WANTED.includes(grant))) harm.add("wider grant");
    return alike.length === 1 && isDeepStrictEqual(grants, WANTED);
  };
  const claim = (isRight: boolean) => {
    if (!isRight) harm.add("wrongly exact");
  };

  const first = open();
  const held = await told(async () => {
    await findOrCreateRole(open().gateway, "RMM Integration");
    harm.add("taken over");
  });
  let role: Awaited<ReturnType<typeof securityRole.create>> | undefined;
  const steps: Steps = {
    held,
    role: await told(async () => {
      role = await securityRole.create(
        first,
        await inputsOf(securityRole.check(() => first, {}, REQUEST, reporter)),
        reporter,
      );
      claim(look());
    }),
  };
  look();
  if (!role) return { steps, harm: [...harm] };
  const { id, outs } = role;
  let made: Awaited<ReturnType<typeof member.create>> | undefined;
  steps.member = await told(async () => {
    const asked = { identifier: MEMBER, securityRole: Number(id), ...PLACE };
    made = await member.create(first, await inputsOf(member.check(() => first, {}, asked, reporter)), reporter);
  });
  const isRight = look();
  steps.again = await told(async () => {
    const asked = { kind: "api", identifier: MEMBER, ...PLACE } as const;
    const { changes, cautions } = await inspect(open().gateway, REQUEST, asked);
    if (changes.length === 0) claim(isRight);
    return [...changes.map(({ subject }) => `${subject} differs`), ...cautions].join(" ");
  });
  const { id: memberId, outs: memberOuts } = made ?? {};
  if (memberOuts) steps.memberGone = await told(() => member.delete(open(), Number(memberId), memberOuts, reporter));
  steps.roleGone = await told(() => securityRole.delete(open(), Number(id), outs, reporter));
  look();
  return { steps, harm: [...harm] };
}

/** Every role and member that isn't the run's own. */
function othersOf(tenant: Tenant) {
  const { collections } = tenant.store;
  const roles = [...collections.securityRoles.all()].filter(
    ({ fields }) => !/^\s*integration sync/i.test(String(fields.name)),
  );
  const ids = new Set(roles.map(({ id }) => id));
  return {
    roles: roles.map(({ id, fields }) => [id, fields]),
    rows: [...collections.settings.all()].filter(({ parentId = 0 }) => ids.has(parentId)).map(({ fields }) => fields),
    members: tenant.members().filter(({ identifier }) => identifier.toLowerCase() !== MEMBER),
  };
}

async function told(step: () => Promise<unknown>): Promise<string> {
  try {
    const said = await step();
    return typeof said === "string" && said !== "" ? said : "done";
  } catch (error) {
    if (error instanceof InitializationError) return error.reasons.join("\n");
    if (error instanceof RolesError) return error.message;
    throw error;
  }
}

/** @throws RolesError for what a preview would be refused for */
async function inputsOf<T>(
  checked: Promise<{ inputs?: T | undefined; failures?: readonly { readonly reason: string }[] | undefined }>,
): Promise<T> {
  const { inputs, failures = [] } = await checked;
  if (inputs === undefined || failures.length > 0)
    throw new CheckFailed(failures.map(({ reason }) => reason).join("\n"));
  return inputs;
}

class CheckFailed extends RolesError {
  readonly code = "check-failed";
  readonly fault = "user";
}
