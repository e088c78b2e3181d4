import { isDeepStrictEqual } from "node:util";
import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import {
  API_MEMBERS,
  DEPARTMENTS,
  type Item,
  idsOf,
  isItem,
  LOCATIONS,
  MEMBERS,
  type ProbedTenant,
  ROLES,
  rowsOf,
} from "../probedTenant";
import { type Deviation, deviations } from "../published/deviations";
import { shapesOf } from "../published/shapes";
import { isKnown, quoteAnswer } from "../report/quoteAnswer";
import type { Answer } from "../transport";
import { items, sampled } from "./lists";
import { type Probe, type ProbeResult, probeResult } from "./probeResult";

/** The fields of each kind of object, against what is published of the tenant's release. */
export const shapes: Readonly<Record<string, Probe>> = {
  infoShape: (tenant) => probeObject(tenant, "/system/info", "Info"),
  roleShape: (tenant) => all(tenant, ROLES, "SecurityRole"),
  roleInfoShape: (tenant) => all(tenant, "/system/securityroles/info", "SecurityRoleInfo"),
  rowShape: async (tenant) => all(tenant, rowsOf((await tenant.rows()).roleId), "SecurityRoleSetting"),
  mySecurityShape: (tenant) => all(tenant, "/system/mySecurity", "MySecurity"),
  customizeItemShape: (tenant) => all(tenant, "/system/mySecurity/customizeItems/", "MySecurityCustomizeItem"),
  apiMemberShape: (tenant) => few(tenant, API_MEMBERS, "ApiMember"),
  memberShape: (tenant) => few(tenant, MEMBERS, "Member"),
  myMemberShape: (tenant) => probeObject(tenant, "/system/myMembers", "MyMember"),
  myMemberInfoShape: (tenant) => probeObject(tenant, "/system/myMembers/info", "MyMemberInfo"),
  memberInfoShape: (tenant) => few(tenant, "/system/info/members", "MemberInfo"),
  memberTypeShape: (tenant) => few(tenant, "/system/members/types", "MemberType"),
  memberTypeInfoShape: (tenant) => few(tenant, "/system/members/types/info", "MemberTypeInfo"),
  locationShape: (tenant) => all(tenant, LOCATIONS, "Location"),
  locationInfoShape: (tenant) => few(tenant, "/system/info/locations", "LocationInfo"),
  locationPairShape: (tenant) => probeNested(tenant, LOCATIONS, "departments", "LocationDepartment"),
  departmentShape: (tenant) => all(tenant, DEPARTMENTS, "Department"),
  departmentInfoShape: (tenant) => few(tenant, "/system/info/departments", "DepartmentInfo"),
  departmentPairShape: (tenant) => probeNested(tenant, DEPARTMENTS, "locations", "DepartmentLocation"),
  pairInfoShape: (tenant) => few(tenant, "/system/info/departmentlocations", "DepartmentLocationInfo"),
  localeShape: (tenant) => few(tenant, "/system/info/locales", "LocaleInfo"),
  linkShape: (tenant) => few(tenant, "/system/info/links", "LinkInfo"),
  standardNoteShape: (tenant) => few(tenant, "/system/info/standardNotes", "StandardNoteInfo"),
  personaShape: (tenant) => few(tenant, "/system/info/personas", "PersonasInfo"),
  usageShape: async (tenant) => {
    const counted = await probeNested(tenant, LOCATIONS, "usages", "Usage");
    return counted.answer === "published" ? probeNested(tenant, LOCATIONS, "usages/list", "Usage") : counted;
  },
  countShape: (tenant) => probeObject(tenant, `${ROLES}/count`, "Count"),
  projectRoleShape: (tenant) => few(tenant, "/project/securityRoles", "ProjectSecurityRole"),
  projectRoleInfoShape: (tenant) => few(tenant, "/project/securityRoles/info", "ProjectSecurityRoleInfo"),
  projectRowShape: (tenant) => probeNested(tenant, "/project/securityRoles", "settings", "ProjectSecurityRoleSetting"),
};

