import { Command } from "commander";
import { type Assumption, assumptions } from "../contract/assumptions";
import { checkContract } from "../contract/contract";
import { contractFile } from "../contract/report/file";
import { listLines, reportLines } from "../contract/report/text";
import { InvalidInputError, type Problem } from "../core/model/errors";
import { orNearest } from "../core/profile/match";
import { todayUtc } from "../fleet/accept/days";
import { describeRequests } from "../tenant/client/requestCount";
import { openAnyTenant, type TenantFlags, tenantOptions } from "./anyTenant";
import { type InterruptionWords, interruption } from "./fleet/interruption";
import { wrapHelp } from "./helpText";
import { jsonText, print, printJson, printNotice } from "./print";
import { progressLine } from "./progressLine";
import { assertNew, writeText } from "./writeText";

interface Flags extends TenantFlags {
  readonly write?: true;
  readonly member?: true;
  readonly only?: string;
  readonly list?: true;
  readonly json?: true;
  readonly output?: string;
  readonly force?: true;
}

/** `cwroles contract`: whether a tenant behaves as this project assumes. */
export const contractCommand = (): Command =>
  tenantOptions(new Command("contract"))
    .description(
      [
        "Asks a tenant whether it behaves as this project assumes: its lists, conditions, errors, fields, levels.",
        "Without --write it sends GET, HEAD and OPTIONS requests only, about 250 of them.",
        "The result names nothing of the tenant's, so that it can be shown to anybody.",
      ].join(" "),
    )
    .option(
      "--write",
      'also make roles called "Delete me: cwroles …", without levels or holders, and delete them again',
    )
    .option(
      "--member",
      "with --write: also make an inactive API member, without a key, which stays: members can't be deleted",
    )
    .option("--only <ids>", "some of the assumptions, with commas between")
    .option("--list", "show the assumptions, and ask nothing")
    .option("--json", "as JSON")
    .option("--output <file>", "write the result to a file, as JSON")
    .option("--force", "overwrite the file")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles contract --stack acme",
        "  cwroles contract --stack acme --only names,contains",
        "  cwroles contract --stack acme --write --output 2025.1.json    a result to hand on",
        "  cwroles contract --list",
        "",
        "Exit codes: 0 nothing differs, 2 something does, 1 failed. node_modules/connectwise-roles/docs/contract.md says more of each assumption.",
      ]),
    )
    .action(contract);

const WORDS: InterruptionWords = {
  first: "Interrupted: nothing more is asked, and what was made is taken away. Press Ctrl-C again to end at once.",
  second: "Interrupted again: what was made may still be there.",
};

async function contract(flags: Flags): Promise<void> {
  const { output, json, write = false, member = false, force = false } = flags;
  const chosen = chosenOf(flags);
  if (flags.list) {
    if (json) printJson(chosen);
    else print(listLines(chosen));
    return;
  }
  assertNew(output, force);
  const { gateway, tenant } = await openAnyTenant(flags);
  const progress = progressLine();
  const { stop, abort, release } = interruption(WORDS);
  const checked = await checkContract(gateway, chosen, {
    ...{ write, member, stop, abort },
    onProgress: (done, of) => progress.set(`Asking ${tenant.companyId}: ${done} of ${of} assumptions`),
    report: printNotice,
  }).finally(() => {
    progress.end();
    release();
  });
  const result = contractFile(checked, todayUtc());
  if (output !== undefined) writeText(output, jsonText(result, 2), force);
  if (json && output !== "-") printJson(result);
  else if (output !== "-") print(reportLines(chosen, checked));
  printNotice(describeRequests(checked.sent));
  process.exitCode = result.assumptions.some(({ result: outcome }) => outcome === "differs") ? 2 : 0;
}

/** @throws InvalidInputError with every slip of the options */
function chosenOf({ only, write, member }: Flags): readonly Assumption[] {
  const all = assumptions();
  const knownIds = all.map(({ id }) => id);
  const wanted = only
    ?.split(",")
    .map((id) => id.trim())
    .filter(Boolean);
  const problems: Problem[] = (wanted ?? [])
    .filter((id) => !knownIds.includes(id))
    .map((id) => ({ path: "--only", message: `${id} is no assumption${orNearest(id, knownIds)}` }));
  if (wanted?.length === 0) problems.push({ path: "--only", message: "names none" });
  if (member && !write) problems.push({ path: "--member", message: "goes with --write" });
  if (problems.length > 0) throw new InvalidInputError("The contract can't be checked", problems);
  return wanted === undefined ? all : all.filter(({ id }) => wanted.includes(id));
}
