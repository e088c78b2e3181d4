import { isDeepStrictEqual } from "node:util";
import { VERBS } from "../../core/model/level";
import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import {
  API_MEMBERS,
  DEPARTMENTS,
  type Item,
  idsOf,
  isItem,
  itemsOf,
  LOCATIONS,
  MEMBERS,
  type ProbedTenant,
  ROLES,
  rowsOf,
} from "../probedTenant";
import { assertConditions } from "./conditions";
import { GUARDED, unknownRole, unlessAs } from "./errors";
import { items, sampled, unlisted, wholeList } from "./lists";
import { byStatus, noListIn, type Probe, type ProbeResult, probeResult } from "./probeResult";

/** The member whose key is in use. */
export const caller: Readonly<Record<string, Probe>> = {
  async mySecurityList(tenant) {
    const [{ json, status }, roles] = await Promise.all([
      tenant.get(MY_SECURITY, { pageSize: 1000 }),
      tenant.get(ROLES, { pageSize: 2 }),
    ]);
    if (status !== 200) throw new InconclusiveError(`${MY_SECURITY} is answered with ${status}`);
    if (Array.isArray(json)) return probeResult("array");
    if (!Array.isArray(roles.json)) throw new InconclusiveError("no list is an array");
    if (!isItem(json)) throw new InconclusiveError(`${MY_SECURITY} is no object`);
    return probeResult("moduleFunctionName" in json ? "row" : "wrapped");
  },

  async mySecurityMember(tenant) {
    const { items: rows } = await tenant.list(MY_SECURITY);
    if (rows.length === 0) throw new InconclusiveError("the caller has no rows");
    const named = rows.map(({ member }) => (isItem(member) ? (member.id ?? member.identifier) : undefined));
    const without = named.filter((one) => one === undefined).length;
    if (without === rows.length) return probeResult("absent", `${rows.length} rows`);
    if (without > 0 || new Set(named).size > 1)
      return probeResult("several", `${without} of ${rows.length} rows name none`);
    if (!rows.some(({ member }) => isItem(member) && typeof member.identifier === "string"))
      return probeResult("id-alone");
    const me = await myself(tenant).catch(unlessOpen);
    const [member] = rows.map((row) => row.member).filter(isItem);
    const isOther =
      me && member && ((member.identifier ?? me.identifier) !== me.identifier || (member.id ?? me.id) !== me.id);
    return isOther ? probeResult("another") : probeResult("named", `${rows.length} rows`);
  },

  async mySecurityLevels(tenant) {
    const { own, rows } = await ownRows(tenant);
    const levels = (list: readonly Item[]) =>
      list
        .map((row) =>
          JSON.stringify([row.moduleName, row.moduleFunctionName, ...VERBS.map((verb) => row[`${verb}Level`])]),
        )
        .sort();
    if (own.length !== rows.length)
      return probeResult(own.length < rows.length ? "fewer" : "more", `${own.length} of ${rows.length}`);
    return probeResult(isDeepStrictEqual(levels(own), levels(rows)) ? "as-role" : "other-levels");
  },

  async mySecurityIds(tenant) {
    const { own, rows } = await ownRows(tenant);
    return probeResult(isDeepStrictEqual(idsOf(own).sort(), idsOf(rows).sort()) ? "as-role" : "own");
  },

  async myMember(tenant) {
    const answer = await tenant.get(MY_MEMBER);
    if (answer.status !== 200) return noListIn(answer);
    if (Array.isArray(answer.json)) return probeResult("list", `of ${answer.json.length}`);
    return probeResult(isItem(answer.json) ? "object" : OTHER);
  },

  async callerListed(tenant) {
    const me = await myself(tenant);
    const [api, full] = await Promise.all([API_MEMBERS, MEMBERS].map((path) => tenant.get(`${path}/${me.id}`)));
    const isApi = api?.status === 200;
    const isFull = full?.status === 200 && isItem(full.json) && full.json.licenseClass === "A";
    if (isApi && isFull) return probeResult("both");
    return probeResult(isApi ? "api-alone" : full?.status === 200 ? "members-alone" : "neither");
  },

  async customizeItems(tenant) {
    return listSeen(tenant, `${MY_SECURITY}/customizeItems/`);
  },

  async guards(tenant) {
    const { items: own } = await tenant.list(MY_SECURITY);
    const level = (name: string) =>
      own.find((row) => row.moduleName === "System" && row.moduleFunctionName === name)?.inquireLevel;
    let shownCount = 0;
    for (const [name, paths] of Object.entries(GUARDED)) {
      const inquire = level(name);
      if (inquire === undefined || inquire === null) continue;
      for (const path of paths) {
        const { status } = await tenant.get(path, { pageSize: 1 });
        if (status === 403 && inquire !== "None")
          return probeResult("refused", `${path}: Inquire on ${name} isn't None`);
        if (status === 200 && inquire === "None") return probeResult("answered", `${path}: Inquire on ${name} is None`);
        if (status === 403) shownCount++;
      }
    }
    if (shownCount === 0) throw new InconclusiveError("the key lacks none of these functions");
    return probeResult("as-assumed", `${shownCount} paths refused`);
  },
};

