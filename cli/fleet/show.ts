import { Command } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import { digestOf } from "../../core/plan/digest";
import { nearest, suggest } from "../../core/profile/match";
import { type ExplainedFleet, explainFleet } from "../../fleet/file/load";
import type { ExplainedTenant } from "../../fleet/file/resolve";
import { print, printJson, printNotice } from "../print";
import { renderTable } from "../table";
import { describeTenant } from "./explain";

interface Flags {
  readonly file: string;
  readonly profile?: string;
  readonly json?: true;
}

/** `cwroles fleet show` */
export const showCommand = (): Command =>
  new Command("show")
    .argument("[tenant]", "a tenant of the file; without one, all of them are listed")
    .description(
      [
        "Show what the file of tenants asks of one: its connection, and of each profile the role, the member, the place and",
        "every level. What isn't the profile's own has the layer that it is from: defaults, a group, or the tenant itself.",
        "No request is made, and no reference is followed.",
      ].join(" "),
    )
    .option("--file <path>", "the file of tenants", "fleet.yaml")
    .option("--profile <id>", "only this profile")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  cwroles fleet show\n  cwroles fleet show contoso --profile wise-sync")
    .action((name: string | undefined, flags: Flags) => {
      const fleet = explainFleet(flags.file);
      for (const { path, message } of fleet.unknownNames)
        printNotice(`${path}: ${message} A tenant may have it all the same.`);
      if (name === undefined) showList(fleet, flags);
      else {
        const explained = only(tenantOf(fleet, name), flags.profile);
        if (flags.json) printJson(asJson(explained));
        else print(describeTenant(explained, digest));
      }
    });

function tenantOf({ tenants }: ExplainedFleet, name: string): ExplainedTenant {
  const tenant = tenants.get(name);
  if (tenant) return tenant;
  const message = `no tenant "${name}"; ${suggest(nearest(name, [...tenants.keys()]))}`;
  throw new InvalidInputError("No such tenant", [{ path: "tenant", message }]);
}

/** @throws InvalidInputError when the tenant doesn't have the profile */
function only(explained: ExplainedTenant, id: string | undefined): ExplainedTenant {
  if (id === undefined) return explained;
  const assignments = explained.assignments.filter(({ assignment }) => assignment.profile.id === id);
  const excluded = explained.excluded.filter(({ profile }) => profile === id);
  if (assignments.length + excluded.length > 0) return { ...explained, assignments, excluded };
  const profileIds = explained.tenant.assignments.map(({ profile }) => profile.id);
  const message = `the tenant "${explained.tenant.name}" has no profile "${id}"; ${suggest(nearest(id, profileIds))}`;
  throw new InvalidInputError("No such profile", [{ path: "--profile", message }]);
}

const digest = ({ assignment }: ExplainedTenant["assignments"][number]) => digestOf(assignment.profile);

function asJson({ tenant, from, excluded, assignments }: ExplainedTenant) {
  const shown = assignments.map((one) => ({
    ...one.assignment,
    digest: digest(one),
    from: one.from,
    without: one.without,
  }));
  return { ...tenant, from, excluded, assignments: shown };
}

function showList({ fleet: { name, tenants } }: ExplainedFleet, { json, profile }: Flags): void {
  const rows = tenants
    .map(({ assignments, ...tenant }) => ({ ...tenant, profiles: assignments.map((one) => one.profile.id) }))
    .filter(({ profiles }) => profile === undefined || profiles.includes(profile));
  if (json) {
    printJson({
      name,
      tenants: rows.map(({ name, site, companyId, groups, tags, profiles }) => ({
        name,
        site,
        companyId,
        groups,
        tags,
        profiles,
      })),
    });
    return;
  }
  const lines = rows.map((row) => [
    row.name,
    row.site,
    row.companyId,
    ...[row.groups, row.tags, row.profiles].map((list) => list.join(", ")),
  ]);
  print(renderTable([["TENANT", "SITE", "COMPANY", "GROUPS", "TAGS", "PROFILES"], ...lines]));
}
