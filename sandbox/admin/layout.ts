import { html } from "hono/html";

/** Markup of a template: what is put into one as a plain string comes out as text. */
export type Html = ReturnType<typeof html>;

/** Where the administrator's pages are, outside the API's paths: those of the first company, and the list of all. */
export const ADMIN = "/admin";

/** Where those of each company are, beside it. */
export const COMPANIES = `${ADMIN}/companies`;

/** What the frame around every page says. */
export interface Frame {
  /** Company whose tenant this is. */
  readonly company: string;
  /** Path of its pages. */
  readonly base: string;
  /** Whether there are other companies to go to. */
  readonly hasOthers: boolean;
  readonly title: string;
  /** Section of the menu the page belongs to; undefined for one that stands beside the menu. */
  readonly section?: keyof typeof SECTIONS;
  /** What came of the last action. */
  readonly notice?: Notice | undefined;
}

export interface Notice {
  readonly kind: "done" | "problem";
  readonly lines: readonly string[];
}

const SECTIONS = { roles: "Security Roles", members: "Members" } as const;

/** A whole page: menu, way back, notice and `content` below the heading. */
export function layout({ company, base, hasOthers, title, section, notice }: Frame, content: Html): Html {
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
          html`<a href="${base}/${name}" ${name === section ? html`aria-current="page"` : ""}>${label}</a>`,
      )}
      ${hasOthers ? html`<a href="${COMPANIES}">Companies</a>` : ""}
    </nav>
  </header>
  <main id="content">
    <p class="crumbs">System${section === undefined || title === SECTIONS[section] ? "" : html` › <a href="${base}/${section}">${SECTIONS[section]}</a>`}</p>
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
