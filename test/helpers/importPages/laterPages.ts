import type { SavedPage } from "./savedPage";

const page = (ending: SavedPage["ending"], layout: string, text: string, rows: string): SavedPage => ({
  ending,
  layout,
  text,
  rows,
});

const drawn = (role: string, cells: string): string =>
  `<div role="row">${cells
    .split(";")
    .map((cell) => `<div role="${role}"><p>${cell.trim()}</p></div>`)
    .join("")}</div>`;

/** More pages in words of our own; see {@link SavedPage}. */
export const LATER_PAGES: readonly SavedPage[] = [
  page(
    "html",
    "a table drawn with boxes that have roles",
    `<h1>Rights of Examplo</h1><p>The role has:</p><div role="table">${drawn("columnheader", "Module; Function; Add; Edit; Delete; Inquire")}${drawn("cell", "Companies; Notes; ; ; ; All")}${drawn("cell", "Sales; Opportunity; -; All; -; All")}</div>`,
    "Companies | Notes | NNNA\nSales | Opportunity | NANA",
  ),
  page(
    "txt",
    "modules alone between rows of tabs",
    "\tAdd Level\tEdit Level\tDelete Level\tInquire Level\nSales\nOpportunity\t\tAll\t\tAll\nFinance\nAgreements\t\t\t\tAll",
    "Sales | Opportunity | NANA\nFinance | Agreements | NNNA",
  ),
  page(
    "txt",
    "a cell a line without the blank ones",
    "Companies\nFunction\nAdd\nEdit\nDelete\nInquire\nNotes\nAll\nContacts\nMy\nAll",
    "Companies | Notes | NNNN | ?\nCompanies | Contacts | NNNN | ?",
  ),
  page(
    "html",
    "a level before its verb, and None for the others",
    "<p>In the Companies module, set Notes to All under Inquire Level.</p><p>Under Sales, set Opportunity to All for Add and Edit; leave Delete at None.</p><p>Under System, set the Inquire Level of API Reports and Member Maintenance to My.</p>",
    "Companies | Notes | NNNA\nSales | Opportunity | AANN\nSystem | API Reports | NNNM\nSystem | Member Maintenance | NNNM",
  ),
  page(
    "html",
    "a bare level below a sentence that names a verb",
    "<p>Examplo reads the following, so Inquire is enough:</p><h3>Companies</h3><ul><li>Notes: All</li></ul>",
    "Companies | Notes | NNNA | ?",
  ),
  page(
    "html",
    "a sidebar, bylines, a title that speaks of contracts, a word about the Admin role",
    `<title>Pulling contracts into Examplo | Helpdesk</title><aside><h2>More in this chapter</h2></aside><h1>Pulling contracts into Examplo</h1>
<p>Updated two months ago</p><p>The menu shows the new role, as you see in the example below.</p><p>Please never use the Admin role.</p>
<h2>Pulling contracts</h2><table><tr><th>Finance<th>Add<th>Edit<th>Delete<th>Inquire<tr><td>Agreements<td>None<td>None<td>None<td>All</table><p>Everything that isn't named stays at None.</p>`,
    "Finance | Agreements | NNNA",
  ),
  page(
    "html",
    "a box about optional rows, modules with what they are for",
    `<blockquote><h3>About optional rows</h3><p>You may leave those out.</p></blockquote><p>Enter these:</p><p><b>Companies: for matching customers</b></p>
<ul><li>Notes<ul><li>Inquire Level - All</li></ul></li><li>Contacts (Optional): reads people.<ul><li>Inquire Level - All</li></ul></li></ul><p><b>Sales: for quoting</b></p><ul><li>Opportunity<ul><li>Edit Level - All</li></ul></li></ul>`,
    "Companies | Notes | NNNA\nCompanies | Contacts | NNNA | ?\nSales | Opportunity | NANN",
  ),
  page(
    "txt",
    "levels as high as the function's name",
    "Companies\n  • Notes: reads notes.\n  • Add Level - None\n  • Edit Level - My\n  • Inquire Level - All\n  • Contacts: reads people.\n  • Add Level - All\n  • Inquire Level - All",
    "Companies | Notes | NMNA\nCompanies | Contacts | ANNA",
  ),
  page(
    "txt",
    "steps that name a row, and a list whose entries are moved",
    `1. Under the Companies drop down, in the Notes row:
• Change the Edit Level to My.
• Change the Inquire Level to All.
2. Under the System drop down, in the Table Setup row:
• Change the Inquire Level to All.
3. Click customize next to Table Setup and move everything but Service / Service Board to Disallow.`,
    "Companies | Notes | NMNA\nSystem | Table Setup | NNNA | Service / Service Board | ?",
  ),
  page(
    "md",
    "a checklist of entries after a table",
    "## System\n\n| Function | Add | Edit | Delete | Inquire |\n|---|---|---|---|---|\n| Table Setup (customize) | None | None | None | All |\n\nCustomize, allow access to these:\n\n- [x] Service / Priority\n- [ ] Company / Team Role",
    "System | Table Setup | NNNA | Service / Priority",
  ),
  page(
    "md",
    "a table of entries with yes and no",
    "## Companies\n\n| Function | Inquire |\n|---|---|\n| Notes | All |\n\nUnder System > Table Setup, allow those with a yes:\n\n| Category | Entry | Needed |\n|---|---|---|\n| Service | Priority | Yes |\n| Company | Team Role | No |",
    "Companies | Notes | NNNA\nSystem | Table Setup | NNNN | Service / Priority | ?",
  ),
  page(
    "txt",
    "raised digits beside names, the module's cell lost",
    "Module\tFunction\tAdd\tEdit\tDelete\tInquire\tFor\nCompanies\tNotes\tNone\tNone\tNone\tAll\tEverything\nContacts1\tNone\tAll\tNone\tAll\tEverything\n\n1 Only with the address book.",
    "Companies | Notes | NNNA\nCompanies | Contacts | NANA | ?",
  ),
  page(
    "html",
    "ticks, and a sentence that says what they are",
    "<p>A ✓ stands for the level All, a blank cell for None.</p><table><tr><th>Sales<th>Add<th>Edit<th>Delete<th>Inquire<tr><td>Opportunity<td><td>✓<td><td>✓</table>",
    "Sales | Opportunity | NANA",
  ),
  page(
    "html",
    "a no that names one function among steps",
    "<ol><li>Under Companies, set Notes to Inquire: All.<p>Don't grant anything on Security.</p></li><li>Under Sales, set Opportunity to Inquire: All.</li></ol>",
    "Companies | Notes | NNNA\nSales | Opportunity | NNNA",
  ),
  page(
    "html",
    "setup tables listed after a table, with a note between",
    "<p>What follows lists only the rows to change.</p><table><tr><th>Module<th>Function<th>Add<th>Edit<th>Delete<th>Inquire<tr><td>System<td>Table Setup<td>➖<td>➖<td>➖<td>All<tr><td>Companies<td>Notes<td>All<td>➖<td>➖<td>All</table><p>The user gets the following setup tables:</p><p>Allowed ones stand on the left.</p><ul><li>Service / Priority</li><li>Company / Team Role</li></ul>",
    "System | Table Setup | NNNA | Service / Priority; Company / Team Role\nCompanies | Notes | ANNA",
  ),
];
