import { memberInfo } from "./info";
import { member } from "./member";
import type { Shape } from "./shape";

/** Fields of a member that `MyMember` of the description lacks. */
const NOT_MINE = new Set([
  "autoPopupQuickNotesWithStopwatch",
  "autoStartStopwatch",
  "clientId",
  "globalSearchDefaultSort",
  "globalSearchDefaultTicketFilter",
  "memberPersonas",
  "office365",
  "partnerPortalFlag",
  "phoneIntegrationType",
  "phoneSource",
  "primaryEmail",
  "signature",
  "ssoSettings",
  "stsUserAdminUrl",
  "teams",
  "token",
  "useBrowserLanguageFlag",
]);

/** `/system/myMembers`: the caller. */
export const myMember: Shape = {
  resource: "member",
  fields: Object.fromEntries(Object.entries(member.fields).filter(([name]) => !NOT_MINE.has(name))),
};

/** Fields of a member that `MyMemberInfo` has beside those of `MemberInfo`. */
const MINE = new Set([
  "timeZone",
  "useBrowserLanguageFlag",
  "defaultLocation",
  "defaultDepartment",
  "workRole",
  "workType",
  "dailyCapacity",
  "requireExpenseEntryFlag",
  "requireTimeSheetEntryFlag",
  "requireStartAndEndTimeOnTimeEntryFlag",
  "enterTimeAgainstCompanyFlag",
  "allowExpensesEnteredAgainstCompaniesFlag",
  "serviceDefaultBoard",
  "serviceDefaultLocation",
  "serviceDefaultDepartment",
  "restrictServiceDefaultLocationFlag",
  "restrictServiceDefaultDepartmentFlag",
  "excludedServiceBoardIds",
  "projectDefaultLocation",
  "projectDefaultDepartment",
  "projectDefaultBoard",
  "restrictProjectDefaultLocationFlag",
  "restrictProjectDefaultDepartmentFlag",
  "excludedProjectBoardIds",
  "scheduleDefaultLocation",
  "scheduleDefaultDepartment",
  "scheduleCapacity",
  "serviceLocation",
  "salesDefaultLocation",
  "warehouse",
  "warehouseBin",
  "restrictDefaultWarehouseFlag",
  "restrictDefaultWarehouseBinFlag",
]);

/** `/system/myMembers/info`. */
export const myMemberInfo: Shape = {
  resource: "member",
  fields: {
    ...memberInfo.fields,
    ...Object.fromEntries(Object.entries(member.fields).filter(([name]) => MINE.has(name))),
  },
};
