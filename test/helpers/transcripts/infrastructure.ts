import { addEditInquire, addInquire, inquire, type Transcript } from "./transcript";

/** Monitoring, backup, security, passwords. */
export const infrastructure: Readonly<Record<string, Transcript>> = {
  "datto-bcdr": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts"),
      ...addEditInquire("Companies", "Configurations"),
      ...inquire("Finance", "Agreements"),
      ...addInquire("Procurement", "Product Catalog"),
      ...inquire("Project", "Project Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
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
  lastpass: {
    permissions: [...inquire("Companies", "Company Maintenance, Contacts"), ...inquire("System", "Table Setup")],
  },
};
