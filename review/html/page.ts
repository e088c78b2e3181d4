import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { html, raw } from "hono/html";
import type { View } from "../view";
import { printable } from "../words";
import { filterForm } from "./filterForm";
import type { Html } from "./markup";
import { subjectSection } from "./subject";

/** The review as one page that loads nothing and runs nothing but its own filter. */
export function toHtml(view: View): string {
  const [style, script] = [STYLES.map(asset).join("\n"), asset("filter.js")];
  return String(
    html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${printable(view.title)}</title>
  <style>${raw(style)}</style>
</head>
<body>
  <a class="skip" href="#content">Skip to the changes</a>
  <header>
    <h1>${printable(view.title)}</h1>
    <p class="summary">${printable(view.summary)}</p>
    ${view.notes.map((note) => html`<p class="note">${printable(note)}</p>`)}
  </header>
  ${filterForm(view)}
  <main id="content" tabindex="-1">
    ${view.subjects.map(subjectSection)}
    <p class="nothing" hidden>Nothing fits. Take away a filter to see more.</p>
  </main>
  <script>${raw(script)}</script>
</body>
</html>
` as Html & string,
  );
}

/** What a narrow screen and paper show otherwise comes last. */
const STYLES = ["page.css", "table.css", "media.css"];

const asset = (name: string): string => readFileSync(path.join(__dirname, name), "utf8");

/** Only this very style and script count, whatever a text on the page tries. */
export const contentPolicy = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
