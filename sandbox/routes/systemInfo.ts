import { byIdentifier } from "../handlers/members";
import { systemInfo } from "../handlers/system";
import {
  departmentLocationsInfo,
  departmentsInfo,
  linksInfo,
  localesInfo,
  locationsInfo,
  membersInfo,
  personasInfo,
  standardNotesInfo,
} from "../infoResources";
import { merged, readable } from "./endpoint";

/** What any member may read to fill pick lists. The tenant has no links, standard notes or personas. */
export const SYSTEM_INFO = merged(
  { "/system/info": { GET: systemInfo } },
  readable("/system/info/departmentlocations", departmentLocationsInfo),
  readable("/system/info/departments", departmentsInfo),
  readable("/system/info/links", linksInfo),
  readable("/system/info/locales", localesInfo),
  readable("/system/info/locations", locationsInfo),
  readable("/system/info/members", membersInfo),
  { "/system/info/members/:memberIdentifier": { GET: byIdentifier(membersInfo) } },
  readable("/system/info/personas", personasInfo),
  readable("/system/info/standardNotes", standardNotesInfo),
);
