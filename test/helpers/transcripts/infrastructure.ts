import { addEditInquire, addInquire, editInquire, everything, inquire, rows, type Transcript } from "./transcript";

/** Monitoring, backup, security, passwords. */
export const infrastructure: Readonly<Record<string, Transcript>> = {
  "axcient-x360recover": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...inquire("Service Desk", "Close Service Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...inquire("System", "Table Setup"),
    ],
    customize: { "Table Setup": "Service / Priority, Service / Service Board" },
  },
  cyrisma: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Service Tickets"),
      ...inquire("System", "API Reports, Member Maintenance, My Company"),
      ...addInquire("System", "Table Setup"),
    ],
  },
  "datto-bcdr": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...addEditInquire("Companies", "Configurations"),
      ...inquire("Finance", "Agreements"),
      ...addInquire("Procurement", "Product Catalog"),
      ...inquire("Project", "Project Tickets"),
      ...addInquire("Service Desk", "Service Tickets"),
    ],
  },
  "datto-partner-portal": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Company/Contact Group Maintenance, Contacts"),
      ...addEditInquire("Companies", "Configurations"),
      ...addInquire("Finance", "Agreements"),
      ...addInquire("Procurement", "Product Catalog"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...addInquire("System", "Table Setup"),
    ],
  },
  "datto-rmm": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Management"),
      ...addEditInquire("Companies", "Configurations"),
      ...addInquire("Companies", "Manage Attachments"),
      ...rows("None All None All", "Finance", "Agreements"),
      ...inquire("Procurement", "Product Catalog"),
      ...rows("None All None All", "Service Desk", "Close Service Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...inquire("Service Desk", "SLA Dashboard"),
      ...inquire("System", "API Reports, System Reports"),
      ...addInquire("System", "Table Setup"),
    ],
  },
  domotz: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Companies", "Configurations"),
      ...addEditInquire("System", "Table Setup"),
    ],
  },
  easydmarc: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addInquire("Procurement", "Product Catalog"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...everything("Finance", "Agreements"),
      ...inquire("Finance", "Invoicing"),
      ...inquire("System", "Table Setup"),
    ],
  },
  "gozynta-webroot": {
    permissions: [
      ...addEditInquire("Finance", "Agreements"),
      ...inquire("System", "API Reports"),
      ...inquire("Companies", "Company Maintenance"),
      ...inquire("Procurement", "Product Catalog"),
    ],
  },
  guardz: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Service Tickets"),
      ...inquire("System", "Table Setup"),
    ],
  },
  lastpass: {
    customize: { "Table Setup": "Company / Company Status, Company / Company Type, Contact / Contact Type" },
    permissions: [...inquire("Companies", "Company Maintenance, Contacts"), ...inquire("System", "Table Setup")],
  },
  "netwrix-1secure": {
    permissions: [
      ...inquire("System", "Table Setup"),
      ...addInquire("Companies", "Company Maintenance, Manage Attachments"),
      ...addInquire("Service Desk", "Service Tickets"),
    ],
  },
  "netwrix-auditor": {
    permissions: [
      ...inquire("System", "Table Setup"),
      ...addInquire("Companies", "Company Maintenance, Manage Attachments"),
      ...addInquire("Service Desk", "Service Tickets"),
    ],
  },
  ninjaone: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Companies", "Configurations"),
      ...addInquire("Companies", "Contacts"),
      ...addEditInquire("Finance", "Agreements"),
      ...inquire("Procurement", "Product Catalog, Products"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Service Tickets"),
      ...inquire("Service Desk", "SLA Dashboard"),
      ...addEditInquire("System", "Table Setup"),
    ],
  },
  "password-boss": {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Finance", "Agreements"),
      ...inquire("Procurement", "Product Catalog"),
    ],
  },
  perimeters: {
    permissions: [
      ...addEditInquire("Companies", "Company Maintenance"),
      ...inquire("Companies", "Configurations"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Resource Scheduling, Service Tickets - Dependencies"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...inquire("System", "Member Maintenance, My Company, Security, Table Setup"),
    ],
  },
  "watchguard-cloud": {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...everything("Companies", "Configurations"),
      ...addEditInquire("Finance", "Agreements"),
      ...inquire("Finance", "Reports"),
      ...inquire("Procurement", "Product Catalog"),
      ...rows("None All None All", "Procurement", "Products"),
      ...everything("Service Desk", "Close Service Tickets, Service Tickets"),
      ...inquire("Service Desk", "Reports"),
      ...addEditInquire("System", "API Reports, Table Setup"),
      ...inquire("System", "My Company"),
    ],
  },
  "watchguard-clouddr": {
    permissions: [
      ...addEditInquire("Companies", "Company Maintenance"),
      ...inquire("Companies", "Configurations"),
      ...addEditInquire(
        "Service Desk",
        "Close Service Tickets, Resource Scheduling, Service Tickets - Dependencies, Service Tickets",
      ),
      ...inquire("System", "Member Maintenance, My Company, Security, Table Setup"),
    ],
  },
  zorus: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...inquire("Finance", "Agreements"),
      ...inquire("Procurement", "Inventory Adjustments, Product Catalog, Products"),
      ...inquire("System", "Table Setup"),
    ],
  },
  defensx: {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...addEditInquire("Finance", "Agreements"),
      ...everything("Procurement", "Product Catalog"),
      ...addInquire("Procurement", "Products"),
      ...inquire("Project", "Project Ticket - Dependencies, Project Tickets"),
      ...editInquire("Service Desk", "Close Service Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...everything("System", "Table Setup"),
    ],
  },
  dropsuite: {
    permissions: [
      ...addInquire("Companies", "Company Maintenance"),
      ...addEditInquire("Companies", "Configurations"),
      ...rows("All All My All", "Finance", "Agreements"),
      ...addEditInquire("Procurement", "Product Catalog"),
      ...addEditInquire("Project", "Project Tickets, Project Ticket - Dependencies, Close Project Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets, Service Tickets - Finance, Service Tickets - Dependencies"),
      ...addEditInquire("Service Desk", "Close Service Tickets"),
      ...addEditInquire("System", "Table Setup"),
      ...rows("All All My All", "System", "Custom Menu Entry"),
    ],
  },
};
