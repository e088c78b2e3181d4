import { Command } from "commander";
import { InvalidInputError } from "../core/model/errors";
import { readText } from "../project/readText";
import { diffSnapshots, isEmpty } from "../snapshot/diff";
import { parseSnapshot } from "../snapshot/file";
import { readSnapshot } from "../snapshot/read";
import { diffLines } from "../snapshot/text";
import { snapshotText } from "../snapshot/write";
import { describeRequests } from "../tenant/client/requestCount";
import { openAnyTenant, type TenantFlags, tenantOptions } from "./anyTenant";
import { wrapHelp } from "./helpText";
import { print, printJson, printNotice } from "./print";
import { progressLine } from "./progressLine";
import { assertNew, writeText } from "./writeText";

interface Flags extends TenantFlags {
  readonly output?: string;
  readonly force?: true;
  readonly people?: true;
  readonly diff?: string;
  readonly json?: true;
}

/** `cwroles snapshot`: who may do what on a tenant, as a file; and what changed since one. */
export const snapshotCommand = (): Command =>
  tenantOptions(new Command("snapshot"))
    .description(
      [
        "Writes who may do what on a tenant to a file: security roles with their levels, members, locations, business units. Sends",
        "GET requests only. The file is a seed of the sandbox, and two snapshots of an unchanged tenant are equal. Keys are never in it.",
      ].join(" "),
    )
    .option("--output <file>", "write to a file instead of stdout")
    .option("--force", "overwrite the file")
    .option("--people", "people by their names and e-mail addresses; without it they appear by number")
    .option("--diff <file>", "what changed since an earlier snapshot: roles, members, locations, business units")
    .option("--json", "with --diff: as JSON")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles snapshot --stack acme --output acme.tenant.yaml",
        "  cwroles snapshot --stack acme --diff acme.tenant.yaml      what changed since, cell by cell",
        "  cwroles sandbox --seed acme.tenant.yaml                    a copy of the tenant to work on",
        "",
        "Exit codes: 0 done, 1 failed, 2 with --diff something changed.",
      ]),
    )
    .action(takeSnapshot);

async function takeSnapshot(flags: Flags): Promise<void> {
  const { output, force = false, people = false, diff, json } = flags;
  if (json && diff === undefined)
    throw new InvalidInputError("Nothing to print as JSON", [{ path: "--json", message: "goes with --diff" }]);
  assertNew(output, force);
  const earlier = diff === undefined ? undefined : parseSnapshot(readText(diff), diff);
  const { gateway, tenant } = await openAnyTenant(flags);
  const progress = progressLine();
  const { snapshot, notes } = await readSnapshot(gateway, {
    ...{ companyId: tenant.companyId, withPeople: people },
    onProgress: (read, of) => progress.set(`Reading ${tenant.companyId}: ${read} of ${of} lists`),
  }).finally(progress.end);
  const since = earlier && diffSnapshots(earlier, snapshot);
  if (!since || output !== undefined) writeText(output ?? "-", snapshotText(snapshot, people).trimEnd(), force);
  if (since && diff !== undefined) {
    if (json) printJson({ since: diff, ...since, sent: gateway.http.requestCount });
    else print(diffLines(since, diff));
  }
  printNotice([...notes, describeRequests(gateway.http.requestCount)]);
  process.exitCode = since && !isEmpty(since) ? 2 : 0;
}
