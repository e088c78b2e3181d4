import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { InvalidInputError, RefusedError } from "../../core/model/errors";
import { firstOf, plural } from "../../pages/text";
import { readText } from "../../project/readText";
import { diffSnapshots, isEmpty, type SnapshotDiff } from "../../snapshot/diff";
import { parseSnapshot } from "../../snapshot/file";
import type { Snapshot } from "../../snapshot/model";
import { readSnapshot } from "../../snapshot/read";
import { diffLines } from "../../snapshot/text";
import { snapshotText } from "../../snapshot/write";
import { describeRequests } from "../../tenant/client/requestCount";
import { wrapHelp } from "../helpText";
import { print, printJson, printNotice } from "../print";
import { writeText } from "../writeText";
import {
  type EachFlags,
  eachOptions,
  eachTenant,
  selectedTenants,
  type TenantOutcome,
  totalRequests,
} from "./eachTenant";

interface Flags extends EachFlags {
  readonly output?: string;
  readonly diff?: string;
  readonly force?: true;
  readonly people?: true;
  readonly json?: true;
}

/** `cwroles fleet snapshot`: a file for each tenant, and what changed since. */
export const fleetSnapshotCommand = (): Command =>
  eachOptions(new Command("snapshot"))
    .description(
      [
        "Takes a snapshot of every tenant, as cwroles snapshot does of one: FOLDER/<tenant>.tenant.yaml. Sends GET requests only.",
        "A tenant that can't be read whole fails for itself, and keeps the file that it has.",
      ].join(" "),
    )
    .option("--output <folder>", "where the files go; it is made where it isn't there")
    .option("--diff <folder>", "what changed since the snapshots in this folder")
    .option("--force", "overwrite files that are there")
    .option("--people", "people by their names and e-mail addresses; without it they appear by number")
    .option("--json", "what came of each tenant, as JSON")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet snapshot --output snapshots",
        "  cwroles fleet snapshot --diff snapshots --group au            what changed since",
        "  cwroles fleet snapshot --diff snapshots --output snapshots --force",
        "",
        "Exit codes: 0 done, 1 a tenant failed, 2 with --diff something changed.",
      ]),
    )
    .action(takeSnapshots);

/** What came of a tenant that could be read. */
interface Taken {
  readonly file?: string;
  /** Missing where nothing is compared, or there is nothing to compare with. */
  readonly since?: SnapshotDiff;
  readonly notes: readonly string[];
}

const fileOf = (folder: string, tenant: string) => path.join(folder, `${tenant}.tenant.yaml`);

async function takeSnapshots(flags: Flags): Promise<void> {
  const { output, diff, json } = flags;
  if (output === undefined && diff === undefined)
    throw new InvalidInputError("Nothing to do", [
      { path: "--output", message: "name a folder for the files, or one to compare with: --diff" },
    ]);
  const selected = selectedTenants(flags);
  const names = selected.tenants.map(({ name }) => name);
  const earlier = diff === undefined ? undefined : readEarlier(diff, names);
  if (output !== undefined) prepare(output, names, flags.force ?? false);
  const looked = await eachTenant(selected, flags, async ({ gateway, target: { companyId }, tenant: { name } }) => {
    const { people: withPeople = false, force = false } = flags;
    const { snapshot, notes } = await readSnapshot(gateway, { companyId, withPeople });
    const before = earlier?.get(name);
    const since = before && diffSnapshots(before, snapshot);
    const file = output === undefined ? undefined : fileOf(output, name);
    if (file !== undefined) writeText(file, snapshotText(snapshot, withPeople).trimEnd(), force);
    return { ...(file !== undefined && { file }), ...(since && { since }), notes };
  });
  const inOrder = names.flatMap((name) => looked.find(({ tenant }) => tenant === name) ?? []);
  if (json) printJson({ tenants: inOrder.map(asJson), sent: totalRequests(looked) });
  else print(inOrder.flatMap((outcome) => lines(outcome, diff)));
  printNotice([
    ...inOrder.flatMap(({ tenant, value }) => value?.notes.map((note) => `${tenant}: ${note}`) ?? []),
    summary(inOrder, names.length),
    describeRequests(totalRequests(looked), "the tenants"),
  ]);
  const isWhole = inOrder.length === names.length && inOrder.every(({ value }) => value);
  const isChanged = inOrder.some(({ value }) => value?.since && !isEmpty(value.since));
  process.exitCode = isWhole ? (isChanged ? 2 : 0) : 1;
}

/**
 * The snapshots of a folder, ahead of the reads. A tenant that has none there is new.
 * @throws InvalidInputError for a file that is no snapshot, or where the folder has none of these tenants
 */
function readEarlier(folder: string, tenants: readonly string[]): Map<string, Snapshot> {
  const files = tenants
    .map((tenant) => ({ tenant, file: fileOf(folder, tenant) }))
    .filter(({ file }) => existsSync(file));
  if (files.length === 0)
    throw new InvalidInputError("Nothing to compare with", [
      {
        path: "--diff",
        message: `${folder} has no snapshot of these tenants, such as ${fileOf(folder, tenants[0] ?? "")}`,
      },
    ]);
  return new Map(files.map(({ tenant, file }) => [tenant, parseSnapshot(readText(file), file)]));
}

/** Ahead of the reads, so that nobody waits for what can't be written. */
function prepare(folder: string, tenants: readonly string[], force: boolean): void {
  const existingFiles = tenants.map((tenant) => fileOf(folder, tenant)).filter((file) => existsSync(file));
  if (existingFiles.length > 0 && !force)
    throw new RefusedError(`Already there: ${firstOf(existingFiles, 3)}. Overwrite with --force.`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new RefusedError(`${folder} can't be made: ${(error as Error).message}`);
  }
}

const asJson = ({ tenant, value, failure, sent }: TenantOutcome<Taken>) => ({
  tenant,
  ...(value?.file !== undefined && { file: value.file }),
  ...(value?.since && { since: value.since }),
  ...(failure !== undefined && { failure }),
  sent,
});

function lines({ tenant, value, failure }: TenantOutcome<Taken>, diff: string | undefined): string[] {
  if (!value) return [`${tenant}: failed: ${failure}`];
  const written = value.file === undefined ? [] : [`${tenant}: ${value.file}`];
  if (diff === undefined) return written;
  const file = fileOf(diff, tenant);
  if (!value.since) return [...written, `${tenant}: there is no ${file} to compare with.`];
  return [...(isEmpty(value.since) ? [] : [""]), ...diffLines(value.since, file), ...written];
}

function summary(looked: readonly TenantOutcome<Taken>[], requestedCount: number): string {
  const failed = looked.filter(({ value }) => !value).length;
  const changed = looked.filter(({ value }) => value?.since && !isEmpty(value.since)).length;
  const parts = [
    `${looked.length - failed} of ${plural(requestedCount, "tenant")} read`,
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(looked.length < requestedCount ? [`${requestedCount - looked.length} not begun`] : []),
  ];
  return `${parts.join(", ")}.`;
}