export const members: Readonly<Record<string, Probe>> = {
  async apiMembersListed(tenant) {
    const both = await inBothLists(tenant);
    const unlisted = both.filter(({ full }) => full === undefined).length;
    if (unlisted > 0) return probeResult("absent", `${unlisted} of ${both.length}`);
    const odd = both.filter(({ full }) => full?.licenseClass !== "A").length;
    return probeResult(odd > 0 ? "other-class" : "listed", `${both.length} API members`);
  },

  async memberIds(tenant) {
    const both = (await inBothLists(tenant)).filter(({ full }) => full !== undefined);
    if (both.length === 0) throw new InconclusiveError("the list of members has no API member");
    const odd = both.filter(({ api, full }) => full?.id !== api.id).length;
    return probeResult(odd === 0 ? "same" : "different", `${odd} of ${both.length}`);
  },

  async memberAsApiMember(tenant) {
    const other = (await sampled(tenant, MEMBERS)).find(({ licenseClass }) => /^[FCX]$/.test(String(licenseClass)));
    if (!other) throw new InconclusiveError("no other member is shown");
    const answer = unlessAs(await unknownRole(tenant), await tenant.get(`${API_MEMBERS}/${other.id}`));
    return byStatus(answer, {
      200: "shown",
      400: "bad-request",
      404: "not-found",
    });
  },

  async apiMemberNames(tenant) {
    const both = (await inBothLists(tenant)).filter(({ full }) => full !== undefined);
    if (both.length === 0) throw new InconclusiveError("the list of members has no API member");
    const namesOf = (full: Item | undefined) => [
      ...new Set([full?.firstName, full?.lastName].map((name) => String(name ?? "").trim())),
    ];
    // An API member's name has 30 characters, which may be fewer than both names have.
    const joined = both.filter(
      ({ api, full }) => namesOf(full).join(" ").trim().slice(0, 30).trimEnd() === api.name,
    ).length;
    const first = both.filter(({ api, full }) => full?.firstName === api.name).length;
    const evidence = `${joined} of ${both.length}`;
    return probeResult(
      joined === both.length ? "joined" : first === both.length ? "first-name" : "other-text",
      evidence,
    );
  },

  async inactiveListed(tenant) {
    await assertConditions(tenant);
    const listed: string[] = [];
    for (const path of [API_MEMBERS, MEMBERS]) {
      if ((await sampled(tenant, path)).some(isInactive)) {
        listed.push(path);
        continue;
      }
      const query = { conditions: "inactiveFlag=true", ...(await tenant.idsAlone()) };
      const shownMembers = await tenant.list(path, query).then(({ items }) => items, orNone);
      const all = await wholeList(tenant, path);
      const known = new Set(idsOf(all.items));
      if (!all.isWhole || shownMembers.length === 0) continue;
      if (!idsOf(shownMembers).every((id) => known.has(id)))
        return probeResult("absent", `${path}: ${shownMembers.length} inactive ones`);
      // Where the condition is ignored, everything is found by it.
      if (shownMembers.length < known.size) listed.push(path);
    }
    if (listed.length > 0) return probeResult("listed", ...listed);
    for (const path of [API_MEMBERS, MEMBERS]) {
      const { items: all, isWhole } = await wholeList(tenant, path);
      const hidden = isWhole ? await unlisted(tenant, path, all) : [];
      if (hidden.some(isInactive)) return probeResult("absent", "by its id there is one");
    }
    throw new InconclusiveError("no member is inactive");
  },

  async licenceClasses(tenant) {
    const shown = (await sampled(tenant, MEMBERS)).map(({ licenseClass }) => licenseClass);
    if (shown.length === 0) throw new InconclusiveError("no member is shown");
    const others = shown.filter((one) => !["F", "A", "C", "X"].includes(String(one))).length;
    return probeResult(others === 0 ? "four" : "more", `${others} of ${shown.length} members`);
  },

  async memberByIdentifier(tenant) {
    const { identifier, id } = await myself(tenant);
    const path = (text: string) => `${MEMBERS}/${encodeURIComponent(text)}`;
    const name = String(identifier);
    const exact = await tenant.get(path(name));
    if (exact.status !== 200) return byStatus(exact, { 404: "not-found" });
    if (!isItem(exact.json) || exact.json.id !== id) return probeResult(OTHER, "another member");
    const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
    if (other === name) throw new InconclusiveError("the caller's identifier has no letters");
    return byStatus(await tenant.get(path(other)), { 200: "any-case", 404: "exact" });
  },

  async memberInfos(tenant) {
    const [all, infos] = await Promise.all([tenant.count(MEMBERS), tenant.count("/system/info/members")]);
    if (all === infos) return probeResult("all", `${infos}`);
    const active = await tenant.count(MEMBERS, { conditions: "inactiveFlag=false" });
    return probeResult(
      infos === active ? "active" : infos < all ? "fewer" : "more",
      `${infos} of ${all}, ${active} active`,
    );
  },

  async memberUsages(tenant) {
    const { id } = await myself(tenant);
    return listSeen(tenant, `${MEMBERS}/${id}/usages`);
  },

  async withSso(tenant) {
    return listSeen(tenant, `${MEMBERS}/withSso`);
  },

  async defaultApiMember(tenant) {
    const answer = await tenant.get(`${API_MEMBERS}/default`);
    if (answer.status !== 200) return noListIn(answer);
    if (!isItem(answer.json)) return probeResult(OTHER, "no object");
    return probeResult(answer.json.id === 0 ? "zero" : "other-id");
  },
};

