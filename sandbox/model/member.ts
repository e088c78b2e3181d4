import {
  account,
  after,
  customFields,
  date,
  decimal,
  each,
  flag,
  initially,
  integer,
  integers,
  oneOf,
  readOnly,
  reference,
  required,
  requiredAfter,
  requiredOnUpdate,
  type Shape,
  text,
  writeOnly,
} from "./shape";

/** `F` full, `A` API, `C` StreamlineIT, `X` subcontractor. */
const LICENSE_CLASSES = ["F", "A", "C", "X"] as const;

const identity = {
  id: readOnly(integer),
  identifier: required(text(15)),
  notes: text(),
  inactiveFlag: flag,
  inactiveDate: date,
  timeZone: reference(),
  structureLevel: reference(),
  securityLocation: reference("locations"),
  defaultLocation: reference("locations"),
  defaultDepartment: reference("departments"),
  salesDefaultLocation: reference("locations"),
  serviceDefaultBoard: reference(),
  excludedServiceBoardIds: integers,
};

/** `/system/apiMembers`: a member whose licence class is `A`, with the fields an integration needs. */
export const apiMember: Shape = {
  resource: "apiMember",
  fields: {
    ...identity,
    notes: after("2018.5", text()),
    serviceDefaultBoard: after("2018.5", reference()),
    excludedServiceBoardIds: after("2018.5", integers),
    defaultDepartment: after("2018.6", reference("departments")),
    name: requiredOnUpdate(text(30)),
    emailAddress: text(250),
    securityRole: reference("securityRoles"),
    ...each(after("2019.5", flag), "blockPriceFlag", "blockCostFlag"),
  },
};

/** An API member, which has none of these, shows a default address and number too: a member can't be decoded without. */
const contact = {
  ...each(text(250), "officeEmail", "mobileEmail", "homeEmail"),
  primaryEmail: after("2019.5", text(250)),
  defaultEmail: initially("Office", required(oneOf("Office", "Mobile", "Home"))),
  ...each(text(15), "officePhone", "mobilePhone", "homePhone"),
  ...each(text(10), "officeExtension", "mobileExtension", "homeExtension"),
  defaultPhone: initially("Office", required(oneOf("Office", "Mobile", "Home"))),
};

const access = {
  password: writeOnly(text(60)),
  ...each(after("2018.6", text()), "clientId", "token", "stsUserAdminUrl"),
  mapiName: text(),
  phoneSource: after("2019.5", text()),
  ldapUserName: text(50),
  authenticationServiceType: oneOf("AuthAnvil", "GoogleAuthenticator", "Email"),
  phoneIntegrationType: after("2019.5", oneOf("TAPI", "SKYPE", "NONE")),
  ...each(flag, "disableOnlineFlag", "enableMobileFlag", "enableMobileGpsFlag"),
  partnerPortalFlag: after("2018.6", flag),
  ...each(flag, "calendarSyncIntegrationFlag", "timebasedOneTimePasswordActivated", "enableLdapAuthenticationFlag"),
  ldapConfiguration: reference(),
  directionalSync: after("2022.1", reference()),
  ssoSettings: after("2019.5", reference()),
  office365: after("2019.5", account),
  lastLogin: readOnly(text()),
  adminFlag: flag,
};

const work = {
  ...each(reference("members"), "reportsTo", "timeApprover", "expenseApprover"),
  ...each(reference(), "workRole", "workType", "calendar", "serviceLocation", "warehouse", "warehouseBin"),
  ...each(decimal, "billableForecast", "dailyCapacity", "hourlyCost", "hourlyRate", "minimumHours", "scheduleCapacity"),
  ...each(flag, "includeInUtilizationReportingFlag", "requireExpenseEntryFlag", "requireTimeSheetEntryFlag"),
  ...each(flag, "requireStartAndEndTimeOnTimeEntryFlag", "allowInCellEntryOnTimeSheet", "timeReminderEmailFlag"),
  ...each(flag, "enterTimeAgainstCompanyFlag", "allowExpensesEnteredAgainstCompaniesFlag"),
  daysTolerance: integer,
  timeSheetStartDate: date,
  serviceBoardTeamIds: integers,
  memberPersonas: after("2019.4", integers),
  teams: after("2022.1", integers),
};

