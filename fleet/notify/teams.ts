import { printable, truncate } from "../../pages/text";
import { OUTCOME_WORDS } from "../summary/words";
import type { Message } from "./message";

/**
 * Bytes of a message at most. Microsoft's pages on webhooks and on the connector of workflows say about 28 KB for all of it; those who
 * measured were refused from 21 KB on.
 */
const LONGEST = 20_000;
/** Letters of a line. */
const LONGEST_LINE = 250;

/**
 * A message as a workflow of Teams takes it ("When a Teams webhook request is received"): one Adaptive Card as attachment.
 * Source: Microsoft's pages "Create incoming webhooks with Workflows for Microsoft Teams" and the schema explorer of
 * Adaptive Cards. All text stands in TextRuns, which know no Markdown: nothing in it can format, link or mention.
 * Where it would be too long, the tenants that matter least are counted instead.
 */
export function teamsPayload(message: Message): object {
  const payload = payloadOf(message);
  const { items, more } = message;
  const isTooLong = Buffer.byteLength(JSON.stringify(payload)) > LONGEST;
  return isTooLong && items.length > 0
    ? teamsPayload({ ...message, items: items.slice(0, -1), more: more + 1 })
    : payload;
}

const payloadOf = ({ title, facts, items, more }: Message): object => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
        type: "AdaptiveCard",
        // The first version with RichTextBlock.
        version: "1.2",
        body: [
          line(run(title, { weight: "Bolder", size: "Medium" })),
          ...facts.map((fact) => line(run(fact))),
          ...items.flatMap(({ tenant, outcome, reasons }) => [
            { ...line(run(tenant, { weight: "Bolder" }), run(`: ${OUTCOME_WORDS[outcome]}`)), separator: true },
            ...reasons.map((reason) => line(run(reason))),
          ]),
          ...(more > 0 ? [line(run(`And ${more} more.`))] : []),
        ],
      },
    },
  ],
});

const run = (text: string, style: object = {}) => ({
  type: "TextRun",
  text: truncate(printable(text), LONGEST_LINE),
  ...style,
});

const line = (...inlines: readonly object[]) => ({ type: "RichTextBlock", inlines });
