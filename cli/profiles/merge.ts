import { Command } from "commander";
import { formatProblem, InvalidInputError } from "../../core/model/errors";
import { rowsOf } from "../../core/model/permission";
import { mergeProfiles } from "../../core/profile/merge";
import { parseProfile } from "../../core/profile/parse";
import { profileText } from "../../core/profile/write";
import { print, printDocument, printJson, printNotice } from "../print";
import { writeText } from "../writeText";
import { profileOf } from "./folder";

interface MergeFlags {
  json?: true;
  output?: string;
  force?: true;
}

/** `cwroles profiles merge` */
export const mergeCommand = (): Command =>
  new Command("merge")
    .description(
      "Write one profile for a member that serves several integrations: on each verb the broadest level that any of them asks for, with who asks for what. Features stay features, and variants for older tenants are merged version by version. Other functions are None, unless one of the profiles leaves them as they are.",
    )
    .argument("<a>", "a profile")
    .argument("<b>", "another one")
    .argument("[more...]", "further ones")
    .option("--output <file>", "write it to this file instead of stdout")
    .option("--force", "overwrite the file")
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  npx cwroles profiles merge wise-sync kaseya-quote-manager --output profiles/accounting-and-quotes.yaml",
    )
    .action((a: string, b: string, more: string[], flags: MergeFlags) => merge([a, b, ...more], flags));

function merge(ids: readonly string[], { json, output, force }: MergeFlags): void {
  const merged = mergeProfiles(ids.map(profileOf));
  const text = profileText(merged, `Needed by ${merged.vendor}`);
  const { problems, unknownNames } = parseProfile(text, output ?? `${merged.id}.yaml`);
  if (problems.length > 0) throw new InvalidInputError("The merged profile can't be used", problems);
  for (const problem of unknownNames) printNotice(`${formatProblem(problem)}`);
  if (output) writeText(output, text.trimEnd(), force === true);
  if (json) printJson(merged);
  else if (output) print(`${output}: ${merged.name}, ${[...rowsOf(merged.grants)].length} functions.`);
  else printDocument(text.trimEnd());
}