export const places: Readonly<Record<string, Probe>> = {
  async pairs(tenant) {
    const { byLocation, byDepartment, locations, departments } = await allPairs(tenant);
    const pairsOfListed = (pairs: readonly string[]) =>
      pairs
        .filter((pair) => {
          const [location, department] = pair.split("-").map(Number);
          return locations.has(location ?? 0) && departments.has(department ?? 0);
        })
        .sort();
    const [locationPairs, departmentPairs] = [pairsOfListed(byLocation), pairsOfListed(byDepartment)];
    return probeResult(
      isDeepStrictEqual(locationPairs, departmentPairs) ? "same" : "different",
      `${locationPairs.length} and ${departmentPairs.length} pairs`,
    );
  },

  async pairInfos(tenant) {
    const { byLocation } = await allPairs(tenant);
    const { items: infos, isWhole } = await tenant.list("/system/info/departmentlocations");
    if (!isWhole) throw new InconclusiveError("there are more than 1,000 pairs");
    const shown = new Set(infos.map(pairOf));
    const missing = byLocation.filter((pair) => !shown.has(pair)).length;
    if (missing > 0) return probeResult("fewer", `${missing} of ${byLocation.length} missing`);
    const { areAll } = await allPairs(tenant);
    return probeResult(areAll && shown.size > byLocation.length ? "more" : "same", `${shown.size} pairs`);
  },

  async memberPlaces(tenant) {
    const { byLocation, locations } = await allPairs(tenant);
    const placed = (await sampled(tenant, MEMBERS)).filter(
      ({ defaultLocation: location, defaultDepartment: department, inactiveFlag }) =>
        isItem(location) && isItem(department) && locations.has(Number(location.id)) && inactiveFlag !== true,
    );
    if (placed.length === 0) throw new InconclusiveError("no active member has a location and a business unit");
    const pairs = new Set(byLocation);
    const odd = placed.filter(
      ({ defaultLocation, defaultDepartment }) =>
        !pairs.has(pairOf({ location: defaultLocation, department: defaultDepartment })),
    );
    return probeResult(odd.length === 0 ? "pairs" : "others", `${odd.length} of ${placed.length} members`);
  },

  async departmentIds(tenant) {
    const { byLocation, locations } = await allPairs(tenant);
    const shown = (await items(tenant, LOCATIONS)).filter(({ id }) => locations.has(Number(id)));
    const listed = shown.filter(({ departmentIds }) => Array.isArray(departmentIds));
    if (listed.length === 0) return probeResult("absent", `${shown.length} locations`);
    const odd = listed.filter(({ id, departmentIds }) => {
      const own = byLocation.filter((pair) => pair.startsWith(`${id}-`)).map((pair) => Number(pair.split("-")[1]));
      return !isDeepStrictEqual([...(departmentIds as number[])].sort(), own.sort());
    });
    return probeResult(odd.length === 0 ? "same" : "different", `${odd.length} of ${listed.length} locations`);
  },
};

