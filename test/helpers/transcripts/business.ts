import { addEditInquire, addInquire, editInquire, everything, inquire, rows, type Transcript } from "./transcript";

/** Billing, accounting, licences, quotes, documents. */
export const business: Readonly<Record<string, Transcript>> = {
  "check-point-harmony-sase": {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addInquire("Finance", "Agreements"),
      ...addInquire("Procurement", "Product Catalog"),
      ...inquire("System", "Table Setup"),
    ],
  },
  "cloudblue-commerce": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...everything("Finance", "Agreements"),
      ...addEditInquire("Procurement", "Product Catalog"),
      ...inquire("System", "Table Setup, API Reports"),
    ],
  },
  "evo-security": {
    permissions: [
      ...rows("None All None All", "Companies", "Company Maintenance"),
      ...inquire("Companies", "Contacts"),
      ...everything("Finance", "Agreements"),
      ...everything("Procurement", "Product Catalog"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Resource Scheduling, Service Tickets"),
    ],
  },
  "ingram-micro-cloud-marketplace": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...everything("Finance", "Agreements"),
      ...inquire("Finance", "Invoicing"),
      ...addEditInquire("Procurement", "Product Catalog"),
      ...inquire("System", "Table Setup, API Reports"),
    ],
  },
  inky: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...rows("None All None All", "Finance", "Agreements"),
      ...addInquire("Procurement", "Product Catalog"),
    ],
  },
  phin: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...rows("None All None All", "Finance", "Agreements"),
    ],
    features: { "later-revision": addInquire("Companies", "Manage Attachments") },
  },
  "propel-your-msp": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Team Members"),
      ...rows("None All None All", "Companies", "Configurations"),
      ...rows("My None None All", "Companies", "CRM/Sales Activities"),
      ...rows("My None None My", "Companies", "Manage Attachments"),
      ...addInquire("Sales", "Opportunity"),
      ...rows("My None None All", "Service Desk", "Service Tickets"),
      ...inquire("System", "API Reports, Member Maintenance, My Company, Table Setup"),
    ],
    customize: { "Table Setup": "Activities / Activity Type" },
  },
  "scalepad-lifecycle-manager": {
    permissions: [
      ...addEditInquire("Companies", "Company Maintenance, Configurations"),
      ...inquire("Companies", "Contacts, CRM/Sales Activities"),
      ...inquire("Finance", "Agreement Invoicing, Agreements, Invoicing"),
      ...inquire("Procurement", "Products"),
    ],
    features: {
      tickets: [...addEditInquire("Service Desk", "Service Tickets"), ...inquire("System", "Table Setup")],
    },
  },
  "strategy-overview": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts, Notes"),
      ...rows("None All None All", "Companies", "Configurations"),
      ...addInquire("Companies", "Manage Attachments"),
      ...rows("None All None All", "Service Desk", "Service Tickets"),
      ...inquire("System", "Member Maintenance"),
      ...addInquire("System", "Table Setup"),
    ],
  },
  "sync-365": {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Companies", "Contacts"),
      ...inquire("Finance", "Agreement Invoicing, Invoicing"),
      ...addEditInquire("Finance", "Agreements"),
      ...inquire("Procurement", "Product Catalog, Products"),
      ...rows("None All None All", "System", "Table Setup"),
    ],
    features: { notifications: addInquire("Service Desk", "Service Tickets") },
    customize: {
      "Table Setup":
        "Agreements / Agreement Type, Agreements / Batch, Contacts / Contact Type, Service / Priority, Service / Service Board, Service / SLA",
    },
  },
  turbodocx: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Company/Contact Group Maintenance, Configurations, Contacts"),
      ...inquire("Companies", "CRM/Sales Activities, Manage Attachments, Notes, Reports, Team Members"),
      ...inquire("Finance", "Agreement Invoicing, Agreement Sales, Agreements, Billing View Time, Invoicing, Reports"),
      ...inquire("Project", "Close Project, Close Project Tickets, Project Contacts, Project Finance, Project Headers"),
      ...inquire("Project", "Project Management, Project Notes, Project Phase, Project Products, Project Reports"),
      ...inquire("Project", "Project Scheduling, Project Team, Project Ticket - Dependencies, Project Ticket Tasks"),
      ...inquire("Project", "Project Tickets"),
      ...inquire("Sales", "Closed Opportunity, Opportunity, Sales Orders, Sales Orders Finance"),
      ...inquire("Service Desk", "Change Approvals, Close Service Tickets, Merge Tickets, Reports"),
      ...inquire("Service Desk", "Resource Scheduling, Service Tickets, Service Tickets - Finance"),
      ...inquire("System", "Member Maintenance, My Company"),
      ...inquire("Time & Expense", "Time Entry"),
    ],
  },
  wisepay: { unlisted: "keep", permissions: rows("All All None None", "Procurement", "Products") },
  "visionary360-email-reconnector": {
    customize: {
      "Table Setup":
        "Service / Service Board, Activities / Activity Status-CRM, Activities / Activity Type, Company / Company Status",
    },
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...addInquire("Companies", "Manage Attachments"),
      ...addInquire("Service Desk", "Service Tickets"),
      ...inquire("System", "API Reports, Table Setup"),
    ],
    features: {
      activities: addInquire("Companies", "CRM/Sales Activities"),
      "import-users": inquire("System", "Member Maintenance"),
    },
  },
  "visionary360-mass-maintenance-booster": {
    permissions: [
      ...inquire("Companies", "CRM/Sales Activities"),
      ...editInquire("Companies", "Company Maintenance, Contacts"),
      ...editInquire("Finance", "Agreements, Invoicing"),
      ...inquire("Procurement", "Product Catalog, Products"),
      ...inquire("Project", "Project Tickets"),
      ...inquire("Sales", "Opportunity, Sales Orders"),
      ...editInquire("Service Desk", "Close Service Tickets, Service Tickets"),
      ...inquire("System", "API Reports"),
      ...addEditInquire("System", "Table Setup"),
      ...inquire("Time & Expense", "Expense Report Entry, Time Entry"),
    ],
    customize: {
      "Table Setup":
        "Company / Company Status, Company / Company Type, Invoicing / Billing Status, Invoicing / Tax Code, Products / Category, Service / Service Board, Expense / Expense Type, Invoicing / Billing Terms, Invoicing / Email Formats - Invoicing, Time / Work Role",
    },
  },
  infima: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Finance", "Agreements"),
      ...addInquire("Procurement", "Product Catalog"),
    ],
  },
  "crayon-billing-sync": {
    customize: {
      "Table Setup":
        "Company / Company Status, Products / Category, Products / Subcategories, Products / Product Type, Products / UOM",
    },
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Finance", "Agreements"),
      ...addEditInquire("Procurement", "Product Catalog, Products"),
      ...addEditInquire("System", "Table Setup"),
    ],
  },
  nordpass: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...inquire("System", "Table Setup"),
      ...addInquire("Procurement", "Product Catalog"),
      ...addEditInquire("Finance", "Agreements"),
    ],
  },
  nordlayer: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...inquire("System", "Table Setup"),
      ...addInquire("Procurement", "Product Catalog"),
      ...addEditInquire("Finance", "Agreements"),
    ],
  },
};