/** What all kinds of objects have in common. */
export const objects: Readonly<Record<string, Probe>> = {
  async unset(tenant) {
    const values = await optionalTexts(tenant);
    const of = (kind: unknown) => values.filter((value) => value === kind).length;
    const [absent, nulls, blanks] = [of(undefined), of(null), of("")];
    const most = Math.max(absent, nulls, blanks);
    if (most === 0) throw new InconclusiveError("no object lacks a text");
    const evidence = `${absent} left out, ${nulls} null, ${blanks} blank`;
    return probeResult(absent === most ? "absent" : nulls === most ? "null" : "blank", evidence);
  },

  async stamps(tenant) {
    const objects = (await Promise.all([ROLES, LOCATIONS, MEMBERS].map((path) => sampled(tenant, path)))).flat();
    if (objects.length === 0) throw new InconclusiveError("no object is shown");
    const counts = objects.map(({ _info: info }) =>
      isItem(info) ? ["lastUpdated", "updatedBy"].filter((name) => typeof info[name] === "string").length : 0,
    );
    const least = Math.min(...counts);
    return probeResult(least === 2 ? "both" : least === 1 ? "one" : "neither", `${objects.length} objects`);
  },

  async references(tenant) {
    const members = await sampled(tenant, MEMBERS);
    const references = members
      .flatMap((member) => ["securityRole", "defaultLocation", "defaultDepartment"].map((name) => member[name]))
      .filter((value) => isItem(value) && value.id !== null)
      .filter(isItem);
    if (references.length === 0) throw new InconclusiveError("no member has a reference");
    const lacks = (test: (reference: Item) => boolean) => references.filter((reference) => !test(reference)).length;
    const withoutId = lacks(({ id }) => Number.isInteger(id));
    const withoutName = lacks(({ name, identifier }) => typeof (name ?? identifier) === "string");
    const withoutAddress = lacks(
      ({ _info: info }) => isItem(info) && Object.entries(info).some(([name]) => name.endsWith("_href")),
    );
    const evidence = `of ${references.length} ${withoutId} without id, ${withoutName} without name, ${withoutAddress} without address`;
    if (withoutId > 0) return probeResult("without-id", evidence);
    return probeResult(withoutName > 0 ? "id-alone" : withoutAddress > 0 ? "without-address" : "whole", evidence);
  },

  async emptyReference(tenant) {
    const members = await sampled(tenant, MEMBERS);
    const without = members.filter(({ securityRole }) => !isItem(securityRole) || !Number(securityRole.id));
    const [first] = without;
    if (!first) throw new InconclusiveError("each of the first members has a role");
    if (!("securityRole" in first)) return probeResult("absent");
    if (first.securityRole === null) return probeResult("null");
    return probeResult(isItem(first.securityRole) && first.securityRole.id === null ? "id-null" : OTHER);
  },

  async sameObject(tenant) {
    const kinds: ProbeResult[] = [];
    for (const path of [ROLES, LOCATIONS, DEPARTMENTS, API_MEMBERS, MEMBERS, PROJECT_ROLES, MEMBER_TYPES]) {
      const [listed] = await sampled(tenant, path);
      if (!listed) continue;
      const single = await tenant.object(`${path}/${listed.id}`);
      kinds.push(probeResult(comparedTo(single, listed), path));
    }
    if (kinds.length === 0) throw new InconclusiveError("no object is shown");
    return kinds.find(({ answer }) => answer !== "same") ?? probeResult("same", `${kinds.length} kinds of objects`);
  },

  async infoLists(tenant) {
    const lists: readonly (readonly [full: string, info: string])[] = [
      [ROLES, "/system/securityroles/info"],
      [LOCATIONS, "/system/info/locations"],
      [DEPARTMENTS, "/system/info/departments"],
    ];
    const seen: ProbeResult[] = [];
    for (const [full, info] of lists) {
      const [listed, short] = await Promise.all([items(tenant, full), items(tenant, info)]);
      if (listed.length === 0 || listed.length >= 1000) continue;
      if (short.length !== listed.length) seen.push(probeResult(short.length < listed.length ? "fewer" : "more", info));
      const names = new Map(short.map(({ id, name }) => [id, name]));
      const odd = listed.filter(({ id, name }) => names.has(id) && names.get(id) !== name);
      seen.push(probeResult(odd.length > 0 ? "different" : "same", info));
    }
    if (seen.length === 0) throw new InconclusiveError("no list can be compared");
    return seen.find(({ answer }) => answer !== "same") ?? probeResult("same");
  },

  async infoOfOne(tenant) {
    const kinds: readonly (readonly [list: string, one: (id: unknown) => string])[] = [
      [`${ROLES}/info`, (id) => `${ROLES}/${id}/info`],
      [`${MEMBER_TYPES}/info`, (id) => `${MEMBER_TYPES}/${id}/info`],
      [`${PROJECT_ROLES}/info`, (id) => `${PROJECT_ROLES}/${id}/info`],
      ["/system/info/locations", (id) => `/system/info/locations/${id}`],
      ["/system/info/departments", (id) => `/system/info/departments/${id}`],
    ];
    let compared = 0;
    for (const [list, path] of kinds) {
      const [listed] = await sampled(tenant, list);
      if (!listed) continue;
      const answer = await tenant.get(path(listed.id));
      if (answer.status !== 200) return probeResult("refused", `${list}: ${quoteAnswer(answer)}`);
      if (!isDeepStrictEqual(answer.json, listed)) return probeResult("different", list);
      compared++;
    }
    if (compared === 0) throw new InconclusiveError("no list of infos has an item");
    return probeResult("same", `${compared} kinds of objects`);
  },

  async pickLists(tenant) {
    for (const path of ["links", "locales", "standardNotes", "personas"].map((name) => `/system/info/${name}`)) {
      const answer = await tenant.get(path);
      if (answer.status !== 200) return probeResult("refused", `${path}: ${quoteAnswer(answer)}`);
      if (!Array.isArray(answer.json)) return probeResult("wrapped", path);
    }
    return probeResult("array");
  },
};

