import type { Verb } from "./model/securityRole";

/**
 * The functions a role has a row for, by module, in the order of the web client: modules as listed, names alphabetical
 * (case ignored) within each. Gathered from the permission tables that integration vendors publish and from the complete
 * matrices of N-able RMM and Barracuda Intronis. A tenant's own list differs in details.
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

/** Functions with a "Customize" list in the web client: what the vendors' tables call "Table Setup (customize)". */
const CUSTOMIZABLE = new Set(["System/Table Setup"]);

/** One function of the catalogue as the fields of a setting describe it. */
export interface SecurityFunction {
  readonly module: string;
  readonly name: string;
  readonly moduleIdentifier: string;
  readonly identifier: string;
  readonly customFlag: boolean;
  readonly reportFlag: boolean;
  readonly sortOrder: number;
  /** Verbs that its row has in no role. */
  readonly lacks?: readonly Verb[];
}

/** `Service Desk` → `ServiceDesk`. Assumed: the published description only says that an identifier is a string. */
export const identifierOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, "");

/** Every function as today's releases call it, in the web client's order. */
export const FUNCTIONS: readonly SecurityFunction[] = Object.entries(CATALOGUE)
  .flatMap(([module, names]) => names.map((name) => ({ module, name })))
  .map(({ module, name }, index) => functionOf(module, name, index + 1));

/** A function under the name that a tenant shows for it. */
export function functionOf(module: string, name: string, sortOrder: number): SecurityFunction {
  return {
    module,
    name,
    moduleIdentifier: identifierOf(module),
    identifier: identifierOf(name),
    customFlag: CUSTOMIZABLE.has(`${module}/${name}`),
    reportFlag: name.endsWith("Reports"),
    sortOrder,
  };
}
