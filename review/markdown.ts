import { InvalidInputError } from "../core/model/errors";
import { escapeMarkdown, link } from "../pages/markdownText";
import { plural } from "../pages/text";
import { type Item, itemsOf } from "./markdownItems";
import type { Subject, View } from "./view";
import { describeRisk, joinIds, STATUS_WORDS } from "./words";

/** By it a workflow finds the comment that it made before, to edit it in place. */
const COMMENT_MARK = "<!-- cwroles-review -->";

/** Below what GitHub takes for a comment (65,536 characters); GitLab takes 1,000,000 and Azure DevOps 150,000. */
export const DEFAULT_LENGTH = 65_000;

/** The rows of a table that are seen at once; the others unfold. */
const UNFOLDED = 20;

/**
 * The review as a comment for a pull request. Where it would be longer than `maxLength` characters, the lines and rows
 * that matter least are left out, and how many is said.
 * @throws InvalidInputError for a length that not even the summary fits in
 */
export function toMarkdown(view: View, maxLength = DEFAULT_LENGTH): string {
  const items = itemsOf(view);
  const whole = render(view, items, items.length);
  if (whole.length <= maxLength) return whole;
  let [fits, tooMany] = [0, items.length];
  while (tooMany - fits > 1) {
    const half = Math.floor((fits + tooMany) / 2);
    if (render(view, items, half).length <= maxLength) fits = half;
    else tooMany = half;
  }
  const cut = render(view, items, fits);
  if (cut.length <= maxLength) return cut;
  const message = `${maxLength} characters are too few; without any row it has ${cut.length}`;
  throw new InvalidInputError("The comment doesn't fit", [{ path: "--max-length", message }]);
}

/** @param shown how many of the items, which come in the order of what matters most */
function render({ summary, subjects, contents }: View, items: readonly Item[], shown: number): string {
  const parts = new Map<Subject | undefined, Parts>();
  items.forEach(({ subject, part, markdown }, index) => {
    const { kept, left } = parts.get(subject) ?? { kept: noItems(), left: noItems() };
    (index < shown ? kept : left)[part].push(markdown);
    parts.set(subject, { kept, left });
  });
  const isSeen = (subject: Subject | undefined) =>
    Object.values(parts.get(subject)?.kept ?? {}).some(({ length }) => length > 0);
  const hidden = subjects.filter((subject) => parts.has(subject) && !isSeen(subject));
  return [
    `${COMMENT_MARK}\n**${escapeMarkdown(summary)}**`,
    ...subjects.filter(isSeen).flatMap((subject) => [heading(subject), ...section(parts.get(subject), "reason")]),
    ...(hidden.length > 0 ? [`_${moreOf(hidden)} not shown._`] : []),
    ...section(parts.get(undefined), "digest"),
    // The comment names some files and values by their number: with others it is another comment, which nobody has approved.
    ...(contents ? [`<!-- contents ${contents} -->`] : []),
  ].join("\n\n");
}

/** `3 more profiles`, `12 more entries` where some are tenants, stacks or files. */
const moreOf = (hidden: readonly Subject[]): string =>
  hidden.every(({ kind }) => kind === "profile")
    ? plural(hidden.length, "more profile")
    : hidden.length === 1
      ? "1 more entry"
      : `${hidden.length.toLocaleString("en")} more entries`;

type Lines = Record<Item["part"], string[]>;
interface Parts {
  readonly kept: Lines;
  readonly left: Lines;
}
const noItems = (): Lines => ({ line: [], row: [], detail: [] });

function heading(subject: Subject): string {
  const { id, name, status, source } = subject;
  const title = id === name ? id : `${id}: ${name}`;
  const facts = [
    STATUS_WORDS[status],
    ...(subject.extends ? [`extends ${joinIds(subject.extends)}`] : []),
    ...(status === "unreadable" || status === "removed" ? [] : [describeRisk(subject)]),
  ].map(escapeMarkdown);
  return `### ${escapeMarkdown(title)}\n\n${[...facts, ...(source ? [link(source.title, source.url)] : [])].join(" · ")}`;
}

/** Lines, table and details of one subject, each with how much of it is left out. */
function section(parts: Parts | undefined, detail: string): string[] {
  if (!parts) return [];
  const { kept, left } = parts;
  const more = (count: number, what: string) => (count > 0 ? [`_${plural(count, `more ${what}`)} not shown._`] : []);
  return [
    ...(kept.line.length > 0 ? [bullets(kept.line)] : []),
    ...more(left.line.length, "line"),
    ...(kept.row.length > 0 ? [table(kept.row.slice(0, UNFOLDED))] : []),
    ...folded(`${plural(kept.row.length - UNFOLDED, "more row")}`, table, kept.row.slice(UNFOLDED)),
    ...more(left.row.length, "row"),
    ...folded(plural(kept.detail.length, detail), bullets, kept.detail),
    ...more(left.detail.length, detail),
  ];
}

const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join("\n");

const table = (rows: readonly string[]) =>
  ["| Function | Levels | Change | Risk | Source |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");

const folded = (title: string, show: (lines: readonly string[]) => string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`<details><summary>${title}</summary>\n\n${show(lines)}\n\n</details>`] : [];
