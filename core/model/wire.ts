import { z } from "zod";

/**
 * The objects of the API as far as this project reads them. Source: the field names and types of the published
 * description (2025.8). What this project doesn't read may be there or not.
 */
const reference = z.looseObject({ id: z.number().nullish(), name: z.string().nullish() }).nullish();
const flag = z.boolean().nullish();
const cell = z.string().nullish();

export const wireInfo = z.looseObject({ version: z.string() });

export const wireCount = z.looseObject({ count: z.number() });

export const wireRole = z.looseObject({ id: z.number(), name: z.string(), adminFlag: flag, inactiveFlag: flag });

export const wireSetting = z.looseObject({
  id: z.number(),
  moduleName: z.string().nullish(),
  moduleDescription: z.string().nullish(),
  moduleFunctionName: z.string().nullish(),
  moduleFunctionDescription: z.string().nullish(),
  addLevel: cell,
  editLevel: cell,
  deleteLevel: cell,
  inquireLevel: cell,
  /** Only in /system/mySecurity. */
  member: z.looseObject({ identifier: z.string().nullish() }).nullish(),
});

export const wireMember = z.looseObject({
  id: z.number(),
  identifier: z.string(),
  /** Only in /system/apiMembers. */
  name: z.string().nullish(),
  /** Only in /system/members, as is the next. */
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  officeEmail: z.string().nullish(),
  /** Only in /system/apiMembers. */
  emailAddress: z.string().nullish(),
  /** Only in /system/members. */
  licenseClass: z.string().nullish(),
  inactiveFlag: flag,
  securityRole: reference,
  defaultLocation: reference,
  defaultDepartment: reference,
});

export const wireLocation = z.looseObject({ id: z.number(), name: z.string() });

export const wireDepartment = z.looseObject({
  id: z.number(),
  identifier: z.string().nullish(),
  name: z.string().nullish(),
});

export const wireLocationDepartment = z.looseObject({ department: reference });

export const wireCustomizeItem = z.looseObject({
  customizeIdentifier: z.string().nullish(),
  itemIdentifier: z.string().nullish(),
});

export const wireToken = z.looseObject({ publicKey: z.string(), privateKey: z.string() });
