/**
 * What stands inside a line of Markdown, as HTML. Each pattern looks ahead by a bounded number of characters, so that the time
 * grows with the text and no more; what is longer than that stays as it is.
 */
export function inlineHtml(text: string): string {
  return [...STEPS, ...EMPHASIS, ...EMPHASIS].reduce((html, [pattern, by]) => html.replace(pattern, by), text);
}

const STEPS: readonly (readonly [RegExp, string])[] = [
  [/(?<!`)(`{1,3})([^`\n]{1,1000})\1(?!`)/g, "<code>$2</code>"],
  [/<((?:https?|mailto):[^<>\s]{1,1000})>/g, "$1"],
  [/!\[([^[\]\n"<>]{0,500})\]\(([^()[\]\n"\s]{0,1000})[^()[\]\n]{0,200}\)/g, '<img alt="$1" src="$2">'],
  [/!?\[([^[\]\n]{0,500})\]\([^()[\]\n]{0,1000}\)/g, "$1"],
  [/!?\[([^[\]\n]{1,500})\]\[[^[\]\n]{0,200}\]/g, "$1"],
  [/\\([!"#$%&'()+,\-./:;=>?@[\]^`{|}])/g, "$1"],
  [/\\([*_~<])/g, "&#x200b;$1&#x200b;"],
  [/~~(?=\S)([^~\n]{1,1000})(?<=\S)~~/g, "<del>$1</del>"],
];

/** Twice, since one may stand in the other. */
const EMPHASIS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\*)\*\*(?=[^\s*])([^*\n]{1,1000})(?<=[^\s*])\*\*(?!\*)/g, "<strong>$1</strong>"],
  [/(?<!\*)\*(?=[^\s*])([^*\n]{1,1000})(?<=[^\s*])\*(?!\*)/g, "<em>$1</em>"],
  [/(?<!\*)\*{3}(?=[^\s*])([^*\n]{1,1000})(?<=[^\s*])\*{3}(?!\*)/g, "<strong>$1</strong>"],
  [/(?<![\p{L}\p{N}_])__(?=[^\s_])([^_\n]{1,1000})(?<=[^\s_])__(?![\p{L}\p{N}_])/gu, "<strong>$1</strong>"],
  [/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]{1,1000})(?<=[^\s_])_(?![\p{L}\p{N}_])/gu, "<em>$1</em>"],
];
