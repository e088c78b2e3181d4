import path from "node:path";
import { Command } from "commander";
import { formatProblem, InvalidInputError } from "../provider/model/errors";
import { type LevelTable, rowsOf } from "../provider/model/permission";
import type { Grant, Profile } from "../provider/model/profile";
import { findProfile, levelsOf, profileIds, readProfile } from "../provider/profile/load";
import { renderMatrix } from "./matrix";

const FOLDER = path.resolve("profiles");

/** `cwroles profiles`: what integrations need, from the folder `profiles`. */
export function profilesCommand(): Command {
  const command = new Command("profiles").summary("list, show and validate profiles").helpCommand(false);
  command
    .command("list", { isDefault: true })
    .description("List the profiles in the folder profiles.")
    .option("--json", "as JSON")
    .action(list);
  command
    .command("show <id>")
    .description("Show a profile's levels, with the reason and source of each.")
    .option("--json", "as JSON")
    .action(show);
  command
    .command("validate [files...]")
    .description("Check profile files, all in the folder profiles by default: every problem at once.")
    .option("--json", "as JSON")
    .action(validate);
  return command;
}

function list({ json }: { json?: true }): void {
  const profiles = knownIds().map((id) => findProfile(id, FOLDER));
  print(json ? JSON.stringify(profiles, null, 2) : renderList(profiles));
}

function renderList(profiles: readonly Profile[]): string {
  const rows = profiles.map(({ id, vendor, grants }) => [id, vendor, String([...rowsOf(grants)].length)]);
  const table = [["PROFILE", "VENDOR", "FUNCTIONS"], ...rows];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)) + 2);
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("")
        .trimEnd(),
    )
    .join("\n");
}

function show(id: string, { json }: { json?: true }): void {
  const profile = findProfile(id, FOLDER);
  print(json ? JSON.stringify(profile, null, 2) : describeProfile(profile));
}

function describeProfile({ name, vendor, source, unlisted, advice, grants, variants }: Profile): string {
  const others = unlisted === "exact" ? "Every other function: None." : "Every other function: left as it is.";
  return [
    `${name} (${vendor})`,
    `Source: ${source.title}, ${source.url}, retrieved ${source.retrieved}`,
    ...describeGrants(grants),
    others,
    ...advice.map((text) => `\nAdvice: ${text}`),
    ...variants.flatMap((variant) => [
      `\nTenants up to version ${variant.upTo}: ${variant.why}`,
      ...describeGrants(variant.grants),
    ]),
  ].join("\n");
}

function describeGrants(grants: LevelTable<Grant>): string[] {
  const notes = [...rowsOf(grants)].flatMap(({ module, function: name, row }) => [
    `  ${module} › ${name}: ${row.why}`,
    ...row.customize.map((entry) => `      Customize: allow ${entry}`),
    ...(row.ambiguity ? [`      Ambiguous: ${row.ambiguity}`] : []),
  ]);
  return ["", renderMatrix(levelsOf(grants)), "", "Why:", ...notes, ""];
}

function validate(files: string[], { json }: { json?: true }): void {
  const checked = files.length > 0 ? files : knownIds().map((id) => path.join("profiles", `${id}.yaml`));
  const problems = checked.map(readProfile).flatMap((read) => [...read.problems, ...read.unknownNames]);
  if (json) print(JSON.stringify({ files: checked, problems }, null, 2));
  else if (problems.length === 0) print(`${checked.length} profile${checked.length === 1 ? "" : "s"} valid.`);
  else print(problems.map(formatProblem).join("\n"));
  if (problems.length > 0) process.exitCode = 1;
}

/** @throws InvalidInputError where there is none: an empty answer would look like "all is well" */
function knownIds(): string[] {
  const ids = profileIds(FOLDER);
  if (ids.length > 0) return ids;
  throw new InvalidInputError("No profiles", [
    { path: FOLDER, message: "no .yaml file there; run this in the project folder" },
  ]);
}

const print = (text: string) => void process.stdout.write(`${text}\n`);
