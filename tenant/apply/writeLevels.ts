import pLimit from "p-limit";
import type { Capability, LevelMethod, LevelMode } from "../../core/model/capability";
import { RefusedError, TenantError, UnverifiedWriteError } from "../../core/model/errors";
import type { Permission } from "../../core/model/permission";
import type { RoleSetting } from "../../core/model/role";
import { describe, type LevelsChange } from "../../core/plan/change";
import type { RoleGateway } from "../gateway";
import type { Reporter } from "./reporter";

const METHODS: readonly LevelMethod[] = ["PATCH", "PUT"];
const WRITES_AT_ONCE = 4;

/** What came of writing. */
export interface Written {
  readonly capability: Capability;
  /** How the tenant takes writes; missing where it takes none. */
  readonly method?: LevelMethod;
}

/**
 * Asks the tenant for levels: one row first, read back at once, to learn whether it takes writes at all (the next one, where
 * that row alone is refused); then the others, a few at once. What became of those only a read of the whole role shows.
 */
export async function writeLevels(
  gateway: RoleGateway,
  roleId: number,
  changes: readonly LevelsChange[],
  mode: Exclude<LevelMode, "attended">,
  reporter: Reporter,
): Promise<Written> {
  const { method, tried, refusals } = await probe(gateway, roleId, changes, mode);
  if (method === undefined) return { capability: { levels: "cannot", evidence: joinRefusals(refusals) } };
  const [probed, ...unprobed] = changes.slice(tried - 1);
  if (probed) reporter.progress(`1 of ${changes.length} rows written: ${describe(probed)}`);
  const refusedRows = await writeRows(gateway, roleId, unprobed, method, reporter, { done: 1, total: changes.length });
  const evidence = joinRefusals([...refusals, ...refusedRows.map(({ refusal }) => refusal)]);
  return {
    capability: { levels: "can", evidence: evidence || `${method} was accepted` },
    method,
  };
}

/**
 * Writes rows of a tenant that takes writes, a few at once; after a failure none is begun.
 * @param how `cellByCell`: by a PATCH for each level, since a tenant may do one operation of several
 * @returns those that it refused by themselves
 */
export async function writeRows(
  gateway: RoleGateway,
  roleId: number,
  changes: readonly LevelsChange[],
  method: LevelMethod,
  reporter: Reporter,
  { done, total, ...how }: { done: number; total: number; cellByCell?: boolean },
): Promise<{ change: LevelsChange; refusal: string }[]> {
  const refused: { change: LevelsChange; refusal: string }[] = [];
  const limit = pLimit(WRITES_AT_ONCE);
  let written = done;
  let hasFailed = false;
  const writeOne = async (change: LevelsChange) => {
    if (hasFailed) return;
    const refusal = await attempt(gateway, roleId, change, method, how).catch((error: unknown) => {
      hasFailed = true;
      throw error;
    });
    if (refusal) return void refused.push({ change, refusal: describeRefusal(change, refusal) });
    written += 1;
    reporter.progress(`${written} of ${total} rows written: ${describe(change)}`);
  };
  const ended = await Promise.allSettled(changes.map((change) => limit(writeOne, change)));
  for (const outcome of ended) if (outcome.status === "rejected") throw outcome.reason;
  return refused;
}

const NAMED = 3;

/** The first refusals, and how many more. */
function joinRefusals(refusals: readonly string[]): string {
  const more = refusals.length > NAMED ? `; and ${refusals.length - NAMED} more` : "";
  return `${refusals.slice(0, NAMED).join("; ")}${more}`;
}

/** How levels can be written, as the first row showed that isn't refused by itself; how many rows that took; what was refused. */
interface Probe {
  readonly method?: LevelMethod;
  readonly tried: number;
  readonly refusals: string[];
}

