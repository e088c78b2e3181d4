import { html } from "hono/html";

/** Markup of a template: what is put into one as a plain string comes out as text. */
export type Html = ReturnType<typeof html>;

/** Where the administrator's pages are, outside the API's paths. */
export const ADMIN = "/admin";

/** What the frame around every page says. */
export interface Frame {
  /** Company whose tenant this is. */
  readonly company: string;
  readonly title: string;
  /** Section of the menu the page belongs to. */
  readonly section: "roles" | "members";
  /** What came of the last action. */
  readonly notice?: Notice | undefined;
}

export interface Notice {
  readonly kind: "done" | "problem";
  readonly lines: readonly string[];
}

const SECTIONS = { roles: "Security Roles", members: "Members" } as const;

/** A whole page: menu, way back, notice and `content` below the heading. */
export function layout({ company, title, section, notice }: Frame, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – ${company}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="${ADMIN}/style.css">
</head>
<body>
  <a class="skip" href="#content">Skip to the content</a>
  <header class="top">
    <p class="brand">${company} <span class="badge">sandbox</span></p>
    <nav aria-label="System">
      ${Object.entries(SECTIONS).map(
        ([name, label]) =>
          html`<a href="${ADMIN}/${name}" ${name === section ? html`aria-current="page"` : ""}>${label}</a>`,
      )}
    </nav>
  </header>
  <main id="content">
    <p class="crumbs">System${title === SECTIONS[section] ? "" : html` › <a href="${ADMIN}/${section}">${SECTIONS[section]}</a>`}</p>
    <h1>${title}</h1>
    ${notice && noticeBox(notice)}
    ${content}
  </main>
</body>
</html>
`;
}

function noticeBox({ kind, lines }: Notice): Html {
  return html`<div class="notice ${kind}" role="${kind === "done" ? "status" : "alert"}">
      ${lines.map((line) => html`<p>${line}</p>`)}
    </div>`;
}

/** An option of a select, chosen when it is the current value. */
export function option(value: string, label: string, current: string): Html {
  return html`<option value="${value}" ${value === current ? "selected" : ""}>${label}</option>`;
}

/** `1 row`, `2 rows`, `1,200 rows`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}