const PROJECT_ROLES = "/project/securityRoles";
const MEMBER_TYPES = "/system/members/types";

/** What the answers to all the others tell; asked last. */
export const timestamps: Readonly<Record<string, Probe>> = {
  async times(tenant) {
    const times = timesIn(await tenant.observed()).filter((time) => !/T\d\d:\d\d:00/.test(time));
    if (times.length === 0) throw new InconclusiveError("no time tells of seconds");
    const fractions = times.filter((time) => /:\d\d[.,]\d+/.test(time)).length;
    return probeResult(fractions > 0 ? "milliseconds" : "seconds", `${fractions} of ${times.length} with a fraction`);
  },

  async timeZones(tenant) {
    const observed = await tenant.observed();
    const odd = oddTimesIn(observed);
    if (odd > 0) return probeResult(OTHER, `${odd} in another form than ISO 8601`);
    const times = timesIn(observed);
    const offsets = times.filter((time) => /[+-]\d\d:?\d\d$/.test(time)).length;
    const unmarked = times.filter((time) => /\d$/.test(time) && !/[+-]\d\d:?\d\d$/.test(time)).length;
    const evidence = `of ${times.length} times ${offsets} with an offset, ${unmarked} unmarked`;
    return probeResult(offsets > 0 ? "offset" : unmarked > 0 ? "unmarked" : "utc", evidence);
  },
};

async function probeObject(tenant: ProbedTenant, path: string, type: string): Promise<ProbeResult> {
  const answer = await tenant.get(path);
  if (answer.status !== 200) throw new InconclusiveError(`${path} is answered with ${answer.status}`);
  return shapeSeen(tenant, answer.json, type);
}

/** A list of which all is looked at. */
async function all(tenant: ProbedTenant, path: string, type: string): Promise<ProbeResult> {
  return listSeen(tenant, (await tenant.list(path)).items, type);
}

/** A list of which the first ones are. */
async function few(tenant: ProbedTenant, path: string, type: string): Promise<ProbeResult> {
  return listSeen(tenant, (await tenant.sample(path)).items, type);
}

/** The list below the first objects that have one which isn't empty. */
async function probeNested(tenant: ProbedTenant, path: string, name: string, type: string): Promise<ProbeResult> {
  const parents = (await tenant.sample(path)).items.slice(0, 5);
  for (const id of idsOf(parents)) {
    const { items } = await tenant.sample(`${path}/${id}/${name}`);
    if (items.length > 0) return listSeen(tenant, items, type);
  }
  throw new InconclusiveError("the lists are empty");
}

async function listSeen(tenant: ProbedTenant, shown: readonly Item[], type: string): Promise<ProbeResult> {
  if (shown.length === 0) throw new InconclusiveError("the list is empty");
  return shapeSeen(tenant, shown, `list of ${type}`);
}

