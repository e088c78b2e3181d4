import { OUTCOME_WORDS } from "../summary/words";
import type { Message } from "./message";

/**
 * A message as a Slack incoming webhook takes it: `text` for notifications, `blocks` for the channel. Source: Slack's
 * developer pages "Sending messages using incoming webhooks" and "Block Kit" (header: 150 letters of plain text; section:
 * 3,000 letters; 50 blocks).
 */
export const slackPayload = ({ title, facts, items, more }: Message): object => ({
  text: escaped(title),
  blocks: [
    { type: "header", text: { type: "plain_text", text: title.slice(0, 150), emoji: false } },
    section(facts.map(escaped)),
    ...items.map(({ tenant, outcome, reasons }) =>
      section([`*${escaped(tenant)}*: ${OUTCOME_WORDS[outcome]}`, ...reasons.map(escaped)]),
    ),
    ...(more > 0 ? [section([`And ${more} more.`])] : []),
  ],
});

/** `verbatim` keeps Slack from making links and mentions of what it finds in the text. */
const section = (lines: readonly string[]) => ({
  type: "section",
  text: { type: "mrkdwn", text: lines.join("\n"), verbatim: true },
});

/** Without these three, a text can neither mention anybody nor link. Source: Slack, "Formatting text for app surfaces". */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
