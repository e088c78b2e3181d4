import { Command, Option } from "commander";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { LEVELS, type Level, VERBS, type Verb, verbTitle } from "../../core/model/level";
import { todayUtc } from "../../fleet/accept/days";
import { type Acceptance, acceptedFile, entryProblems, holds, loadAcceptances } from "../../fleet/accept/file";
import { type Proposal, propose } from "../../fleet/accept/propose";
import { addEntries, entriesText } from "../../fleet/accept/write";
import { loadFleet } from "../../fleet/file/load";
import type { Fleet } from "../../fleet/model/fleet";
import { currentUser, dayProblems } from "../acceptanceTerms";
import { wrapHelp } from "../helpText";
import { print, printDocument, printJson } from "../print";
import { type JournalFlags, journalOptions, openJournal } from "./selection";

interface Flags extends JournalFlags {
  readonly profile?: string;
  readonly function?: string;
  readonly verb?: readonly Verb[];
  readonly level?: Level;
  readonly until?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly json?: true;
}

/** `cwroles fleet accept`: somebody answers for a level that differs, until a day. */
export const acceptCommand = (): Command =>
  journalOptions(new Command("accept"))
    .description(
      [
        "Adds an entry to accepted.yaml beside the fleet's file, to be reviewed and committed. It accepts the level that the",
        "tenant showed when it was last read, and no other: should the level change again, it is reported again. cwroles fleet",
        "up leaves accepted levels alone. Without a tenant: lists what is accepted.",
      ].join(" "),
    )
    .argument("[tenant]", "the tenant's name in the fleet's file")
    .option("--profile <id>", "the profile that it differs from")
    .option("--function <name>", "module and function, such as 'Finance / Invoicing'")
    .addOption(new Option("--verb <verb...>", "which of its levels (default: all that differ)").choices(VERBS))
    .addOption(new Option("--level <level>", "the level, where the tenant wasn't read yet").choices(LEVELS))
    .option("--until <day>", "the last day (UTC) that it holds, such as 2026-12-31; at most a year ahead")
    .option("--reason <text>", "why it may differ")
    .option("--by <name>", "who answers for it (default: git's user.name, or else who is logged in)")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet accept",
        "  cwroles fleet accept acme --profile wise-sync --function 'Finance / Invoicing' --verb inquire \\",
        "    --until 2026-12-31 --reason 'Reads its own invoices only'",
      ]),
    )
    .action(async (tenant: string | undefined, flags: Flags) => {
      const fleet = loadFleet(flags.file);
      const today = todayUtc();
      const acceptances = loadAcceptances(fleet, today);
      if (tenant === undefined) list(acceptances, today, flags);
      else await accept(fleet, requested(fleet, tenant, flags, today), acceptances, today, flags);
    });

async function accept(
  fleet: Fleet,
  proposal: Proposal,
  acceptances: readonly Acceptance[],
  today: string,
  flags: Flags,
): Promise<void> {
  const { journal, close } = await openJournal(flags);
  const latest = await journal.latest({ tenants: [proposal.tenant], commands: ["preview", "up", "drift"] });
  await close();
  const observed = latest.get(proposal.tenant)?.assignments.find(({ profile }) => profile === proposal.profile);
  const entries = propose(proposal, observed, acceptances, today);
  const file = acceptedFile(fleet);
  addEntries(file, entries);
  if (flags.json) printJson(entries);
  else printAdded(entries, file);
}

function printAdded(entries: readonly Acceptance[], file: string): void {
  printDocument(entriesText(entries));
  print(`Added to ${file}. It counts from the next run on.`);
}

/** @throws InvalidInputError with everything that is missing or can't be used */
function requested(fleet: Fleet, tenant: string, flags: Flags, today: string): Proposal {
  const { profile = "", until = "", reason = "", by = currentUser(fleet.folder), verb: verbs, level } = flags;
  const [module = "", name = ""] = /^(.+?)\s+[/›]\s+(.+)$/.exec(flags.function ?? "")?.slice(1) ?? [];
  const given = { "--profile": profile, "--function": flags.function, "--until": until, "--reason": reason.trim() };
  const missing = Object.entries(given).flatMap(([path, value]) => (value ? [] : [{ path, message: "needed" }]));
  const proposal = { tenant, profile, module, function: name, verbs, level, by, reason: reason.trim(), until };
  const problems: Problem[] = [
    ...missing,
    ...(flags.function && !name ? [{ path: "--function", message: "write it like 'Finance / Invoicing'" }] : []),
    ...(until ? dayProblems(until, today) : []),
    ...(missing.length > 0 ? [] : entryProblems(proposal, fleet, today)).map(({ key, message }) => ({
      path: key === "tenant" ? "tenant" : `--${key}`,
      message,
    })),
  ];
  if (problems.length > 0) throw new InvalidInputError("Nothing is accepted", problems);
  return proposal;
}

function list(acceptances: readonly Acceptance[], today: string, { json }: Flags): void {
  const holding = acceptances.filter((entry) => holds(entry, today)).sort((a, b) => (a.until < b.until ? -1 : 1));
  if (json) {
    printJson(holding);
    return;
  }
  const expired = acceptances.length - holding.length;
  const lines = holding.map(lineOf);
  print([...(lines.length > 0 ? lines : ["No deviation is accepted."]), ...expiredWords(expired)]);
}

function lineOf({ tenant, profile, module, function: name, verbs, level, by, reason, until }: Acceptance): string {
  const what = `${module} › ${name} ${verbs.map(verbTitle).join(", ")} ${level}`;
  return [until, tenant, profile, what, `(${by}: ${reason})`].join("  ");
}

const expiredWords = (expired: number) =>
  expired === 0 ? [] : [`${expired} more ${expired === 1 ? "has" : "have"} expired.`];
