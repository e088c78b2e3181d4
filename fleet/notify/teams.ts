import { OUTCOME_WORDS } from "../summary/words";
import type { Message } from "./message";

/**
 * A message as a workflow of Teams takes it ("When a Teams webhook request is received"): one Adaptive Card as attachment.
 * Source: Microsoft's pages "Create incoming webhooks with Workflows for Microsoft Teams" and the schema explorer of
 * Adaptive Cards. All text stands in TextRuns, which know no Markdown: nothing in it can format, link or mention.
 */
export const teamsPayload = ({ title, facts, items, more }: Message): object => ({
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

const run = (text: string, style: object = {}) => ({ type: "TextRun", text, ...style });

const line = (...inlines: readonly object[]) => ({ type: "RichTextBlock", inlines });
