/**
 * Both source documents, transcribed from their text by hand and apart from the profiles: what a read of the tenant has
 * to show, `module › function: Add Edit Delete Inquire`, in the spelling of the sandbox's tenant. All else is None.
 */
const all = (module: string, functions: string) =>
  functions.split(", ").map((name) => `${module} › ${name}: All All All All`);

const inquire = (module: string, functions: string) =>
  functions.split(", ").map((name) => `${module} › ${name}: None None None All`);

export const documented = {
  "kaseya-quote-manager": [
    ...all("Companies", "Company Maintenance, Company/Contact Group Maintenance, Contacts, Notes, Reports"),
    ...all("Procurement", "Products, Product Catalog, Purchase Orders, Purchasing Demand, Reports"),
    ...all("Sales", "Closed Opportunity, Opportunity, Reports, Sales Orders"),
    ...all("Service Desk", "Close Service Tickets, Merge Tickets, Reports"),
    ...all("Service Desk", "Service Tickets - Dependencies, Service Tickets, Service Tickets - Finance"),
    ...all("System", "API Reports, Member Maintenance, My Account, My Company, System Reports, Table Setup"),
  ].sort(),
  "wise-sync": [
    ...inquire("Companies", "Company Maintenance, Contacts, Manage Attachments"),
    "Finance › Accounting Interface: All All All All",
    "Finance › Invoicing: None All All All",
    ...inquire("Procurement", "Inventory Adjustments, Inventory Transfers, Product Catalog, Products, Purchase Orders"),
    ...inquire("System", "API Reports, Member Maintenance, My Company"),
    "System › Table Setup: None All All All",
    ...inquire("Service Desk", "Service Tickets"),
    ...inquire("Time & Expense", "Expense Report, Reports"),
  ].sort(),
} as const;
