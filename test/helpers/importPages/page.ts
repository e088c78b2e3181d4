import type { Permission } from "../../../core/model/permission";

/**
 * What a careful reader takes the rows of a part for: those of all tenants; of some that chose something; of tenants up to
 * 2019.2; for nobody; or for some, as it can't be told for whom.
 */
export type Meaning = "all" | "option" | "older" | "nobody" | "some";

/** How a page says what a part's rows are for. */
export interface Phrase {
  readonly meaning: Meaning;
  /** As a heading. */
  readonly title: string;
  /** As an introduction above a table or list. */
  readonly sentence: string;
  /** In a cell of its own. */
  readonly cell: string;
  /** After a table; missing where nobody would say it there. */
  readonly after?: string;
}

export interface PageRow {
  readonly module: string;
  readonly name: string;
  readonly levels: Permission;
}

/** A part of a page: some rows, and what it says above them. */
export interface Part {
  readonly phrase: Phrase;
  readonly rows: readonly PageRow[];
}

const row = (module: string, name: string, levels: Partial<Permission>): PageRow => ({
  module,
  name,
  levels: { add: "None", edit: "None", delete: "None", inquire: "None", ...levels },
});

const PLAIN: Phrase = {
  meaning: "all",
  title: "Required permissions",
  sentence: "Grant the role the following permissions:",
  cell: "Always",
};
const PLAIN_AGAIN: Phrase = {
  meaning: "all",
  title: "Permissions for every tenant",
  sentence: "Every tenant needs the rows below:",
  cell: "Required",
};

/** A page of three parts, the second under a phrase; it names a function again that the first has. */
export const pageWith = (phrase: Phrase): Part[] => [
  {
    phrase: PLAIN,
    rows: [
      row("Companies", "Contacts", { inquire: "All" }),
      row("Companies", "Company Maintenance", { add: "My", inquire: "All" }),
      row("Sales", "Opportunity", { edit: "All", inquire: "All" }),
    ],
  },
  {
    phrase,
    rows: [
      ...(phrase.meaning === "all" ? [] : [row("Companies", "Contacts", { delete: "All" })]),
      row("Finance", "Invoicing", { edit: "All", inquire: "All" }),
      row("Finance", "Agreements", { inquire: "My" }),
      row("System", "Security", { add: "All", edit: "All", delete: "All", inquire: "All" }),
    ],
  },
  {
    phrase: PLAIN_AGAIN,
    rows: [
      row("Procurement", "Products", { inquire: "All" }),
      row("Procurement", "Purchase Orders", { add: "All", inquire: "All" }),
    ],
  },
];