async function shapeSeen(tenant: ProbedTenant, value: unknown, type: string): Promise<ProbeResult> {
  const all = deviations(shapesOf(tenant.release), value, type);
  const comparable = all.filter(({ published, value }) => published !== LEVELS || typeof value !== "string");
  const deviating =
    comparable.some(isNothing) && (await showsUnset(tenant)) ? comparable.filter((one) => !isNothing(one)) : comparable;
  const worst = KINDS.find(([kind]) => deviating.some((deviation) => deviation.kind === kind));
  const places = [...new Set(deviating.map((one) => placeOf(one, tenant.transport.names)))];
  const more = places.length > MOST_PLACES ? [`and ${places.length - MOST_PLACES} more`] : [];
  const count = Array.isArray(value) ? [`${value.length} looked at`] : [];
  return probeResult(worst?.[1] ?? "published", ...count, ...places.slice(0, MOST_PLACES), ...more);
}

/** Words of levels are a question of their own. */
const LEVELS = "None|My|All";

const isNothing = ({ kind, value }: Deviation): boolean => kind === "null" || value === "";

/** Whether a tenant shows what isn't set: that is one difference, and not one for each kind of object. */
async function showsUnset(tenant: ProbedTenant): Promise<boolean> {
  try {
    return (await objects.unset?.(tenant))?.answer !== "absent";
  } catch (error) {
    if (error instanceof InconclusiveError) return false;
    throw error;
  }
}

/** The graver first. */
const KINDS: readonly (readonly [Deviation["kind"], string])[] = [
  ["type", "other-types"],
  ["too-long", "other-types"],
  ["lacking", "fewer-fields"],
  ["null", "nulls"],
  ["unpublished", "more-fields"],
];
const MOST_PLACES = 8;

/** `securityRole.id: text in place of integer`, without any value. */
function placeOf({ kind, at, published, value }: Deviation, namesOfTenant: ReadonlySet<string>): string {
  const names = at
    .filter((part) => !/^\d+$/.test(part))
    .map((name) => (isKnown(name) ? name : fieldName(name, namesOfTenant)));
  const place = names.join(".") || "the object";
  if (kind === "lacking") return `${place} is missing`;
  if (kind === "unpublished") return `${place} isn't published`;
  if (kind === "too-long") return `${place} is longer than ${published}`;
  return `${place} is ${value === null ? "null" : Array.isArray(value) ? "a list" : typeof value} in place of ${published}`;
}

/** A field that isn't published: its name where it looks like one of the service's, and no word of it is a name of the tenant's. */
function fieldName(name: string, namesOfTenant: ReadonlySet<string>): string {
  const words = name
    .replaceAll(/([A-Z])/g, " $1")
    .toLowerCase()
    .split(/[\s_]+/);
  const isOfService = /^_?[a-z][a-z]*(?:[A-Z][a-z]+){0,5}(?:Id|Flag|_href)?s?$/.test(name);
  return isOfService && !namesOfTenant.has(name.toLowerCase()) && !words.some((word) => namesOfTenant.has(word))
    ? name
    : "a field";
}

/** What the first objects have in each published text that needn't be there. */
async function optionalTexts(tenant: ProbedTenant): Promise<unknown[]> {
  const published = shapesOf(tenant.release);
  const kinds: readonly (readonly [string, string])[] = [
    [ROLES, "SecurityRole"],
    [MEMBERS, "Member"],
    [API_MEMBERS, "ApiMember"],
    [LOCATIONS, "Location"],
  ];
  const found = await Promise.all(
    kinds.map(async ([path, type]) => {
      const texts = Object.entries(published[type] ?? {}).filter(
        ([, { type: of, required }]) => of === "string" && !required,
      );
      return (await sampled(tenant, path)).flatMap((object) => texts.map(([field]) => object[field]));
    }),
  );
  return found.flat();
}

/** How many times of a change were told in another form than of ISO 8601. */
const oddTimesIn = (observed: readonly Answer[]): number =>
  observed.flatMap(({ text }) => [...text.matchAll(/"lastUpdated":\s*(?!"\d{4}-\d\d-\d\dT\d\d:\d\d)/g)]).length;

/** Every time that an answer told. @throws Open */
function timesIn(observed: readonly Answer[]): string[] {
  const times = observed.flatMap(({ text }) => [...text.matchAll(/"(\d{4}-\d\d-\d\dT\d\d:\d\d[^"\s]*)"/g)]);
  if (times.length === 0) throw new InconclusiveError("no object tells a time");
  return times.map(([, time = ""]) => time);
}

function comparedTo(single: Item, listed: Item): string {
  const differs = Object.keys(listed).some((name) => name in single && !isDeepStrictEqual(single[name], listed[name]));
  if (differs) return "different";
  if (Object.keys(listed).some((name) => !(name in single))) return "fewer";
  return Object.keys(single).some((name) => !(name in listed)) ? "more" : "same";
}
