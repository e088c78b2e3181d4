import { existsSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { describeRequests } from "../tenant/client/requestCount";
import { Examination, type Finding } from "../tenant/doctor";
import { wrapHelp } from "./helpText";
import { openStack } from "./openStack";
import { print, printJson } from "./print";

interface Options {
  stack?: string;
  probe?: boolean;
  json?: true;
}

/** `cwroles doctor`: what is wrong with a connection, and how to mend it. */
export const doctorCommand = (): Command =>
  new Command("doctor")
    .description(
      [
        "Checks a stack's connection to its tenant: address, certificate, clock, company id, codebase, keys, clientId, the",
        "security functions that the managing key needs, and the tenant's version. It only reads, unless --probe is given.",
      ].join(" "),
    )
    .option("--stack <name>", "the stack; without it PULUMI_STACK, or the folder's only one")
    .option("--probe", "also ask whether the API sets levels: one write that gives a cell the level it has")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  npx cwroles doctor --stack acme",
        "",
        "Exit codes: 0 no problem, 1 a problem. node_modules/connectwise-roles/docs/troubleshooting.md says more of each.",
      ]),
    )
    .action(async ({ stack, probe, json }: Options) => {
      const examination = new Examination(await stackOf(stack), { probe: probe ?? false });
      const findings: Finding[] = [];
      for await (const finding of examination.findings()) {
        findings.push(finding);
        if (!json) print(render(finding));
      }
      if (json) printJson({ findings, ...examination.requestCount });
      else print(["", describeRequests(examination.requestCount)]);
      if (findings.some(({ status }) => status === "problem")) process.exitCode = 1;
    });

/** A folder without a project has its configuration in the environment alone. */
const stackOf = async (name: string | undefined) =>
  name !== undefined || existsSync(path.resolve("Pulumi.yaml")) ? openStack(name) : undefined;

const INDENT = " ".repeat(9);

function render({ status, title, detail, nextStep, help }: Finding): string[] {
  const advice = [nextStep, help].filter((line) => line !== undefined).map((line) => `${INDENT}→ ${line}`);
  return [`${status.padEnd(8)} ${title}: ${detail}`, ...advice];
}
