/** How many characters of a file may name its page's address. */
const START = 5_000;

const PATTERNS = [
  /** Browsers write it above a page that they save. */
  /<!-- saved from url=\(\d{1,6}\)(https?:\/\/[^\s<>"]+) -->/,
  /** The clipboard of Windows has it above its HTML. */
  /^SourceURL:(https?:\/\/\S+)/m,
  /** A line of text, or of a Markdown file's head: `Source: https://vendor.example/permissions`. */
  /^(?:source(?:[ _]url)?|url|link|page|address|canonical(?:_url)?)\s*[:=]\s*["'<[]?(https?:\/\/[^\s"'<>\])]+)/im,
  /** A line that is nothing else. */
  /^<?(https?:\/\/[^\s<>,;]+)>?[\s,;]*$/m,
];

/** The address that a file says it is from, where its format has no place for it. */
export function addressIn(text: string): string | undefined {
  const start = text.slice(0, START);
  const found = PATTERNS.flatMap((pattern) => pattern.exec(start)?.[1] ?? [])[0];
  return found && URL.canParse(found) ? found : undefined;
}
