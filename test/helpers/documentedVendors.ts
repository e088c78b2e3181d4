import { business } from "./transcripts/business";
import { infrastructure } from "./transcripts/infrastructure";
import { serviceDesk } from "./transcripts/serviceDesk";
import { addEditInquire, editInquire, everything, inquire, rows, type Transcript } from "./transcripts/transcript";

/** By the profile's id. */
export const documentedVendors: Readonly<Record<string, Transcript>> = {
  ...business,
  ...infrastructure,
  ...serviceDesk,
  "bitdefender-gravityzone": {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Finance", "Agreements"),
      ...inquire("Procurement", "Products, Product Catalog"),
      ...inquire("Project", "Project Ticket Tasks, Project Tickets"),
      ...rows("All None None All", "Service Desk", "Service Tickets"),
      ...inquire("System", "Table Setup"),
    ],
  },
  commvault: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...addEditInquire("Finance", "Agreements"),
      ...addEditInquire("Procurement", "Product Catalog"),
    ],
    features: { ticketing: addEditInquire("Service Desk", "Service Tickets") },
  },
  crushbank: {
    customize: { "Table Setup": "Service / Service Board, Company / Company Type, Company / Company Status" },
    permissions: [
      ...inquire("Companies", "Company Maintenance, Configuration - Display Passwords, Configurations, Contacts"),
      ...inquire("Companies", "Manage Attachments, Notes"),
      ...inquire("Project", "Project Contacts, Project Headers, Project Management, Project Notes, Project Phase"),
      ...inquire("Project", "Project Ticket - Dependencies, Project Ticket Tasks, Project Tickets"),
      ...inquire("Service Desk", "Close Service Tickets, Merge Tickets, Service Tickets - Dependencies"),
      ...inquire("Service Desk", "Service Tickets, SLA Dashboard, Ticket Templates"),
      ...inquire("System", "Member Maintenance, My Company, Table Setup"),
      ...inquire("Time & Expense", "Time Entry"),
    ],
    features: {
      "smart-classifier": rows("None All None None", "Service Desk", "Service Tickets"),
      "auto-configuration": [
        ...rows("All All All None", "Service Desk", "Service Tickets"),
        ...rows("All All All None", "System", "Table Setup"),
      ],
      "documentation-requests": rows("All All None None", "Service Desk", "Service Tickets"),
      "solve-my-issue": rows(
        "None All None None",
        "Service Desk",
        "Close Service Tickets, Service Tickets - Dependencies, Service Tickets",
      ),
      "ticket-budgeter": rows("None All None None", "Service Desk", "Service Tickets"),
      "kba-articles": inquire("System", "API Reports"),
    },
  },
  "cyberdrain-cow": {
    customize: {
      "Table Setup":
        "Company / Company Status, Company / Company Type, Company / Configuration, Company / Configuration Status",
    },
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...editInquire("Companies", "Configurations"),
      ...inquire("System", "Table Setup"),
    ],
  },
  "gozynta-mobius": {
    customize: {
      "Table Setup":
        "Invoicing / Billing Status, Invoicing / Tax code, General Ledger / Accounting Package, Products / UOM",
    },
    features: {
      "later-revision": [
        ...inquire("Project", "Project Tickets"),
        ...inquire("Service Desk", "Service Tickets"),
        ...inquire("System", "Table Setup"),
      ],
    },
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts, Manage Attachments"),
      ...everything("Finance", "Accounting Interface"),
      ...rows("None All All All", "Finance", "Invoicing"),
      ...inquire("Procurement", "Product Catalog, Products, Purchase Orders"),
      ...inquire("System", "API Reports, Member Maintenance, Table Setup"),
      ...inquire("Time & Expense", "Expense Report Entry, Time Entry"),
    ],
  },
  "gradient-msp": {
    permissions: [
      ...editInquire("Companies", "Company Maintenance, Contacts"),
      ...editInquire("Finance", "Agreements"),
      ...inquire("Finance", "Invoicing"),
      ...editInquire("Procurement", "Product Catalog, Products"),
      ...editInquire("Sales", "Opportunity"),
      ...inquire("Service Desk", "Service Tickets"),
      ...editInquire("System", "Member Maintenance"),
      ...inquire("System", "My Company"),
      ...addEditInquire("System", "Table Setup"),
      ...inquire("Time & Expense", "Time Entry"),
    ],
  },
  immybot: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...inquire("Finance", "Agreements"),
      ...inquire("Procurement", "Product Catalog, Products"),
      ...inquire("System", "API Reports"),
    ],
  },
  msp360: {
    customize: { "Table Setup": "Service / Service Board" },
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...addEditInquire("Finance", "Agreements, Company Finance"),
      ...inquire("Procurement", "Product Catalog, Products"),
      ...addEditInquire("Procurement", "Product Billable Option"),
      ...editInquire("Service Desk", "Close Service Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...inquire("System", "Table Setup"),
    ],
  },
  "n-able-n-central": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...everything("Companies", "Configurations"),
      ...inquire("Procurement", "Product Catalog"),
      ...everything("Service Desk", "Close Service Tickets"),
      ...rows("All None All All", "Service Desk", "Resource Scheduling"),
      ...rows("My My My My", "Service Desk", "Service Tickets"),
      ...inquire("System", "API Reports, Member Maintenance, Table Setup"),
      ...rows("All None None All", "Time & Expense", "Time Entry"),
    ],
    features: {
      "billing-profiles": editInquire("Finance", "Agreements"),
      "time-entries": inquire("Finance", "Billing View Time"),
    },
  },
  "n-able-passportal": {
    permissions: [
      ...everything("Companies", "Company Maintenance, Configurations, Contacts"),
      ...everything("System", "Member Maintenance, Security, Table Setup"),
    ],
  },
  "n-able-rmm": {
    permissions: [
      ...rows("All None All All", "Companies", "Company Maintenance"),
      ...addEditInquire("Companies", "Configurations"),
      ...inquire("Project", "Project Tickets"),
      ...editInquire("Service Desk", "Close Service Tickets"),
      ...everything("Service Desk", "Service Tickets"),
      ...inquire("System", "API Reports, Member Maintenance"),
      ...rows("None None All All", "System", "Table Setup"),
      ...rows("All None All All", "Time & Expense", "Time Entry"),
    ],
  },
  rewst: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Team Members"),
      ...addEditInquire("Companies", "Configurations, Contacts"),
      ...rows("My My My All", "Companies", "Manage Attachments"),
      ...inquire("Finance", "Agreements"),
      ...editInquire("Finance", "Billing View Time"),
      ...addEditInquire("Project", "Project Tickets, Project Ticket - Dependencies"),
      ...editInquire("Project", "Close Project Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets, Service Tickets - Dependencies, Merge Tickets"),
      ...editInquire("Service Desk", "Close Service Tickets"),
      ...inquire("System", "Member Maintenance"),
      ...rows("My My My My", "System", "My Account"),
      ...rows("All None None All", "System", "Table Setup"),
      ...rows("All All My All", "Time & Expense", "Time Entry, Time Entry Billable Option"),
    ],
  },
  "team-gps": {
    customize: { "Table Setup": "Service / Service Board, Service / Surveys - Service" },
    permissions: [
      ...inquire("Companies", "Company Maintenance, Company/Contact Group Maintenance, Contacts"),
      ...rows("All None None All", "Companies", "Surveys"),
      ...addEditInquire("Project", "Project Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...inquire("Service Desk", "Resource Scheduling"),
      ...inquire("System", "API Reports, Member Maintenance"),
      ...rows("All None None All", "System", "Table Setup"),
      ...inquire("Time & Expense", "Time Entry"),
    ],
  },
  "visionary360-accounting-sync": {
    customize: { "Table Setup": "General Ledger / GL Accounts, Invoicing / Billing Terms" },
    permissions: [
      ...inquire("Companies", "Company Maintenance, Manage Attachments"),
      ...everything("Finance", "Accounting Interface"),
      ...inquire("Finance", "Billing View Time"),
      ...rows("None All All All", "Finance", "Invoicing"),
      ...inquire("Procurement", "Inventory Adjustments, Product Catalog, Products, Purchase Orders"),
      ...inquire("Project", "Project Headers"),
      ...inquire("Service Desk", "Service Tickets"),
      ...inquire("System", "Member Maintenance, My Company, Table Setup"),
      ...inquire("Time & Expense", "Expense Report Entry, Time Entry"),
    ],
  },
};
