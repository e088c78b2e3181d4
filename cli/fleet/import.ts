import { Command } from "commander";
import { RefusedError } from "../../core/model/errors";
import { tenantLines } from "../../fleet/file/add";
import { type Import, importTenants } from "../../fleet/file/import";
import { fleetText } from "../../fleet/file/load";
import { plural } from "../../pages/text";
import { readText } from "../../project/readText";
import { isConfirmed } from "../confirm";
import { print, printDocument, printJson, printNotice } from "../print";
import { writeText } from "../writeText";

interface Flags {
  readonly file: string;
  readonly write?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** `cwroles fleet import` */
export const importCommand = (): Command =>
  new Command("import")
    .argument("<csv>", "a table of tenants with a row of names: name, site, companyId, groups, tags, …")
    .description(
      [
        "Read tenants from a CSV table, and print what to add to the file of tenants, or add it with --write.",
        "Columns, in any order and case: name, companyId, site, groups, tags (several separated by ; or |), publicKey and",
        "privateKey (references alone: env:NAME, file:PATH, command:LINE). A tenant whose site and company the file has already",
        "is left alone. It reports problems with line and cell, and writes nothing while there is one.",
      ].join(" "),
    )
    .option("--file <path>", "the file of tenants", "fleet.yaml")
    .option("--write", "add them to the file, which keeps its comments and order")
    .option("--yes", "with --write: add references that run commands or read files, too, without asking")
    .option("--json", "print what is added, and what was there, as JSON")
    .addHelpText("after", "\nExamples:\n  cwroles fleet import tenants.csv\n  cwroles fleet import tenants.csv --write")
    .action(async (csv: string, { file, write, yes, json }: Flags) => {
      const done = importTenants(readText(csv), csv, fleetText(file), file);
      if (write && !yes) await confirmReferences(done);
      if (write && done.added.length > 0) writeText(file, done.text.replace(/\n$/, ""), true);
      for (const { row, name } of done.existing)
        printNotice(`${row.name}: the file has it already, as the tenant ${name}; left alone`);
      if (json) printJson(asJson(done));
      else if (write) print(`${plural(done.added.length, "tenant")} added to ${file}`);
      else printDocument(done.added.length > 0 ? toAdd(done) : "Nothing to add.");
    });

/**
 * A table may be anybody's: what it would have this machine run or read is shown, and asked for.
 * @throws RefusedError where that isn't wanted, or nobody can be asked
 */
async function confirmReferences({ added }: Import): Promise<void> {
  const lines = added.flatMap(({ name, settings }) =>
    Object.entries(settings).flatMap(([key, value]) =>
      /^(command|file):/.test(String(value)) ? [`  ${name}: ${key}: ${value}`] : [],
    ),
  );
  if (lines.length === 0) return;
  printNotice(["The table has commands to run and files to read for keys:", ...lines]);
  const isWanted = process.stdin.isTTY && (await isConfirmed("Add them?"));
  if (!isWanted) throw new RefusedError("Nothing was added. If these references are yours, add them with --yes.");
}

const toAdd = ({ added }: Import) => `tenants:\n${tenantLines(added).trimEnd().replaceAll(/^/gm, "  ")}`;

const asJson = ({ added, existing: there }: Import) => ({
  added: added.map(({ name, settings }) => ({ name, ...settings })),
  there: there.map(({ row, name }) => ({ name: row.name, tenant: name })),
});
