import {
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
    name: requiredOnUpdate(text(30)),
    emailAddress: text(250),
    securityRole: reference("securityRoles"),
    blockPriceFlag: flag,
    blockCostFlag: flag,
  },
};

/** An API member, which has none of these, shows a default address and number too: a member can't be decoded without. */
const contact = {
  ...each(text(250), "officeEmail", "mobileEmail", "homeEmail", "primaryEmail"),
  defaultEmail: initially("Office", required(oneOf("Office", "Mobile", "Home"))),
  ...each(text(15), "officePhone", "mobilePhone", "homePhone"),
  ...each(text(10), "officeExtension", "mobileExtension", "homeExtension"),
  defaultPhone: initially("Office", required(oneOf("Office", "Mobile", "Home"))),
};

const access = {
  password: writeOnly(text(60)),
  ...each(text(), "clientId", "token", "stsUserAdminUrl", "mapiName", "phoneSource"),
  ldapUserName: text(50),
  authenticationServiceType: oneOf("AuthAnvil", "GoogleAuthenticator", "Email"),
  phoneIntegrationType: oneOf("TAPI", "SKYPE", "NONE"),
  ...each(flag, "disableOnlineFlag", "enableMobileFlag", "enableMobileGpsFlag", "partnerPortalFlag"),
  ...each(flag, "calendarSyncIntegrationFlag", "timebasedOneTimePasswordActivated", "enableLdapAuthenticationFlag"),
  ...each(reference(), "ldapConfiguration", "directionalSync", "ssoSettings", "office365"),
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
  timeSheetStartDate: text(),
  ...each(integers, "teams", "serviceBoardTeamIds", "memberPersonas"),
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
  ...each(oneOf("SummaryList", "DetailList"), "companyActivityTabFormat", "invoiceTimeTabFormat"),
  // Never empty: a client generated from the description (pyconnectwise) decodes no member without them.
  invoiceScreenDefaultTabFormat: initially("ShowInvoicingTab", oneOf("ShowInvoicingTab", "ShowAgreementInvoicingTab")),
  ...each(
    initially("RemainOnInvoicingScreen", oneOf("RemainOnInvoicingScreen", "ShowRecentInvoices")),
    "invoicingDisplayOptions",
    "agreementInvoicingDisplayOptions",
  ),
  globalSearchDefaultTicketFilter: oneOf("OpenRecords", "ClosedRecords", "AllRecords"),
  globalSearchDefaultSort: oneOf("None", "LastUpdatedDesc", "LastUpdatedAsc", "CreatedDesc", "CreatedAsc"),
  signature: text(),
  ...each(flag, "autoStartStopwatch", "autoPopupQuickNotesWithStopwatch", "toastNotificationFlag"),
  useBrowserLanguageFlag: flag,
  ...each(reference(), "photo", "reportCard"),
};

/** Accepted when a member is created, to copy another member's screens; the sandbox has no screens to copy. */
const copyOnCreate = {
  ...each(writeOnly(flag), "copyPodLayouts", "copySharedDefaultViews", "copyColumnLayoutsAndFilters"),
  ...each(writeOnly(integer), "fromMemberRecId", "fromMemberTemplateRecId"),
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
    ...each(text(10), "employeeIdentifer", "vendorNumber"),
    country: reference(),
    type: reference("memberTypes"),
    securityRole: required(reference("securityRoles")),
    ...contact,
    ...access,
    ...work,
    ...defaults,
    ...display,
    ...copyOnCreate,
  },
};

/** `/system/members/types`: a word for what a member is (employee, subcontractor …). */
export const memberType: Shape = {
  resource: "memberType",
  fields: { id: readOnly(integer), name: required(text(30)), inactiveFlag: flag },
};

/** What `/system/myMembers/info` tells of the caller beside `MemberInfo` (`MyMemberInfo` of the description). */
export const myMemberInfoFields = {
  timeZone: identity.timeZone,
  ...each(reference("locations"), "defaultLocation", "serviceDefaultLocation", "projectDefaultLocation"),
  ...each(reference("departments"), "defaultDepartment", "serviceDefaultDepartment", "projectDefaultDepartment"),
  ...each(flag, "requireExpenseEntryFlag", "requireTimeSheetEntryFlag", "requireStartAndEndTimeOnTimeEntryFlag"),
  ...each(flag, "enterTimeAgainstCompanyFlag", "allowExpensesEnteredAgainstCompaniesFlag", "useBrowserLanguageFlag"),
};
