import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { html, raw } from "hono/html";
import { PACKAGE } from "../project/package";
import type { Html } from "./markup";

/** What a page is made of: files are read from disk, and stand in the page. */
export interface HtmlDocument {
  readonly title: string;
  /** Style sheets, after the one that all pages share. */
  readonly styles: readonly string[];
  /** Missing where the page runs nothing. */
  readonly script?: string | undefined;
  readonly body: Html;
  /** More of the head. */
  readonly head?: Html | string;
  /** Whether its script may fetch from where the page itself is from. Default: from nowhere. */
  readonly fetchesOwn?: boolean;
}

/** Colours and the look of text that all pages share. */
const BASE = path.join(PACKAGE, "pages/base.css");

/** One self-contained page: it loads nothing and runs nothing but its own script. */
export function renderDocument({
  title,
  styles,
  script: file,
  body,
  head = "",
  fetchesOwn = false,
}: HtmlDocument): string {
  const style = [BASE, ...styles].map(read).join("\n");
  const script = file === undefined ? undefined : read(file);
  return String(
    html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script, fetchesOwn)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  ${head}
  <style>${raw(style)}</style>
</head>
<body>
  ${body}
  ${script === undefined ? "" : html`<script>${raw(script)}</script>`}
</body>
</html>
` as Html & string,
  );
}

const read = (file: string): string => readFileSync(file, "utf8");

/** Only this very style and script count, whatever a text on the page tries. */
const contentPolicy = (style: string, script: string | undefined, fetchesOwn: boolean): string =>
  [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    ...(fetchesOwn ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
