/**
 * What PATCH and PUT on `/system/securityRoles/{id}/settings/{id}` do:
 * `writable` sets the levels, as the published project-role settings do; `read-only` refuses, as published;
 * `false-200` answers 200 with the unchanged row.
 */
export const SETTINGS_MODES = ["writable", "read-only", "false-200"] as const;
export type SettingsMode = (typeof SETTINGS_MODES)[number];

/**
 * Where tenants are said to differ, or no public source settles it: each answer can be had, and the first is what a sandbox
 * gives unless told otherwise. Names and answers are those of contract/assumptions.yaml, which says what each is about; those
 * answers that are missing here can't be emulated.
 */
export const QUIRKS = {
  // Connection
  unknownCompany: ["null", "empty", "not-found", "page"],
  companyInfoCodebase: ["slash", "bare"],
  companyInfoFlag: ["flag", "text", "absent"],
  wrongKey: ["as-published", "unauthorized", "not-found", "forbidden"],
  info: ["refused", "answered"],
  noClientId: ["forbidden", "unauthorized", "bad-request", "not-found", "answered"],
  badClientId: ["forbidden", "unauthorized", "bad-request", "not-found", "answered"],
  codebases: ["any", "own"],
  unknownVersion: ["ignored", "refused"],
  currentVersion: ["sent", "absent"],
  contentType: ["json", "vendor", "text"],
  byteOrderMark: ["absent", "present"],
  compression: ["none", "gzip"],
  options: ["refused", "answered"],
  pathCase: ["any-case", "exact"],
  doubleSlash: ["answered", "refused"],
  trailingSlash: ["answered", "refused"],

  // Errors
  errorShape: ["published", "framework", "page"],
  errors: ["null", "absent", "empty"],
  wrongPath: ["no-endpoint", "not-found"],
  unknownId: ["not-found", "other-code", "bad-request", "empty"],
  unknownParent: ["not-found", "empty", "bad-request"],
  unknownRow: ["not-found", "bad-request", "empty"],
  forbidden: ["security", "other-code", "not-found"],

  // Lists
  listBody: ["array", "wrapped"],
  defaultPageSize: ["twenty-five", "more", "fewer"],
  rowsPaged: ["paged", "whole"],
  mySecurityPaged: ["paged", "whole"],
  pageSize: ["honoured", "fewer", "ignored"],
  pageSizeAboveMax: ["capped", "refused", "whole", "default"],
  pageBeyond: ["empty", "not-found", "bad-request", "last", "first"],
  pagesApart: ["apart", "overlap"],
  linkNext: ["named", "absent"],
  linkAddress: ["absolute", "relative", "query"],
  linkHost: ["asked", "other-host"],
  linkForm: ["quoted", "bare", "other-case"],
  linkRelations: ["four", "fewer"],
  linkLast: ["none", "next"],
  onlyPageLink: ["absent", "empty"],
  linkKeepsQuery: ["kept", "lost"],
  forwardOnlyEnd: ["empty", "absent"],
  listOrder: ["ids", "other-order"],
  counts: ["equal", "more", "fewer"],
  rowCount: ["equal", "more", "fewer", "refused"],
  fields: ["cut", "with-info", "whole", "refused"],

  // Conditions
  conditions: ["counted", "ignored", "refused", "empty"],
  names: ["sql-server", "blanks-count", "exact"],
  unsetFlag: ["false", "neither"],
  referenceId: ["counted", "ignored", "refused", "empty"],

  // What objects look like
  unset: ["absent", "null", "blank"],
  times: ["seconds", "milliseconds"],
  timeZones: ["utc", "offset", "unmarked"],
  references: ["whole", "without-address", "id-alone", "without-id"],
  emptyReference: ["id-null", "absent", "null"],
  levelWords: ["three", "more-words", "other-case"],
  missingCells: ["null", "absent", "blank"],
  oneRow: ["same", "refused"],
  inactiveRolesListed: ["listed", "absent"],
  mySecurityMember: ["named", "absent"],
  customizeItems: ["array", "refused", "wrapped"],
  apiMembersListed: ["listed", "absent"],
  inactiveListed: ["listed", "absent"],

  // Writing
  roleMade: ["created", "ok", "empty"],
  roleAddress: ["sent", "absent"],
  newRoleLevels: ["none", "all", "mixed"],
  duplicateName: ["refused", "conflict", "other-code", "made"],
  duplicateCase: ["refused", "made"],
  duplicateBlank: ["refused", "made"],
  nameBlanks: ["kept", "lost", "end-lost"],
  longName: ["refused", "other-code", "cut", "made"],
  allow: ["sent", "absent"],
  putSettings: ["writable", "read-only", "false-200"],
  settingAnswer: ["row", "empty", "former"],
  patchOp: ["any-case", "lower-case"],
  patchSeveral: ["all", "first", "last", "none"],
  subPaths: ["written", "ignored", "refused"],
  patchReference: ["written", "refused", "ignored"],
  roleDeleted: ["no-content", "ok"],
  roleGone: ["gone", "inactive"],
  deletedTwice: ["not-found", "no-content"],
  memberMade: ["created", "ok", "empty"],
  memberMadeInactive: ["inactive", "active"],
  duplicateMember: ["refused", "conflict", "other-code", "made"],
  longIdentifier: ["refused", "cut", "made"],
  badReference: ["refused", "other-code", "ignored", "not-found"],
  notAPair: ["refused", "taken"],
  inactiveHolder: ["deleted", "refused"],
} as const;
export type Quirks = { readonly [Name in keyof typeof QUIRKS]: (typeof QUIRKS)[Name][number] };

/** Every quirk, those that aren't chosen with their first answer. */
export const allQuirks = (...chosen: readonly (Partial<Quirks> | undefined)[]): Quirks =>
  Object.assign(Object.fromEntries(Object.entries(QUIRKS).map(([name, [first]]) => [name, first])), ...chosen);

/** The answers of quirks that are named after a status. */
export const STATUS: Readonly<Record<string, number>> = {
  "bad-request": 400,
  unauthorized: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
};