const defaults = {
  ...each(flag, "restrictLocationFlag", "restrictDepartmentFlag"),
  ...each(reference("locations"), "serviceDefaultLocation", "projectDefaultLocation", "scheduleDefaultLocation"),
  ...each(reference("departments"), "serviceDefaultDepartment", "projectDefaultDepartment"),
  scheduleDefaultDepartment: reference("departments"),
  projectDefaultBoard: reference(),
  excludedProjectBoardIds: integers,
  ...each(flag, "restrictServiceDefaultLocationFlag", "restrictServiceDefaultDepartmentFlag"),
  ...each(flag, "restrictProjectDefaultLocationFlag", "restrictProjectDefaultDepartmentFlag", "restrictScheduleFlag"),
  ...each(flag, "hideMemberInDispatchPortalFlag", "restrictDefaultSalesTerritoryFlag"),
  ...each(flag, "restrictDefaultWarehouseFlag", "restrictDefaultWarehouseBinFlag"),
};

const display = {
  // Never empty: the 2022.1 description requires them, and clients generated from it decode no member without.
  ...each(
    initially("SummaryList", oneOf("SummaryList", "DetailList")),
    "companyActivityTabFormat",
    "invoiceTimeTabFormat",
  ),
  invoiceScreenDefaultTabFormat: initially("ShowInvoicingTab", oneOf("ShowInvoicingTab", "ShowAgreementInvoicingTab")),
  ...each(
    initially("RemainOnInvoicingScreen", oneOf("RemainOnInvoicingScreen", "ShowRecentInvoices")),
    "invoicingDisplayOptions",
    "agreementInvoicingDisplayOptions",
  ),
  globalSearchDefaultTicketFilter: after("2019.5", oneOf("OpenRecords", "ClosedRecords", "AllRecords")),
  globalSearchDefaultSort: after(
    "2019.5",
    oneOf("None", "LastUpdatedDesc", "LastUpdatedAsc", "CreatedDesc", "CreatedAsc"),
  ),
  signature: after("2019.5", text()),
  ...each(after("2019.5", flag), "autoStartStopwatch", "autoPopupQuickNotesWithStopwatch", "useBrowserLanguageFlag"),
  toastNotificationFlag: after("2018.6", flag),
  ...each(reference(), "photo", "reportCard"),
};

/** Accepted when a member is created, to copy another member's screens; the sandbox has no screens to copy. */
const copyOnCreate = {
  ...each(after("2019.5", writeOnly(flag)), "copyPodLayouts", "copySharedDefaultViews", "copyColumnLayoutsAndFilters"),
  fromMemberRecId: after("2019.5", writeOnly(integer)),
  fromMemberTemplateRecId: after("2022.1", writeOnly(integer)),
};

/** `/system/members`, with the fields of the 2025.8 description; lengths and enumerations are those it publishes. `employeeIdentifer` is spelled as the service spells it. */
export const member: Shape = {
  resource: "member",
  fields: {
    ...identity,
    licenseClass: required(oneOf(...LICENSE_CLASSES)),
    firstName: required(text(30)),
    middleInitial: text(1),
    lastName: required(text(30)),
    title: text(50),
    hireDate: required(date),
    employeeIdentifer: text(10),
    vendorNumber: text(),
    country: reference(),
    type: reference("memberTypes"),
    securityRole: requiredAfter("2022.1", reference("securityRoles")),
    ...contact,
    ...access,
    ...work,
    ...defaults,
    ...display,
    ...copyOnCreate,
    customFields: after("2019.5", writeOnly(customFields)),
  },
};

/** `/system/members/types`: a word for what a member is (employee, subcontractor …). */
export const memberType: Shape = {
  resource: "memberType",
  fields: { id: readOnly(integer), name: required(text(30)), inactiveFlag: flag },
};
