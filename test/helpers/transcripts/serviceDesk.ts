import { addEditInquire, addInquire, everything, inquire, rows, type Transcript } from "./transcript";

/** Tickets, time, surveys, chat, phones, documentation. */
export const serviceDesk: Readonly<Record<string, Transcript>> = {
  "bvoip-1stream": {
    permissions: [
      ...addEditInquire("Companies", "Company Maintenance, Contacts, CRM/Sales Activities, Notes"),
      ...addInquire("Companies", "Manage Attachments"),
      ...addInquire("Finance", "Agreements"),
      ...inquire("Finance", "Billing View Time"),
      ...addEditInquire("Project", "Project Headers, Project Tickets"),
      ...addEditInquire("Sales", "Opportunity"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Resource Scheduling, Service Tickets"),
      ...inquire("System", "Member Maintenance, My Company"),
      ...addInquire("System", "Table Setup"),
      ...addEditInquire("Time & Expense", "Time Entry"),
    ],
    customize: { "Table Setup": "General / Manage Hosted API" },
  },
  "cloudradial-chat": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Company/Contact Group Maintenance, Contacts, Team Members"),
      ...addEditInquire("Companies", "Manage Attachments, Notes"),
      ...inquire("Project", "Project Management, Project Tickets"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Service Tickets"),
      ...everything("Service Desk", "Resource Scheduling"),
      ...inquire("System", "Member Maintenance, Table Setup"),
    ],
    features: { "initial-setup": rows("All None None None", "System", "Table Setup") },
  },
  "crewhu-metrics-bridge": {
    unlisted: "keep",
    permissions: [
      ...inquire("Finance", "Billing Rate Maintenance, Billing View Time"),
      ...inquire("Project", "Close Project Tickets, Close Project, Project Finance, Project Phase, Project Team"),
      ...inquire("Project", "Project Tickets"),
      ...inquire("Service Desk", "Close Service Tickets, Service Tickets - Finance, SLA Dashboard"),
      ...rows("None All None All", "Service Desk", "Service Tickets"),
      ...inquire("System", "Member Maintenance"),
      ...inquire("Time & Expense", "Expense Report Entry, Time Entry, Time Entry Billable Option"),
    ],
  },
  "cyberfox-autoelevate": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Configurations"),
      ...inquire("Finance", "Billing View Time"),
      ...addEditInquire("Service Desk", "Resource Scheduling"),
      ...rows("My All None All", "Service Desk", "Service Tickets"),
      ...inquire("System", "Member Maintenance, My Company, Table Setup"),
      ...addInquire("Time & Expense", "Time Entry"),
      ...inquire("Time & Expense", "Time Entry Billable Option"),
    ],
    features: {
      "technician-mode": [
        ...inquire("Finance", "Agreements"),
        ...inquire("Service Desk", "Close Service Tickets"),
        ...rows("None All None None", "Time & Expense", "Time Entry"),
      ],
    },
    customize: {
      Configurations: "Managed Server, Managed Workstation",
      "Table Setup": "General / Manage Hosted API, Service / Service Board",
    },
  },
  empath: {
    permissions: [
      ...inquire("System", "Member Maintenance"),
      ...inquire("Companies", "Company Maintenance, Team Members"),
      ...addEditInquire("Companies", "Configurations, Contacts"),
      ...addEditInquire("Service Desk", "Service Tickets, Service Tickets - Dependencies"),
      ...rows("None All None All", "Service Desk", "Close Service Tickets"),
      ...inquire("Service Desk", "Ticket Templates"),
      ...rows("My My My My", "System", "My Account"),
      ...addInquire("System", "Table Setup"),
      ...rows("All All My All", "Time & Expense", "Time Entry, Time Entry Billable Option"),
      ...rows("None All None All", "Finance", "Billing View Time"),
    ],
  },
  "hatz-ai": {
    permissions: [
      ...inquire("Companies", "Company Maintenance"),
      ...rows("My My None My", "Service Desk", "Service Tickets"),
      ...inquire("System", "Member Maintenance, Table Setup"),
    ],
    features: {
      "ai-handlers": [
        ...addEditInquire("Companies", "Configurations"),
        ...everything("Companies", "Contacts, Manage Attachments"),
        ...inquire("Companies", "Team Members"),
        ...inquire("Finance", "Agreements"),
        ...rows("None All None All", "Finance", "Billing View Time"),
        ...rows("None All None All", "Service Desk", "Close Service Tickets"),
        ...everything("Service Desk", "Merge Tickets"),
      ],
    },
  },
  heyhappy: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Company/Contact Group Maintenance, Contacts"),
      ...addInquire("Companies", "Surveys"),
      ...addEditInquire("Project", "Project Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...inquire("Service Desk", "Resource Scheduling"),
      ...inquire("System", "API Reports, Member Maintenance"),
      ...addInquire("System", "Table Setup"),
      ...inquire("Time & Expense", "Time Entry"),
      ...addInquire("Marketing", "Marketing Groups"),
    ],
  },
  hudu: {
    permissions: [
      ...addEditInquire("Companies", "Company Maintenance, Configurations, Contacts"),
      ...inquire("Companies", "Configuration - Display Passwords"),
      ...inquire("Service Desk", "Service Tickets"),
      ...addEditInquire("System", "API Reports"),
      ...inquire("System", "Member Maintenance, Table Setup"),
      ...inquire("Finance", "Agreements"),
    ],
  },
  idemeum: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Configurations"),
      ...rows("None All None All", "Service Desk", "Close Service Tickets"),
      ...addEditInquire("Service Desk", "Resource Scheduling"),
      ...rows("My All None All", "Service Desk", "Service Tickets"),
      ...inquire("System", "Member Maintenance, My Company"),
      ...addInquire("System", "Table Setup"),
      ...addEditInquire("Time & Expense", "Time Entry"),
      ...addInquire("Time & Expense", "Time Entry Billable Option"),
    ],
  },
  labeldesk: {
    permissions: [
      ...inquire("Service Desk", "Service Tickets"),
      ...inquire("Companies", "Company Maintenance, Contacts, Configurations"),
    ],
    features: { "project-tickets": inquire("Project", "Project Tickets") },
  },
  "lifecycle-insights": {
    unlisted: "keep",
    permissions: [...inquire("Companies", "Company Maintenance"), ...inquire("Finance", "Agreements")],
    features: {
      opportunities: [...addInquire("Sales", "Opportunity"), ...inquire("System", "Member Maintenance, Table Setup")],
    },
    customize: {
      "Table Setup":
        "Opportunities / Opportunity Status, Opportunities / Opportunity Type, Opportunities / Opportunity Rating, Opportunities / Sales Probability, Opportunities / Sales Stage",
    },
  },
  "manageengine-endpoint-central": {
    permissions: [...inquire("Companies", "Company Maintenance"), ...inquire("System", "Table Setup")],
    features: {
      "asset-sync": addEditInquire("Companies", "Configurations"),
      "ticket-requests": [
        ...addInquire("Companies", "Manage Attachments"),
        ...addEditInquire("Service Desk", "Service Tickets"),
      ],
    },
  },
  mspcfo: { permissions: inquire("System", "API Reports") },
  "msp-process": {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Company/Contact Group Maintenance, CRM/Sales Activities"),
      ...addEditInquire("Companies", "Contacts, Notes"),
      ...addInquire("Companies", "Manage Attachments"),
      ...inquire("Companies", "Team Members"),
      ...inquire("Project", "Project Tickets"),
      ...addEditInquire("Service Desk", "Close Service Tickets, Service Tickets - Dependencies, Service Tickets"),
      ...addInquire("Service Desk", "Resource Scheduling"),
      ...inquire("Service Desk", "Service Tickets - Finance, SLA Dashboard, Ticket Templates"),
      ...inquire("System", "Member Maintenance, My Company, Table Setup"),
    ],
    features: {
      "configuration-items": inquire("Companies", "Configurations"),
      invoices: inquire("Finance", "Invoicing"),
      "time-entries": [...inquire("Finance", "Agreements"), ...addEditInquire("Time & Expense", "Time Entry")],
    },
  },
  "neo-agent": {
    permissions: [
      ...inquire("Service Desk", "Service Tickets, Service Tickets - Finance, Close Service Tickets"),
      ...inquire("Service Desk", "Resource Scheduling, Merge Tickets, Service Tickets - Dependencies"),
      ...inquire("Project", "Close Project Tickets, Close Project, Project Headers, Project Notes, Project Phase"),
      ...inquire("Project", "Project Tickets, Project Contacts, Project Finance, Project Management, Project Reports"),
      ...inquire("Project", "Project Team, Project Ticket - Dependencies, Project Ticket Tasks"),
      ...inquire("Companies", "Configurations, Contacts, Team Members, Company Maintenance, Manage Attachments"),
      ...inquire("Companies", "Management, Notes, Reports"),
      ...inquire("Time & Expense", "Time Entry, Time Entry Billable Option, Reports"),
      ...inquire("System", "Member Maintenance, Table Setup, My Company"),
      ...inquire("Finance", "Agreements, Billing View Time"),
      ...inquire("Procurement", "Products"),
    ],
    features: {
      write: [
        ...rows("All All None None", "Service Desk", "Close Service Tickets, Service Tickets"),
        ...rows("All All None None", "Service Desk", "Service Tickets - Dependencies, Merge Tickets"),
        ...rows("All All None None", "Companies", "Contacts"),
        ...rows("All All None None", "Time & Expense", "Time Entry"),
      ],
    },
  },
  smileback: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Company/Contact Group Maintenance, Contacts"),
      ...addInquire("Companies", "Surveys"),
      ...addEditInquire("Project", "Project Tickets"),
      ...addEditInquire("Service Desk", "Service Tickets"),
      ...inquire("Service Desk", "Resource Scheduling"),
      ...inquire("System", "API Reports, Member Maintenance"),
      ...addInquire("System", "Table Setup"),
      ...inquire("Time & Expense", "Time Entry"),
      ...addInquire("Marketing", "Marketing Groups"),
    ],
    customize: { "Table Setup": "Service / Service Board, Service / Surveys - Service" },
  },
  "thread-ticket-report": {
    permissions: [...inquire("Companies", "Company Maintenance"), ...inquire("Service Desk", "Service Tickets")],
    features: { "service-boards": inquire("System", "Table Setup") },
    customize: { "Table Setup": "Service / Service Board" },
  },
  timesanity: {
    permissions: [
      ...inquire("Companies", "Company Maintenance, Contacts, Management, Notes, Team Members, Tracks"),
      ...inquire("Finance", "Agreements, Billing Rate Maintenance, Billing View Time, Company Finance"),
      ...inquire("Project", "Close Project, Project Contacts, Project Headers, Project Management, Project Notes"),
      ...inquire("Project", "Project Phase, Project Products, Project Scheduling, Project Team"),
      ...inquire("Project", "Project Ticket - Dependencies, Project Ticket Tasks, Project Tickets"),
      ...inquire("Sales", "Opportunity, Sales Dashboard, Sales Funnel, Sales Orders"),
      ...inquire("Service Desk", "Close Service Tickets, Merge Tickets, Resource Scheduling"),
      ...inquire("Service Desk", "Service Tickets - Dependencies, Service Tickets, SLA Dashboard, Ticket Templates"),
      ...inquire("System", "Member Maintenance, My Company, Table Setup"),
      ...inquire("Time & Expense", "Time Approvals, Time Entry, Time Entry Billable Option"),
    ],
    features: { "project-templates": inquire("Project", "Project Templates") },
    customize: { "Table Setup": "General / Auto Sync, Project / Project Boards" },
  },
};
