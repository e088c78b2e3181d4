import path from "node:path";
import { parseSite } from "../../tenant/client/site";
import { type Answers, SANDBOX, stackFile } from "./answers";
import type { ChosenBackend } from "./backend";
import type { PlannedProject } from "./files";
import { installCommand } from "./packageJson";
import type { PlannedFile } from "./project";

/** What `init` tells of its work, and of what is left to do. */

/** What becomes of each file, a line each. */
export function describe(folder: string, { stack }: Answers, planned: PlannedProject, isDone: boolean): string[] {
  const { name, files, workflowMissing } = planned;
  const words = { keep: "kept", extend: "extended", write: isDone ? "wrote" : "new" };
  const line = (action: PlannedFile["action"], file: string, note?: string) =>
    `  ${words[action].padEnd(10)}${path.join(folder, file)}${note === undefined ? "" : `: ${note}`}`;
  return [
    `The project ${name} with the stack ${stack}, ${isDone ? "written" : "would be written"}:`,
    ...files.map(({ file, action, note }) => line(action, file, note)),
    line("write", stackFile(stack), "the key is encrypted in it"),
    ...(workflowMissing === undefined
      ? []
      : [`No workflow for reviews: ${workflowMissing} (see node_modules/connectwise-roles/docs/ci).`]),
  ];
}

/** The commands to run next. */
export function nextSteps(
  folder: string,
  { stack, site }: Answers,
  { needsPassphrase }: ChosenBackend,
  isSandbox: boolean,
): string[] {
  const enter = path.resolve(folder) === process.cwd() ? [] : [`  cd ${quoted(folder)}`];
  return [
    "Next:",
    ...enter,
    `  ${installCommand(folder)}`,
    ...(isSandbox ? [`  npx cwroles sandbox --settings read-only${portOption(site)}   in another terminal`] : []),
    `  npx cwroles preview --stack ${stack}`,
    `  npx cwroles up --stack ${stack}`,
    "Where the tenant's API sets no levels, as ConnectWise publishes it, up waits on a terminal for one visit of an administrator.",
    ...(needsPassphrase
      ? [
          "Each run asks for the passphrase, unless it is in PULUMI_CONFIG_PASSPHRASE or in the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
        ]
      : []),
  ];
}

/** As the shell takes it for one word, in which it replaces nothing. */
export function quoted(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w./\\:][\w./\\:-]*$/.test(word)) return word;
  return platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

const portOption = (site: string) => (site === SANDBOX.site ? "" : ` --port ${new URL(parseSite(site).origin).port}`);
