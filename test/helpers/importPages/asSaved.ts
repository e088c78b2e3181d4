import { cellALine, page, type SavedPage } from "./savedPage";

const OF_SENTENCES = `Companies | Contacts | NNNA
Companies | Surveys | ANNA
System | Member Maintenance | NNNA
System | Table Setup | ANNA | Service / Service Board; Service / Surveys - Service | ?`;
const NOTE =
  'You may use "Customize" and give access only to "Service / Service Board" and "Service / Surveys - Service".';

export const SAVED_PAGES: readonly SavedPage[] = [
  page(
    "html",
    "a sentence names the module of the table below",
    `<h1>A role for Example Polls</h1><p>Use it as an alternative to the Admin role.</p><ol><li>Open the Companies module, and set what follows:
<table><tr><td>Description<td>Add<td>Edit<td>Delete<td>Inquire<tr><td>Contacts<td>None<td>None<td>None<td>All<tr><td>Surveys<td>All<td>None<td>None<td>All</table>
<li>Choose the System module, and set what follows:
<table><tr><td>Description<td>Add<td>Edit<td>Delete<td>Inquire<tr><td>Member Maintenance<td>None<td>None<td>None<td>All<tr><td>Table Setup*<td>All<td>None<td>None<td>All</table>
<p>*${NOTE}</p></ol>`,
    OF_SENTENCES,
  ),
  page(
    "txt",
    "the same, copied: a cell a line",
    `A role for Example Polls
- Open the Companies module, and set what follows:
${cellALine("Description; Add; Edit; Delete; Inquire; Contacts; None; None; None; All; Surveys; All; None; None; All")}
- Choose the System module, and set what follows:
${cellALine("Description; Add; Edit; Delete; Inquire; Member Maintenance; None; None; None; All; Table Setup*; All; None; None; All")}
*${NOTE}`,
    OF_SENTENCES,
  ),
  page(
    "txt",
    "a cell a line, with blank lines between",
    cellALine(
      "Example Backup; Companies Module; Add Level; Edit Level; Delete Level; Inquire Level; Contacts; None; All; None; All; Notes; None; None; None; All; Finance Module; Add Level; Edit Level; Delete Level; Inquire Level; Agreements; All; All; None; All",
      "\n",
    ),
    "Companies | Contacts | NANA\nCompanies | Notes | NNNA\nFinance | Agreements | AANA",
  ),
  page(
    "txt",
    "rows with single spaces",
    `Example Link needs
Category Sub-category Add Level Edit Level Delete Level Inquire Level
Companies Company Maintenance None None None All
Configurations All All None All
Service Desk Service Tickets All My None All`,
    "Companies | Company Maintenance | NNNA\nCompanies | Configurations | AANA\nService Desk | Service Tickets | AMNA",
  ),
  page(
    "txt",
    "cells that ran into one another",
    `Example Link needs
ModuleSubmoduleADDEDITDELETEINQUIRE
CompaniesCompany Maintenance---All
Service DeskService TicketsAllAll-All`,
    "Companies | Company Maintenance | NNNA\nService Desk | Service Tickets | AANA",
  ),
  page(
    "md",
    "spanning modules, flattened: the first cell of a row is lost",
    `# Example Link

| Category | Sub-category | Add | Edit | Delete | Inquire |
|---|---|---|---|---|---|
| Companies | Company Maintenance | All | None | All | All |
| Configurations | All | All | None | All | |
| System | API Reports | None | None | None | All |
| Table Setup | None | None | My | All | |`,
    "Companies | Company Maintenance | ANAA\nCompanies | Configurations | AANA\nSystem | API Reports | NNNA\nSystem | Table Setup | NNMA",
  ),
  page(
    "txt",
    "blank cells lost in a table of bars",
    `Example Rights
Module | Action | Add | Edit | Inquire |
---|---|---|---|---|
Companies | Contacts | All | ||
Companies | Notes | All | All | All |`,
    "Companies | Contacts | NNNA | ?\nCompanies | Notes | AANA",
  ),
  page(
    "md",
    "a row of bars on several lines, notes in cells",
    `# Example Monitor

| Module | Action | Setting |
|---|---|---|
| Companies | Contacts | Inquire Level set to ALL |
| Companies | Configurations |
Add Level set to ALL
Edit Level set to ALL Inquire Level set to ALL |
| Finance | Agreements | Inquire Level set to ALL
* This permission is only required if billing is in use. |`,
    "Companies | Contacts | NNNA\nCompanies | Configurations | AANA\nFinance | Agreements | NNNA | ?",
  ),
  page(
    "html",
    "no module anywhere, a last column of Customize entries",
    `<h1>Rights for Example Vault</h1><table><tr><th>Module<th>Add Level<th>Edit Level<th>Delete Level<th>Inquire Level<th>Customized
<tr><td>Company Maintenance<td>None<td>None<td>None<td>All<td>
<tr><td>Table setup<td>None<td>None<td>None<td>All<td><ul><li>Company/Company Status<li>Company/Company Type</ul></table>`,
    "Companies | Company Maintenance | NNNA\nSystem | Table Setup | NNNA | Company / Company Status; Company / Company Type",
  ),
  page(
    "html",
    "footnotes, and a second table of Customize entries",
    `<h1>Rights for Example Elevate</h1><table><tr><th>Module<th>Action<th>Add<th>Edit<th>Inquire
<tr><td>Finance<td>Agreements<td><td><td>All († see below)
<tr><td>Companies<td>Contacts<td><td><td>All
<tr><td>System<td>Table Setup (* see below)<td>All<td><td>All</table>
<p>† Only for technicians' mode.</p><p>* See the table for what to customize.</p>
<table><tr><th>Action<th>Allow access to<tr><td>Table Setup<td>General / Manage Hosted API, Service / Service Board</table>`,
    "Finance | Agreements | NNNA | ?\nCompanies | Contacts | NNNA\nSystem | Table Setup | ANNA | General / Manage Hosted API; Service / Service Board",
  ),
  page(
    "html",
    "a paragraph with functions in brackets",
    "<h1>Rights for Example Chat</h1><p>Companies (Company Maintenance - Inquire All, Contacts - Add, Edit and Inquire All), Service Desk (Service Tickets - Add, Edit, Inquire All)</p>",
    "Companies | Company Maintenance | NNNA\nCompanies | Contacts | AANA\nService Desk | Service Tickets | AANA",
  ),
  page(
    "txt",
    "functions of a module, under the level of one verb",
    `Example Archive
1. Set Inquiry level to all for the following functions:
   - Contacts of Companies module
   - Agreements of Finance module
2. Set Edit level to all for the following functions:
   - Agreements of Finance module`,
    "Companies | Contacts | NNNA\nFinance | Agreements | NANA",
  ),
  page(
    "txt",
    "steps that open a module",
    `Example Insight
5. Expand Companies
a. Set Inquire Level to All for Company Maintenance
6. Expand Finance
a. Set Inquire Level to All for Agreements`,
    "Companies | Company Maintenance | NNNA\nFinance | Agreements | NNNA",
  ),
  page(
    "txt",
    "sentences about a line in a module",
    `Example Shield
Make sure that the level is set to "All" for "Inquire Level" on the "API Reports" line within the System Module.`,
    "System | API Reports | NNNA",
  ),
  page(
    "html",
    "tables under conditions, in a page that says when to use it",
    `<h1>Roles for Example Central</h1><p>Use these tables when configuring the integration.</p><h3>Basic</h3>
<table><tr><th>Module<th>Submodule<th>ADD<th>EDIT<th>DELETE<th>INQUIRE<tr><td>Companies<td>Company Maintenance<td>-<td>-<td>-<td>All</table>
<h3>If asset sync is to be enabled</h3>
<table><tr><th>Module<th>Submodule<th>ADD<th>EDIT<th>DELETE<th>INQUIRE<tr><td>Companies<td>Configurations<td>All<td>All<td>-<td>All</table>`,
    "Companies | Company Maintenance | NNNA\nCompanies | Configurations | AANA | ?",
  ),
  page(
    "html",
    "section rows, full access, ticks by their alt texts",
    `<h1>Rights for Example Desk</h1><table><tr><th><th>Add<th>Edit<th>Delete<th>Inquire<tr><td colspan="5">Companies<tr><td>Contacts<td>Full<td>Full<td>None<td>Full
<tr><td>Notes<sup>1</sup><td>All<td>-<td>-<td>All<tr><td colspan="5">Sales<tr><td>Opportunity<td><img alt="tick"><td><img alt="cross"><td><td><img alt="tick"></table><p>(1) Only where notes are synced.</p>`,
    "Companies | Contacts | AANA\nCompanies | Notes | ANNA | ?\nSales | Opportunity | ANNA | ?",
  ),
  page(
    "csv",
    "words for levels",
    `Module,Function,Access
Sales,Opportunity,Add/Edit/Inquire = All
Finance,Agreements,set all to ALL
Finance,Invoicing,Inquire: All (only)`,
    "Sales | Opportunity | AANA\nFinance | Agreements | AAAA\nFinance | Invoicing | NNNA",
  ),
  page(
    "html",
    "today's levels beside those that are needed",
    `<h1>Role</h1><table><tr><th rowspan=2>Module<th rowspan=2>Function<th colspan=4>As delivered<th colspan=4>Minimum
<tr><th>Add<th>Edit<th>Delete<th>Inquire<th>Add<th>Edit<th>Delete<th>Inquire
<tr><td>Companies<td>Contacts<td>All<td>All<td>All<td>All<td>None<td><td>None<td>All
<tr><td>Finance<td>Agreements<td>My<td>None<td>None<td>All<td>My<td>None<td>None<td>All</table>`,
    `Companies | Contacts | NNNA | ?
Finance | Agreements | MNNA`,
  ),
  page(
    "txt",
    "a paragraph with brackets, and conditions around some of them",
    `It has a role of its own. Give it Companies (Contacts - Inquire All) and, for billing customers only, Finance (Agreements - Edit and Inquire All), but not Sales (Opportunity - Inquire All). Project (Project Tickets - Add All) if you sync them, Service Desk (Service Tickets - Inquire All). All others stay at None.`,
    `Companies | Contacts | NNNA
Finance | Agreements | NANA | ?
Sales | Opportunity | NNNN | ?
Project | Project Tickets | ANNN | ?
Service Desk | Service Tickets | NNNA`,
  ),
  page(
    "md",
    "lines of a documentation host's own",
    `# Role
{% tabs %}
{% tab title="Before 2020.1" %}
| Module | Function | Inquire |
|---|---|---|
| Finance | Agreements | All |
{% endtab %}
{% endtabs %}`,
    "Finance | Agreements | NNNA | ?",
  ),
  page(
    "html",
    "hidden rows, and a column for each plan",
    `<h1>Role</h1><table><tr><th>Module<th>Function<th>Add<th>Edit<th>Delete<th>Inquire
<tr><td>Companies<td>Contacts<td>None<td>None<td>None<td>All
<tr style="display: none"><td>Finance<td>Invoicing<td>All<td>All<td>All<td>All</table>
<table><tr><th>Function<th>Tier 1<th>Tier 2<tr><td>Finance &gt; Agreements<td>-<td>Edit All, Inquire All</table>`,
    `Companies | Contacts | NNNA
Finance | Agreements | NANA | ?`,
  ),
  page(
    "md",
    "one column for all levels, called as one verb",
    `| Privilege | Add Level |
|---|---|
| Companies > Contacts | Inquire Level: All |
| Companies > Notes | Add Level: All Inquire Level: My |`,
    `Companies | Contacts | NNNA
Companies | Notes | ANNM`,
  ),
  page(
    "md",
    "a list after a step that ends with saving",
    `Set these permissions to All, then click Save:

- Companies > Contacts: Add, Inquire`,
    "Companies | Contacts | ANNA",
  ),
  page(
    "txt",
    "a cell a line, of one verb alone",
    `Example Clock
None of the modules need Add or Edit, which is why those are left out of the table below.
${cellALine("Module; Action; Inquire Level; Companies; Contacts; All; Companies; Notes; All; System; My Company; All", "\n")}`,
    `Companies | Contacts | NNNA
Companies | Notes | NNNA
System | My Company | NNNA`,
  ),
  page(
    "md",
    "entries of a Customize list after a table, rules and blank lines lost",
    `Module | Action | Inquire Level |
Companies | Contacts | All |
System | Table Setup | All |
Example Clock has to have access to the following under System > Table Setup > Customize
  • General / Auto Sync
  • Service / Service Board`,
    `Companies | Contacts | NNNA
System | Table Setup | NNNA | General / Auto Sync; Service / Service Board`,
  ),
  page(
    "txt",
    "cells of one verb alone that ran into one another",
    `Example Clock needs
Security ModuleEntryInquire Level
CompaniesContactsAll
SystemMy CompanyAll`,
    `Companies | Contacts | NNNA
System | My Company | NNNA`,
  ),
  page(
    "md",
    "a table of bars without the line below its header, rows broken",
    `# Example Clock
Area | Permission | |
Companies |
Contacts: Inquire (All) *Notes: Add/Inquire (All) |
|
System |
My Company: Inquire (All) | |
* only required if you use the portal`,
    `Companies | Contacts | NNNA
Companies | Notes | ANNA | ?
System | My Company | NNNA`,
  ),
  page(
    "md",
    "lists under modules after a level for all, blank lines lost",
    `Give read access (Inquire Level)
Configure Inquire Level permissions for the modules and entries that follow. Set all to All level access:
Companies Module
- Contacts
- Notes
System Module
- My Company`,
    `Companies | Contacts | NNNA
Companies | Notes | NNNA
System | My Company | NNNA`,
  ),
  page(
    "html",
    "a line of a cell for each function, notes' marks before their names",
    `<h1>Role</h1><table><tr><th>Area<th>Permission<tr><td>Companies<td>Contacts: Inquire (All)<br>*Notes: Add/Inquire (All)
<tr><td>Finance<td>**Invoicing: Inquire (All)</table><p>* only required if you use the portal</p><p>** only required if you use the invoices tab</p>`,
    `Companies | Contacts | NNNA
Companies | Notes | ANNA | ?
Finance | Invoicing | NNNA | ?`,
  ),
  page(
    "md",
    "rows without their module's cell, levels in words beside reasons",
    `All of the modules below require 'All' for 'Inquire Level'.

Module | Permission | |
---|---|---|
Companies | Company Maintenance | It looks up companies. |
Contacts | It looks up contacts. | |
Finance | Invoicing | Select All for all levels (Add, Edit, Delete and Inquire). |`,
    `Companies | Company Maintenance | NNNA
Companies | Contacts | NNNA
Finance | Invoicing | AAAA`,
  ),
  page(
    "txt",
    "levels in brackets, several functions of a module on a line",
    `Permissions
- Companies - Company Maintenance: Inquire Level (All), Manage Attachments: Add Level(All), Inquire Level (All)`,
    `Companies | Company Maintenance | NNNA
Companies | Manage Attachments | ANNA`,
  ),
  page(
    "txt",
    "a step for those with the Admin role, functions in steps below it",
    `1. Make a role (step 2) for the keys. Skip this step if you give the member the role "Admin".
   1. Set these permissions and save
      1. Companies > Contacts > Inquire Level (All)
      2. Finance > Agreements > Edit Level (All)`,
    `Companies | Contacts | NNNA
Finance | Agreements | NANN`,
  ),
  page(
    "html",
    "several functions in a sentence, with levels after each or for all",
    `<h1>Example Port</h1><p>The security role needs Companies &gt; Contacts (Inquire: All), Finance &gt; Agreements (Add, Edit and Inquire: All) and Sales &gt; Opportunity (Inquire: My).</p>
<p><b>Set Service Desk &gt; Service Tickets and Project &gt; Project Tickets to All for Edit and Inquire.</b></p>`,
    `Companies | Contacts | NNNA
Finance | Agreements | AANA
Sales | Opportunity | NNNM
Service Desk | Service Tickets | NANA
Project | Project Tickets | NANA`,
  ),
  page(
    "txt",
    "levels before the functions of a sentence",
    `Example Port
Inquire (All): Companies > Contacts, Companies > Notes, System > My Company
Add (All): Companies > Notes
To read what is planned, the member needs inquire access to Service Desk > Service Tickets and Service Desk > Resource Scheduling.`,
    `Companies | Contacts | NNNA
Companies | Notes | ANNA
System | My Company | NNNA
Service Desk | Service Tickets | NNNM | ?
Service Desk | Resource Scheduling | NNNM | ?`,
  ),
  page(
    "txt",
    "steps that open a module and grant verbs without a level",
    `Make a role with these permissions:
    1. Expand Finance and grant Inquire to Agreement Sales
    2. Expand the Service Desk and grant AddEdit, and Inquire to Merge Tickets and Service Tickets.
    3. Expand System and grant Add, and Inquire to Table Setup. Select Customize for Table Setup and make sure that "Company / Company Type" and "Service / Service Board" are set to Allow.`,
    `Finance | Agreement Sales | NNNM | ?
Service Desk | Merge Tickets | MMNM | ?
Service Desk | Service Tickets | MMNM | ?
System | Table Setup | MNNM | Company / Company Type; Service / Service Board | ?`,
  ),
  page(
    "txt",
    "modules and functions in quotation marks, small verbs",
    `Configure the following permissions in the table:
Under “Companies”, set “Company Maintenance” inquiry level to “All”
Under “Service Desk”, set “Close Service Tickets” edit and inquiry levels to “All”`,
    `Companies | Company Maintenance | NNNA
Service Desk | Close Service Tickets | NANA`,
  ),
  page(
    "md",
    "verbs as rows, functions as columns",
    `## Companies

| | Contacts | Configurations |
|---|---|---|
| Add | None | All |
| Edit | None | My |
| Inquire | All | All |`,
    "Companies | Contacts | NNNA\nCompanies | Configurations | AMNA",
  ),
  page(
    "md",
    "levels as rows, modules as columns; levels as columns",
    `| Level | Companies | Project |
|---|---|---|
| Inquire All | Contacts, Notes | Project Tickets |
| Edit All | Notes | |

| Function | All | My | None |
|---|---|---|---|
| Finance > Agreements | Inquire | Edit | Add, Delete |`,
    `Companies | Contacts | NNNA
Companies | Notes | NANA
Project | Project Tickets | NNNA
Finance | Agreements | NMNA`,
  ),
  page(
    "md",
    "a level alone among rows that name verbs",
    `| Module | Function | Access |
|---|---|---|
| Companies | Contacts | Inquire: All |
| Companies | Notes | All |
| Finance | Agreements | Add, Edit: All |`,
    "Companies | Contacts | NNNA\nCompanies | Notes | NNNA | ?\nFinance | Agreements | AANN",
  ),
  page(
    "txt",
    "verbs without a level: one among rows that all say All, and a page that says it for all",
    `Example Port
Companies
- Contacts: Inquire: All
- Notes: Add: All, Inquire: All
- Surveys: Inquire: All
- Team Members: Inquire
Wherever a permission is listed, set it to All; leave everything else at None.
Project
- Project Tickets: Add, Inquire`,
    `Companies | Contacts | NNNA
Companies | Notes | ANNA
Companies | Surveys | NNNA
Companies | Team Members | NNNA
Project | Project Tickets | ANNA`,
  ),
  page(
    "txt",
    "verbs without a level, on a page with My and All",
    `Companies -> Contacts: Add, Edit, Inquire
Companies -> Notes: Add (My), Inquire: All`,
    "Companies | Contacts | MMNM | ?\nCompanies | Notes | MNNA",
  ),
  page(
    "md",
    "rows of bars that go on, on lines of their own; modules alone",
    `We recommend a new API member with a security role of its own. Make a role with the following permissions:
Companies
|
Contacts | Inquire Level = All | To find contacts |
Finance |
Agreements | Inquire Level = All | To list agreements |
Add Level = All | To add what is new |
System
|
My Company
| Inquire Level = All
| To know the name |`,
    "Companies | Contacts | NNNA\nFinance | Agreements | ANNA\nSystem | My Company | NNNA",
  ),
  page(
    "txt",
    "a cell a line, with a reason after each level",
    cellALine(
      "Permission; Level; Purpose; Finance; Agreements; Inquire Level = All; Required to list the agreements of a company; Edit Level = All; Required to change how much of a product an agreement has; Invoicing; Inquire Level = All; Required to know the date of the invoice",
      "\n",
    ),
    "Finance | Agreements | NANA\nFinance | Invoicing | NNNA",
  ),
  page(
    "html",
    "the reason below the name in its cell, a module by half its name",
    `<h1>Role</h1><table><tr><th>Module<th>Permission<th>Inquire<th>Add<th>Edit<th>Delete
<tr><td>Finance<td><div>Agreements</div><div>Block-hour agreements of this month.</div><td>All<td>None<td>None<td>None
<tr><td>Time<td><div>Time Entry</div><div>Time that isn't billed yet.</div><td>All<td>All<td>None<td>None</table>
<p>The app is strictly read-only. If we add more later, we'll update this page.</p>`,
    "Finance | Agreements | NNNA\nTime & Expense | Time Entry | ANNA | ?",
  ),
  page(
    "md",
    "a header that lost its first cell, modules above it",
    `Change the permissions in the categories below and click Save when done.
Companies | ||||
Add Level | Edit Level | Delete Level | Inquire Level | |
Contacts | All | All | None | All |
Notes New! | None | None | None | All |
Finance | ||||
Add Level | Edit Level | Delete Level | Inquire Level | |
Agreements | None | My | None | All |`,
    "Companies | Contacts | AANA\nCompanies | Notes | NNNA\nFinance | Agreements | NMNA",
  ),
  page(
    "md",
    "a flat list of modules and functions",
    `- Companies
- Contacts: Add/Inquire All
- Notes: Inquire All
- Projects
- Project Tickets: Inquire All`,
    "Companies | Contacts | ANNA\nCompanies | Notes | NNNA\nProject | Project Tickets | NNNA",
  ),
  page(
    "md",
    "rows that only their print tells apart",
    `Set the permissions as follows:
Rows in italics are for testers only
Add Level | Edit Level | Delete Level | Inquire Level | ||
Sales | |||||
Opportunity | None | All | None | All | |`,
    "Sales | Opportunity | NANA | ?",
  ),
  page(
    "txt",
    "tables drawn with a ruler, and of a wiki",
    `Module       Function     Add   Inquire
------------ ------------ ----- -------
Companies    Contacts     All   All
Service Desk Merge Tickets      All

||Module||Function||Add||Inquire||
|Finance|Agreements|None|All|`,
    "Companies | Contacts | ANNA\nService Desk | Merge Tickets | NNNA\nFinance | Agreements | NNNA",
  ),
  page(
    "html",
    "what the product does with the rows, in a clause before what it needs",
    `<h1>Examplo and ConnectWise PSA</h1><ol><li>Create a role.<li>Open each module. To copy tickets and clients, Examplo needs:
<ul><li><b>Companies</b><ul><li>Contacts – Add: All, Inquire: All</ul><li><b>Service Desk</b><ul><li>Service Tickets – Edit: All</ul></ul></ol>`,
    "Companies | Contacts | ANNA\nService Desk | Service Tickets | NANN",
  ),
  page(
    "md",
    "what the product is to do, with the product in the clause",
    `# Examplo
It collects hours. So that it can read them, give the role these permissions:
- **Project**
  - Project Tickets (\`Inquire\`: \`All\`)
- **Time & Expense**
  - Time Entry (\`Add\`: \`My\`, \`Inquire\`: \`All\`)`,
    "Project | Project Tickets | NNNA\nTime & Expense | Time Entry | MNNA",
  ),
  page(
    "md",
    "what the reader may do, in a clause before what to set",
    `# Examplo
To copy old quotes, set the levels below:
- **Sales**
  - Opportunity (\`Inquire\`: \`All\`)`,
    "Sales | Opportunity | NNNA | ?",
  ),
  page(
    "md",
    "two things that the product does, each with rows of its own",
    `# Examplo
To copy tickets, Examplo needs these levels:
- Service Desk > Service Tickets (Inquire: All)

To copy quotes, Examplo needs these levels:
- Sales > Opportunity (Inquire: All)`,
    "Service Desk | Service Tickets | NNNA | ?\nSales | Opportunity | NNNA | ?",
  ),
  page(
    "html",
    "levels line by line below names in bold print, for who doesn't use Admin",
    `<h2>Rights for Examplo</h2><p>In case you'd rather not use the Admin role, the list below is the minimum.</p>
<p><strong>Companies &gt; Manage Attachments</strong></p><p>Add Level = All<br>Inquire Level = All</p>
<p><strong>Service Desk &gt; Service Tickets</strong></p><p>Add Level = My<br>Edit Level = My<br>Inquire Level = All</p>`,
    "Companies | Manage Attachments | ANNA\nService Desk | Service Tickets | MMNA",
  ),
  page(
    "html",
    "rows of modules in a table, one with a condition in brackets",
    `<table><tr><td>Function<td>Add<td>Edit<td>Delete<td>Inquire<tr><td colspan=5>COMPANIES
<tr><td>Contacts<td>All<td>None<td>None<td>All<tr><td colspan=5>SALES (optional)<tr><td>Opportunity<td>None<td>All<td>None<td>All
<tr><td colspan=5>SYSTEM<tr><td>My Company<td>None<td>None<td>None<td>All</table>`,
    "Companies | Contacts | ANNA\nSales | Opportunity | NANA | ?\nSystem | My Company | NNNA",
  ),
  page(
    "txt",
    "steps with their reasons, and names with their module after them",
    `Set up the role
1. Under Finance, set Agreements to Edit: All and Inquire: All so that amounts can be written.
2. Examplo only needs a few rights. You'll want to give it Inquire (All) on Company Maintenance and Contacts under Companies.`,
    "Finance | Agreements | NANA\nCompanies | Company Maintenance | NNNA\nCompanies | Contacts | NNNA",
  ),
];
