import path from "node:path";
import { Command } from "commander";
import { formatProblem } from "../../core/model/errors";
import { readProfile } from "../../project/profiles";
import { print, printJson } from "../print";
import { knownIds } from "./folder";

/** `cwroles profiles validate` */
export const validateCommand = (): Command =>
  new Command("validate")
    .description("Check profile files and tell every problem at once, with file, line, key and the nearest valid name.")
    .argument("[files...]", "profile files; all in the folder profiles by default")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  npx cwroles profiles validate profiles/wise-sync.yaml")
    .action((files: string[], { json }: { json?: true }) => {
      const checked = files.length > 0 ? files : knownIds().map((id) => path.join("profiles", `${id}.yaml`));
      const problems = checked.map(readProfile).flatMap((read) => [...read.problems, ...read.unknownNames]);
      if (json) printJson({ files: checked, problems });
      else if (problems.length === 0) print(`${checked.length} profile${checked.length === 1 ? "" : "s"} valid.`);
      else print(problems.map(formatProblem).join("\n"));
      if (problems.length > 0) process.exitCode = 1;
    });
