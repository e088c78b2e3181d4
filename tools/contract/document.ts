import { type Assumption, assumedAnswer } from "../../contract/assumptions";
import { type Sighting, sightingsOf } from "../../contract/recorded";
import type { ContractFile } from "../../contract/report/file";
import { HOW } from "../../contract/report/text";

/** What stands above the tables in docs/contract.md is written by hand. */
export const MARKER = "<!-- From here on written by `npm run contract-docs`; a test fails when it is out of date. -->";

/** docs/contract.md anew: what is written by hand, and a table for each area. @throws Error where the marker is missing */
export function contractDocument(
  written: string,
  assumptions: readonly Assumption[],
  recorded: readonly ContractFile[],
): string {
  const end = written.indexOf(MARKER);
  if (end < 0) throw new Error("docs/contract.md has no marker");
  const areas = [...new Set(assumptions.map(({ area }) => area))];
  const tables = areas.flatMap((area) => table(area, assumptions, recorded));
  return `${[written.slice(0, end) + MARKER, "", ...summary(assumptions, recorded), "", ...tables].join("\n").trimEnd()}\n`;
}

/** `284 assumptions: 114 documented, …; seen on 2 tenants` */
function summary(assumptions: readonly Assumption[], recorded: readonly ContractFile[]): string[] {
  const of = (basis: Assumption["basis"]) => assumptions.filter((one) => one.basis === basis).length;
  const seen = assumptions.filter((one) => sightingsOf(one, recorded).length > 0).length;
  const tenants = recorded.length === 1 ? "1 tenant" : `${recorded.length} tenants`;
  const sightings =
    recorded.length === 0 ? "no result of a tenant has been handed in yet" : `${seen} were seen on ${tenants}`;
  return [
    `${assumptions.length} assumptions: ${of("documented")} are documented by ConnectWise, ${of("seen")} are seen in public answers of the ` +
      `service, ${of("assumed")} are choices made here; ${sightings}.`,
  ];
}

function table(area: string, assumptions: readonly Assumption[], recorded: readonly ContractFile[]): string[] {
  const rows = assumptions
    .filter((one) => one.area === area)
    .map((one) => [
      `\`${one.id}\``,
      assumed(one),
      basisOf(one, recorded),
      checkOf(one),
      one.reliesOn.map(link).join(", "),
    ]);
  const lines = [HEADING, HEADING.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`);
  return [`## ${area}`, "", ...lines, ""];
}

const HEADING = ["Id", "Assumed", "Basis", "Checked", "Relied on by"];

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** HTML of its own is none in Markdown. */
const plain = (text: string): string => text.replaceAll("<", "&lt;");

function assumed(assumption: Assumption): string {
  const [, ...others] = Object.entries(assumption.answers);
  const otherAnswers = others.map(([name, words]) => `\`${name}\` (${plain(words)})`).join(", ");
  return `${plain(assumption.assumes)} \`${assumedAnswer(assumption)}\`; else ${otherAnswers}`;
}

function basisOf(assumption: Assumption, recorded: readonly ContractFile[]): string {
  const sightings = sightingsOf(assumption, recorded);
  const source = assumption.source === undefined ? "" : `: ${plain(assumption.source)}`;
  const basis = `${assumption.basis}${source}`;
  if (sightings.length === 0) return basis;
  const sightingTexts = sightings.map((one) => sighting(one, assumedAnswer(assumption)));
  return assumption.basis === "assumed" ? sightingTexts.join("; ") : `${basis}; ${sightingTexts.join("; ")}`;
}

/** `seen on 2025.1 (1 tenant)`, or with what was seen instead. */
function sighting({ release, answer, tenants }: Sighting, assumed: string): string {
  const count = `${tenants} tenant${tenants === 1 ? "" : "s"}`;
  return answer === assumed ? `seen on ${release} (${count})` : `**\`${answer}\`** on ${release} (${count})`;
}

const checkOf = ({ check, why }: Assumption): string =>
  why === undefined ? HOW[check] : `${HOW[check]}: ${plain(why)}`;

const link = (file: string): string => `[${file}](../${file})`;
