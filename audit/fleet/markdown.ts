import { escapeMarkdown as text } from "../../pages/markdownText";
import { markdownTable } from "../markdown";
import { integrationsTable, tenantsTable } from "./tables";
import type { FleetAuditView } from "./view";

/** The audit of a fleet for a ticket or a chat. */
export const fleetAuditMarkdown = (view: FleetAuditView): string =>
  [
    `## ${text(`Audit of the fleet ${view.fleet}`)}`,
    `**${view.summary.map(text).join(" ")}**`,
    ...[integrationsTable(view), tenantsTable(view)].flatMap(({ title, rows: [headings = [], ...rows] }) => [
      `### ${title}`,
      markdownTable(
        headings,
        rows.map((row) => row.map(text)),
      ),
    ]),
  ].join("\n\n");