async function probe(
  gateway: RoleGateway,
  roleId: number,
  changes: readonly LevelsChange[],
  mode: "auto" | "api",
): Promise<Probe> {
  const ofRows: string[] = [];
  for (const [index, change] of changes.entries()) {
    const outcome = await probeRow(gateway, roleId, change, mode);
    if (outcome.method) return { method: outcome.method, tried: index + 1, refusals: ofRows };
    if (outcome.isGeneral) return { tried: index + 1, refusals: [...ofRows, ...outcome.refusals] };
    ofRows.push(...outcome.refusals);
  }
  return { tried: changes.length, refusals: ofRows };
}

/** One row by each way of writing; a refusal of this row alone says nothing of the ways. */
async function probeRow(gateway: RoleGateway, roleId: number, change: LevelsChange, mode: "auto" | "api") {
  const refusals: string[] = [];
  for (const method of METHODS) {
    const refusal = await attempt(gateway, roleId, change, method, { readBack: true });
    if (!refusal) return { method, refusals };
    if (!isGeneral(refusal)) return { isGeneral: false, refusals: [describeRefusal(change, refusal)] };
    if (isNotFound(refusal) && !(await gateway.role(roleId)))
      throw new RefusedError("The security role was deleted meanwhile. Run it again with --refresh.", {
        topic: "role-or-member-renamed-or-gone",
      });
    refusals.push(observed(refusal));
    if (mode === "auto" && !isWorthPut(refusal)) break;
  }
  return { isGeneral: true, refusals };
}

const isNotFound = (refusal: Refusal) => refusal instanceof TenantError && refusal.failure.status === 404;

type Refusal = TenantError | UnverifiedWriteError;

/** As evidence, which stands in a sentence: without next step and full stop. */
const observed = (refusal: Refusal) => refusal.observed.replace(/\.$/, "");

const describeRefusal = ({ module, function: name }: LevelsChange, refusal: Refusal) =>
  `${module} › ${name}: ${observed(refusal)}`;

/** Writes one row. A refusal is returned; what may pass, or stops everything, is thrown. */
async function attempt(
  gateway: RoleGateway,
  roleId: number,
  change: LevelsChange,
  method: LevelMethod,
  { readBack = false, cellByCell = false } = {},
): Promise<Refusal | undefined> {
  const { module, function: name, setting, cells } = change;
  if (setting === undefined) throw new Error(`${module} › ${name} has no setting to write`);
  const levels = cells.map(({ verb, after }): Partial<Permission> => ({ [verb]: after }));
  const writes = cellByCell ? levels : [Object.assign({}, ...levels) as Partial<Permission>];
  try {
    for (const write of writes) await gateway.setLevels(roleId, setting, write, method);
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  if (!readBack || tookEffect(change, await readRow(gateway, roleId, setting))) return undefined;
  return new UnverifiedWriteError(
    `${method} of ${module} › ${name} was accepted, but a read shows the setting ${setting} of role ${roleId} unchanged.`,
  );
}

/** A tenant that doesn't answer for one row lists them all. */
const readRow = async (gateway: RoleGateway, roleId: number, setting: number) =>
  (await gateway.setting(roleId, setting)) ?? (await gateway.settings(roleId)).find(({ id }) => id === setting);

const tookEffect = ({ cells }: LevelsChange, row: RoleSetting | undefined) =>
  cells.some(({ verb, before }) => row !== undefined && row.cells[verb] !== before);

const isRefusal = (error: unknown): error is TenantError =>
  error instanceof TenantError && isRefusing(error.failure.status);

const isRefusing = (status: number) =>
  status === 501 || (status >= 400 && status < 500 && ![401, 429].includes(status));

/** How a tenant answers a method that it doesn't offer, or doesn't offer to this key, or only seems to offer. */
const isGeneral = (refusal: Refusal) =>
  refusal instanceof UnverifiedWriteError || [403, 404, 405, 501].includes(refusal.failure.status);

/**
 * Whether PUT may be offered where PATCH isn't. One write that a tenant accepted and didn't carry out is enough to learn
 * that it can't be believed; and a key that may not PATCH may not PUT.
 */
function isWorthPut(refusal: Refusal): boolean {
  if (refusal instanceof UnverifiedWriteError || refusal.failure.status === 403) return false;
  const { allow } = refusal.failure;
  return allow === undefined || /\bPUT\b/i.test(allow);
}
