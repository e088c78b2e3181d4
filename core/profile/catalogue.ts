import type { FunctionName } from "../model/role";
import { candidates } from "./match";

/**
 * The functions of a security role that vendors' tables and complete matrices name, by module, in the order of the web
 * client. A tenant may have more, fewer and other names: this list only helps to find slips of the pen where no tenant
 * is at hand.
 */
const CATALOGUE: Readonly<Record<string, readonly string[]>> = {
  Companies: [
    "Company Maintenance",
    "Company/Contact Group Maintenance",
    "Configuration - Display Passwords",
    "Configurations",
    "Contacts",
    "CRM/Sales Activities",
    "Import Contacts",
    "Manage Attachments",
    "Management",
    "Notes",
    "Reports",
    "Surveys",
    "Team Members",
    "Tracks",
    "UserCentric",
  ],
  Finance: [
    "Accounting Interface",
    "Agreement Invoicing",
    "Agreement Sales",
    "Agreements",
    "Billing Rate Maintenance",
    "Billing Reconciliation",
    "Billing View Time",
    "Company Finance",
    "Expense Reimbursements",
    "Financial Dashboard",
    "Invoice Approval",
    "Invoicing",
    "Reports",
  ],
  Marketing: ["ConnectWise Campaign", "Marketing Groups", "Marketing Management", "Marketing Reports"],
  Procurement: [
    "Inventory Adjustments",
    "Inventory Transfers",
    "Product Billable Option",
    "Product Catalog",
    "Products",
    "Purchase Orders",
    "Purchasing Demand",
    "Reports",
    "RMA",
    "Serial Numbers",
  ],
  Project: [
    "Close Project",
    "Close Project Tickets",
    "Project Contacts",
    "Project Finance",
    "Project Headers",
    "Project Management",
    "Project Notes",
    "Project Phase",
    "Project Products",
    "Project Reports",
    "Project Scheduling",
    "Project Team",
    "Project Ticket - Dependencies",
    "Project Ticket Tasks",
    "Project Tickets",
  ],
  Sales: [
    "Closed Opportunity",
    "Opportunity",
    "Reports",
    "Sales Dashboard",
    "Sales Funnel",
    "Sales Orders",
    "Sales Orders Finance",
    "Sales Quotas",
  ],
  "Service Desk": [
    "Change Approvals",
    "Close Service Tickets",
    "Knowledge Base",
    "Merge Tickets",
    "Reports",
    "Resource Scheduling",
    "Service Dashboard",
    "Service Tickets",
    "Service Tickets - Dependencies",
    "Service Tickets - Finance",
    "SLA Dashboard",
    "Ticket Templates",
  ],
  System: [
    "API Reports",
    "Custom Menu Entry",
    "Integrator Login",
    "Mass Maintenance",
    "Member Maintenance",
    "My Account",
    "My Company",
    "Report Writer",
    "Security",
    "System Reports",
    "Table Setup",
    "Today Links",
  ],
  "Time & Expense": [
    "Expense Approvals",
    "Expense Billable Option",
    "Expense Report",
    "Expense Report Entry",
    "Reports",
    "Time Approvals",
    "Time Entry",
    "Time Entry Billable Option",
  ],
};

/** Functions that a vendor's page names and the complete matrices don't: not every tenant has them. */
const NOT_EVERYWHERE: readonly (FunctionName & { readonly seenAt: string })[] = [
  { module: "Project", function: "Project Templates", seenAt: "TimeSanity" },
];

export const catalogue: readonly FunctionName[] = Object.entries(CATALOGUE).flatMap(([module, names]) => [
  ...names.map((name) => ({ module, function: name })),
  ...NOT_EVERYWHERE.filter((row) => row.module === module).map((row) => ({ module, function: row.function })),
]);

/** Whether only some tenants have the function, in whatever spelling. */
export const isNotEverywhere = (name: FunctionName): boolean => candidates(name, NOT_EVERYWHERE).length > 0;

/** A tenant's functions that no vendor's table names, in whatever spelling: nobody here knows what they grant. */
export const unseen = (functions: readonly FunctionName[]): FunctionName[] =>
  functions.filter((row) => candidates(row, catalogue).length === 0);

const NAMED = 10;

/** `3 functions this catalogue has not seen: …`, or nothing. */
export function describeUnseen(functions: readonly FunctionName[]): string[] {
  if (functions.length === 0) return [];
  const names = functions.slice(0, NAMED).map(({ module, function: name }) => `${module} › ${name}`);
  const more = functions.length > NAMED ? `, and ${functions.length - NAMED} more` : "";
  const count = `${functions.length} function${functions.length === 1 ? "" : "s"}`;
  return [`${count} this catalogue has not seen: ${names.join(", ")}${more}`];
}