const MY_SECURITY = "/system/mySecurity";
const MY_MEMBER = "/system/myMembers";
const MOST_PLACES = 20;

/** @throws Open */
async function myself(tenant: ProbedTenant): Promise<Item> {
  const { json, status } = await tenant.get(MY_MEMBER);
  const me = Array.isArray(json) ? json[0] : json;
  if (status !== 200 || !isItem(me)) throw new InconclusiveError(`${MY_MEMBER} is answered with ${status}`);
  return me;
}

const isInactive = ({ inactiveFlag }: Item): boolean => inactiveFlag === true;

function orNone(error: unknown): Item[] {
  if (!(error instanceof InconclusiveError)) throw error;
  return [];
}

function unlessOpen(error: unknown): undefined {
  if (!(error instanceof InconclusiveError)) throw error;
}

/** What the caller has by its own list, and by its role's. @throws Open */
async function ownRows(tenant: ProbedTenant) {
  const { securityRole: role } = await myself(tenant);
  const { items: own } = await tenant.list(MY_SECURITY);
  if (!isItem(role) || typeof role.id !== "number") throw new InconclusiveError("the caller shows no role");
  const { items: rows } = await tenant.list(rowsOf(role.id));
  return { own, rows };
}

async function listSeen(tenant: ProbedTenant, path: string): Promise<ProbeResult> {
  const answer = await tenant.get(path);
  if (answer.status !== 200) return noListIn(answer);
  return probeResult(Array.isArray(answer.json) ? "array" : "wrapped");
}

/** The first API members, each beside the member of its identifier. @throws Open */
async function inBothLists(tenant: ProbedTenant) {
  await assertConditions(tenant);
  const { items: api } = await tenant.sample(API_MEMBERS);
  const chosen = api.filter(({ identifier }) => /^[\w.@-]+$/.test(String(identifier))).slice(0, 5);
  if (chosen.length === 0) throw new InconclusiveError("no API member is shown");
  return Promise.all(
    chosen.map(async (one) => {
      const answer = await tenant.get(MEMBERS, { conditions: `identifier="${one.identifier}"` });
      const shown = itemsOf(answer);
      if (!shown) throw new InconclusiveError("members can't be asked for by identifier");
      const full = shown.find(({ identifier }) => identifier === one.identifier);
      return { api: one, full };
    }),
  );
}

/** `3-5`: the ids of a location and a business unit. */
const pairOf = ({ location, department }: Item): string =>
  `${isItem(location) ? location.id : ""}-${isItem(department) ? department.id : ""}`;

/** The pairs of the first locations and business units. @throws Open */
async function allPairs(tenant: ProbedTenant) {
  const [locations, departments] = await Promise.all([tenant.list(LOCATIONS), tenant.list(DEPARTMENTS)]);
  const [ofLocations, ofDepartments] = [locations, departments].map(({ items }) => idsOf(items).slice(0, MOST_PLACES));
  const below = async (path: string, name: string, ids: readonly number[] = []) =>
    (await Promise.all(ids.map(async (id) => (await tenant.list(`${path}/${id}/${name}`)).items))).flat().map(pairOf);
  const [byLocation, byDepartment] = await Promise.all([
    below(LOCATIONS, "departments", ofLocations),
    below(DEPARTMENTS, "locations", ofDepartments),
  ]);
  if (byLocation.length === 0) throw new InconclusiveError("no location has a business unit");
  return {
    ...{ byLocation, byDepartment, locations: new Set(ofLocations), departments: new Set(ofDepartments) },
    areAll: locations.items.length <= MOST_PLACES,
  };
}
