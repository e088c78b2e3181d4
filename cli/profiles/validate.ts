import { Command } from "commander";
import { distinctProblems, formatProblem } from "../../core/model/errors";
import { readProfile } from "../../project/profiles";
import { print, printJson } from "../print";
import { lookUpProfile, profiles } from "./folder";

/** `cwroles profiles validate` */
export const validateCommand = (): Command =>
  new Command("validate")
    .description("Check profile files and tell every problem at once, with file, line, key and the nearest valid name.")
    .argument("[files...]", "profile files; by default all in the folder profiles, and the library's")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  npx cwroles profiles validate profiles/wise-sync.yaml")
    .action((files: string[], { json }: { json?: true }) => {
      const read =
        files.length > 0 ? files.map((file) => ({ file, ...readProfile(file) })) : profiles.ids.map(lookUpProfile);
      const checked = read.map(({ file }) => file);
      const problems = distinctProblems(read.flatMap((one) => [...one.problems, ...one.unknownNames]));
      if (json) printJson({ files: checked, problems });
      else if (problems.length === 0) print(`${checked.length} profile${checked.length === 1 ? "" : "s"} valid.`);
      else print(problems.map(formatProblem));
      if (problems.length > 0) process.exitCode = 1;
    });
