import { page, type SavedPage } from "./savedPage";

/** Pages whose rows stand in sentences, with names of one word in lists. */
export const PAGES_OF_SENTENCES: readonly SavedPage[] = [
  page(
    "txt",
    "names in a list before their module",
    `Rights for Examplo
Grant Inquire (All) on Notes and Contacts under Companies.
Set Reports, Products & Purchase Orders in the Procurement module to All for Inquire.
Notes/Contacts of the Companies module: Inquire: All
Set both Surveys and Configurations under Companies and Invoicing under Finance to All for Edit.`,
    `Companies | Notes | NNNA
Companies | Contacts | NNNA
Procurement | Reports | NNNA
Procurement | Products | NNNA
Procurement | Purchase Orders | NNNA
Companies | Surveys | NANN
Companies | Configurations | NANN
Finance | Invoicing | NANN`,
  ),
  page(
    "md",
    "names in a list after their module, with slashes and ampersands",
    `# Rights for Examplo
- **Companies**
  - Notes/Contacts: Inquire: All
  - Surveys & Reports (Inquire: My)
- **Sales**
  - Opportunity as well as Reports: Inquire: All`,
    `Companies | Notes | NNNA
Companies | Contacts | NNNA
Companies | Surveys | NNNM
Companies | Reports | NNNM
Sales | Opportunity | NNNA
Sales | Reports | NNNA`,
  ),
  page(
    "txt",
    "a name in one sentence and its levels in the next",
    `Rights for Examplo
Expand the Sales module.
1. Find Opportunity. Change Add Level to All and Inquire Level to All.
2. Find Reports.
3. Set Inquire Level to My.
Under Finance, look for Agreements. It is near the top. Change Edit Level to All.`,
    "Sales | Opportunity | ANNA\nSales | Reports | NNNM\nFinance | Agreements | NANN",
  ),
];
