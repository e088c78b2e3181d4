import { Command, Option } from "commander";
import { InvalidInputError } from "../core/model/errors";
import type { Stack } from "../project/stack";
import { COPY_SETTINGS, type CopySettings, exitCodeOf } from "../rehearsal/model";
import { variableOf } from "../tenant/environment";
import { connectStack } from "./anyTenant";
import { wrapHelp } from "./helpText";
import { openStack } from "./openStack";
import { print, printJson, printNotice } from "./print";
import { progressLine } from "./progressLine";
import { untilSignal } from "./untilSignal";
import { writeText } from "./writeText";

interface Flags {
  readonly stack?: string;
  readonly settings: CopySettings;
  readonly people?: true;
  readonly json?: true;
  readonly html?: string;
}

export const settingsOption = (): Option =>
  new Option(
    "--settings <mode>",
    "how the copy's API answers when a client sets levels (reads can't show that of the tenant)",
  )
    .choices(COPY_SETTINGS)
    .default("read-only" satisfies CopySettings, '"read-only", as ConnectWise publishes it');

/** `cwroles rehearse`: what a stack would do to its tenant, seen on a copy of it. */
export const rehearseCommand = (): Command =>
  new Command("rehearse")
    .description(
      [
        "Runs a stack on a copy of its tenant: preview, up, an administrator's visit where one is needed, drift, up once more, destroy. It is",
        "the real engine and your own program; the copy is on this machine and made of GET requests, and nothing is ever sent to the tenant but these.",
        "Then it says what up would change on the tenant, and whether destroy gave everything back.",
      ].join(" "),
    )
    .option("--stack <name>", "the stack whose tenant it is (default: PULUMI_STACK, or the only one)")
    .addOption(settingsOption())
    .option("--people", "show people by name; otherwise those that the program doesn't name have numbers")
    .option("--json", "as JSON")
    .option("--html <file>", "also write it as one self-contained page")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles rehearse --stack acme",
        "  cwroles rehearse --stack acme --settings writable        a tenant whose API sets levels",
        "  cwroles rehearse --stack acme --html rehearsal.html",
        "",
        "Exit codes: 0 all as it should be, 1 a step failed, 2 drift right after up, or destroy didn't give everything back.",
      ]),
    )
    .action(rehearseOne);

async function rehearseOne({ stack: requested, settings, people, json, html }: Flags): Promise<void> {
  const stack = await openStack(requested);
  const { name } = stack;
  if (name === undefined)
    throw new InvalidInputError("Which stack?", [
      { path: "--stack", message: "the folder has no stack's file; cwroles init makes one" },
    ]);
  // Loaded only here: the engine's SDK takes longer to load than all the rest.
  const { rehearseStack } = await import("../rehearsal/stack.js");
  const { endLines, headLines, STEP_WORDS, stepLines } = await import("../rehearsal/text.js");
  const { signal, release } = untilSignal();
  let progress = progressLine();
  const tell = (lines: readonly string[]) => {
    progress.end();
    progress = progressLine();
    if (!json) print(lines);
  };
  try {
    const connection = connectStack(stack, { signal });
    for (const notice of connection.notices) printNotice(notice);
    const { companyId } = connection.tenant;
    const rehearsal = await rehearseStack({
      ...{ stack: { folder: process.cwd(), name, connection: besidesFile(stack) }, connection, settings },
      ...{ withPeople: people ?? false, signal },
      onRead: (read, of) => progress.set(`Reading ${companyId}: ${read} of ${of} lists`),
      onStart: (asked) => tell(headLines(asked)),
      onBegin: (step) => progress.set(STEP_WORDS[step]),
      onStep: (step) => tell(stepLines(step)),
    });
    tell(endLines(rehearsal));
    if (html !== undefined) {
      const { rehearsalHtml } = await import("../rehearsal/html/page.js");
      writeText(html, rehearsalHtml(rehearsal).trimEnd(), true);
    }
    if (json) {
      const { FORMAT, rehearsalJson } = await import("../rehearsal/json.js");
      printJson({ format: FORMAT, ...rehearsalJson(rehearsal) });
    }
    process.exitCode = exitCodeOf(rehearsal);
  } catch (error) {
    if (!signal.aborted) throw error;
    printNotice("Interrupted: the copy is gone, and nothing but GET requests was sent to the tenant.");
    process.exitCode = 1;
  } finally {
    progress.end();
    release();
  }
}

const OF_CONNECTION = ["site", "companyId", "codebase", "apiVersion", "levels", "movedFrom"];

/** What the environment says of the connection: the copy's engine doesn't get it from there. */
function besidesFile(stack: Stack): Record<string, string> {
  const given = OF_CONNECTION.map((key) => [`connectwise:${key}`, process.env[variableOf(key)]] as const);
  return Object.fromEntries(
    given.flatMap(([key, value]) => (value === undefined || stack.get(key) !== undefined ? [] : [[key, value]])),
  );
}
