import os from "node:os";
import { Command } from "commander";
import { todayUtc } from "../../fleet/accept/days";
import { loadAcceptances } from "../../fleet/accept/file";
import { firstOf, plural } from "../../pages/text";
import { type CopySettings, exitCodeOf, type Rehearsal } from "../../rehearsal/model";
import { describeRequests } from "../../tenant/client/requestCount";
import { wrapHelp } from "../helpText";
import { print, printJson, printNotice } from "../print";
import { settingsOption } from "../rehearse";
import {
  type EachFlags,
  eachOptions,
  eachTenant,
  selectedTenants,
  type TenantOutcome,
  totalRequests,
} from "./eachTenant";
import { keyRulesOf } from "./keyOptions";

interface Flags extends EachFlags {
  readonly settings: CopySettings;
  readonly people?: true;
  readonly json?: true;
}

/** Each holds a copy in memory, and keeps an engine busy. */
const AT_ONCE = Math.max(2, os.availableParallelism());

/** `cwroles fleet rehearse`: what fleet up would do, on copies of the tenants. */
export const fleetRehearseCommand = (): Command =>
  eachOptions(new Command("rehearse"), AT_ONCE)
    .description(
      [
        "Rehearses what the fleet asks of each tenant on a copy of it, as cwroles rehearse does for one stack: from preview to destroy. Sends the",
        "tenants GET requests only. For a single tenant it prints every step.",
      ].join(" "),
    )
    .addOption(settingsOption())
    .option("--people", "show people by name; otherwise those that the fleet's file doesn't name have numbers")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet rehearse --tenant contoso              every step",
        "  cwroles fleet rehearse --tag pilot                   a line a tenant",
        "",
        "Exit codes: 0 all as it should be, 1 a tenant failed, 2 drift right after up, or destroy didn't give everything back.",
      ]),
    )
    .action(rehearseFleet);

async function rehearseFleet(flags: Flags): Promise<void> {
  const { settings, people: withPeople = false, json } = flags;
  const selected = selectedTenants(flags);
  const { fleet, tenants } = selected;
  const today = todayUtc();
  const acceptances = loadAcceptances(fleet, today);
  // Loaded only here: the engine's SDK takes longer to load than all the rest.
  const { FleetRehearser } = await import("../../rehearsal/fleet.js");
  const { endLines, headLines, stepLines } = await import("../../rehearsal/text.js");
  const { rehearsalLine } = await import("../../rehearsal/line.js");
  const isOne = tenants.length === 1 && !json;
  const listeners = isOne
    ? {
        onStart: (asked: Parameters<typeof headLines>[0]) => print(headLines(asked)),
        onStep: (step: Parameters<typeof stepLines>[0]) => print(stepLines(step)),
      }
    : {};
  const stage = await FleetRehearser.open(fleet, keyRulesOf(flags, fleet.folder).limits);
  try {
    const fleetRehearsal = { settings, acceptances, today, withPeople, ...listeners };
    const looked = await eachTenant(
      selected,
      flags,
      (open, signal) => stage.rehearse(open, fleetRehearsal, signal),
      ({ tenant, value, failure }) => {
        if (!json && !(isOne && value)) print(rehearsalLine(tenant, value ?? failure ?? ""));
      },
    );
    const [only] = looked;
    if (isOne && only?.value) print(endLines(only.value));
    if (json) {
      const { FORMAT, rehearsalJson } = await import("../../rehearsal/json.js");
      const reported = looked.map(({ tenant, value, failure, sent }) =>
        value ? { tenant, rehearsal: rehearsalJson(value) } : { tenant, failure, sent },
      );
      printJson({ format: FORMAT, tenants: reported, sent: totalRequests(looked) });
    }
    printNotice([summary(looked, tenants.length), describeRequests(totalRequests(looked), "the tenants")]);
    process.exitCode = exitCode(looked, tenants.length);
  } finally {
    stage.remove();
  }
}

function exitCode(looked: readonly TenantOutcome<Rehearsal>[], requestedCount: number): number {
  const codes = looked.map(({ value }) => (value ? exitCodeOf(value) : 1));
  if (looked.length < requestedCount || codes.includes(1)) return 1;
  return codes.includes(2) ? 2 : 0;
}

function summary(looked: readonly TenantOutcome<Rehearsal>[], requestedCount: number): string {
  const named = (code: number) =>
    looked.filter(({ value }) => (value ? exitCodeOf(value) : 1) === code).map(({ tenant }) => tenant);
  const [odd, failed] = [named(2), named(1)];
  const parts = [
    `${named(0).length} of ${plural(requestedCount, "tenant")} as it should be`,
    ...(odd.length > 0 ? [`not so: ${firstOf(odd, NAMED)}`] : []),
    ...(failed.length > 0 ? [`failed: ${firstOf(failed, NAMED)}`] : []),
    ...(looked.length < requestedCount ? [`${requestedCount - looked.length} not begun`] : []),
  ];
  return `${parts.join("; ")}.`;
}

const NAMED = 10;
