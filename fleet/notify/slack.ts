import { printable, truncate } from "../../pages/text";
import { OUTCOME_WORDS } from "../summary/words";
import type { Message } from "./message";

/**
 * What Slack takes of a block, in letters as they are sent, `&amp;` being five; one block that is longer, and nobody is told anything.
 * Source: Slack's developer pages "Block Kit" (header, section) and "Sending messages using incoming webhooks".
 */
const HEADER = 150;
const SECTION = 3000;
const BLOCKS = 50;

/** A message as a Slack incoming webhook takes it: `text` for notifications, `blocks` for the channel. */
export const slackPayload = ({ title, facts, items, more }: Message): object => ({
  text: escaped(title, SECTION),
  blocks: [
    // Plain text, which Slack may count with the escapes that it makes of it.
    { type: "header", text: { type: "plain_text", text: truncate(printable(title), HEADER, encode), emoji: false } },
    section(facts.map((fact) => (most) => escaped(fact, most))),
    ...items.map(({ tenant, outcome, reasons }) =>
      section([
        (most) =>
          `*${escaped(tenant, most - OUTCOME_WORDS[outcome].length - "**: ".length)}*: ${OUTCOME_WORDS[outcome]}`,
        ...reasons.map((reason) => (most: number) => escaped(reason, most)),
      ]),
    ),
    ...(more > 0 ? [section([() => `And ${more} more.`])] : []),
  ].slice(0, BLOCKS),
});

/** Lines that share what a section may have. `verbatim` keeps Slack from making links and mentions of what it finds in the text. */
function section(lines: readonly ((most: number) => string)[]) {
  const most = Math.floor(SECTION / lines.length) - "\n".length;
  const text = lines.map((line) => line(most)).join("\n");
  return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

const escaped = (text: string, most: number): string => encode(truncate(printable(text), most, encode));

/** Without these three, a text can neither mention anybody nor link. Source: Slack, "Formatting text for app surfaces". */
const encode = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
