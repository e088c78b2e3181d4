import type { Deployment } from "@pulumi/pulumi/automation";
import { NOT_ASKED } from "../core/model/capability";
import type { LevelTable } from "../core/model/permission";
import type { DesiredRole, Unlisted } from "../core/model/role";
import type { LevelsChange } from "../core/plan/change";
import { plan } from "../core/plan/plan";
import { plural } from "../pages/text";
import { decodeRows, type RecordedRows } from "../provider/lifecycle/securityRole.state";
import type { Copy } from "./copy";
import { resourcesIn, type StateResource } from "./state";

/** Plays the administrator on a copy whose API doesn't set levels. */

/**
 * Sets what the stack's roles are short of.
 * @param desiredOf what each is to be like: what is asked of it, or what it was before
 * @returns what was done, for people; `undefined` where there was nothing to do
 */
export async function playVisit(
  copy: Copy,
  state: Deployment | undefined,
  desiredOf: (role: StateResource) => DesiredRole | undefined,
): Promise<string | undefined> {
  const done: LevelsChange[] = [];
  for (const resource of resourcesIn(state).filter(({ type }) => /:SecurityRole$/.test(type))) {
    const role = desiredOf(resource);
    const id = Number(resource.id);
    if (!role || !(await copy.gateway.role(id))) continue;
    const settings = await copy.gateway.settings(id);
    const { changes } = plan({ role: { settings } }, { role }, NOT_ASKED);
    const rows = changes.filter((change) => change.subject === "levels" && change.setting !== undefined);
    for (const row of rows as (LevelsChange & { setting: number })[]) {
      copy.setRow(row.setting, Object.fromEntries(row.cells.map(({ verb, after }) => [verb, after])));
      done.push(row);
    }
  }
  if (done.length === 0) return undefined;
  const levels = done.reduce((sum, { cells }) => sum + cells.length, 0);
  const modules = new Set(done.map(({ module }) => module)).size;
  return `${plural(levels, "level")} in ${plural(modules, "module")} set on the copy, as an administrator does in the web client`;
}

/** What the program asks of a role. */
export const requestedRole = ({ inputs }: StateResource): DesiredRole | undefined =>
  inputs?.levels === undefined
    ? undefined
    : {
        name: String(inputs.name),
        levels: inputs.levels as LevelTable,
        unlisted: (inputs.unlisted as Unlisted | undefined) ?? "exact",
      };

/** What a role was before the stack took it over. */
export const formerRole = ({ outputs }: StateResource): DesiredRole | undefined =>
  outputs?.before === undefined
    ? undefined
    : {
        name: String(outputs.name),
        levels: decodeRows(outputs.before as RecordedRows) as LevelTable,
        unlisted: "exact",
      };
