import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import {
  API_MEMBERS,
  DEPARTMENTS,
  idsOf,
  isItem,
  LOCATIONS,
  MEMBERS,
  NO_ID,
  type ProbedTenant,
  ROLES,
  rowsOf,
} from "../probedTenant";
import { codeOf, quoteAnswer } from "../report/quoteAnswer";
import type { Answer, Observed } from "../transport";
import { byStatus, type Probe, probeResult } from "./probeResult";

/** What a tenant says where it doesn't do what is asked. */
export const errors: Readonly<Record<string, Probe>> = {
  async errorShape(tenant) {
    const answers = await refusals(tenant);
    const odd = answers.find((answer) => shapeOf(answer) !== "published") ?? answers[0];
    if (!odd) throw new InconclusiveError("nothing was refused");
    return probeResult(shapeOf(odd), quoteAnswer(odd));
  },

  async errors(tenant) {
    const about = [await unknownRole(tenant), await tenant.get(ROLES, { conditions: "cwrolesNoField=1" })];
    const kinds = about
      .filter(({ status, json }) => status >= 400 && isItem(json))
      .map(({ json }) => kindOfErrors(json));
    const [first] = kinds;
    if (first === undefined) throw new InconclusiveError("nothing was refused in JSON");
    return probeResult(new Set(kinds).size > 1 ? OTHER : first, [...new Set(kinds)].join(" and "));
  },

  async wrongPath(tenant) {
    const answer = await tenant.get("/system/cwrolesContractCheck");
    const isQuoted = codeOf(answer) === "ConnectWiseApi" && /endpoint does not exist/i.test(answer.text);
    if (answer.status === 404 && codeOf(answer) === undefined) throw new InconclusiveError("the refusal tells no code");
    return byStatus(answer, { 200: "answered", 404: isQuoted ? "no-endpoint" : "not-found" });
  },

  async unknownId(tenant) {
    const answer = await unknownRole(tenant);
    if (answer.status < 300) return probeResult(isNothing(answer) ? "empty" : OTHER, quoteAnswer(answer));
    return byStatus(answer, { 400: "bad-request", 404: codeOf(answer) === "NotFound" ? "not-found" : "other-code" });
  },

  async textId(tenant) {
    return byStatus(await tenant.get(`${ROLES}/cwrolesNoId`), BY_ID);
  },

  async hugeId(tenant) {
    return byStatus(unlessAs(await unknownRole(tenant), await tenant.get(`${ROLES}/99999999999`)), BY_ID);
  },

  async zeroId(tenant) {
    const answer = unlessAs(await unknownRole(tenant), await tenant.get(`${ROLES}/0`));
    return byStatus(answer, { ...BY_ID, 200: "answered" });
  },

  async unknownParent(tenant) {
    const answer = await tenant.get(rowsOf(NO_ID));
    if (answer.status === 200)
      return probeResult(Array.isArray(answer.json) && answer.json.length === 0 ? "empty" : OTHER);
    return byStatus(answer, BY_ID);
  },

  async unknownRow(tenant) {
    const { roleId } = await tenant.rows();
    const answer = await tenant.get(`${rowsOf(roleId)}/${NO_ID}`);
    if (answer.status < 300) return probeResult(isNothing(answer) ? "empty" : OTHER, quoteAnswer(answer));
    return byStatus(answer, BY_ID);
  },

  async foreignRow(tenant) {
    const [ownRole, otherRole] = await tenant.rolesWithRows();
    if (!ownRole || !otherRole) throw new InconclusiveError("there is one role");
    const ownRows = new Set(idsOf(ownRole.rows));
    const foreign = idsOf(otherRole.rows).find((id) => id > 0 && !ownRows.has(id));
    if (foreign === undefined) throw new InconclusiveError("rows of several roles have the same ids");
    const below = rowsOf(Number(ownRole.role.id));
    const answer = unlessAs(await tenant.get(`${below}/${NO_ID}`), await tenant.get(`${below}/${foreign}`));
    return byStatus(answer, { ...BY_ID, 200: "shown" });
  },
};

/** What the answers to all the others say; asked last. */
export const refused: Readonly<Record<string, Probe>> = {
  async forbidden(tenant) {
    const isAboutClientId = (answer: Answer) => /client\s?_?id/i.test(answer.text);
    const isRefused = (answer: Observed) => answer.status === 403 && answer.hasOwnKey && !isAboutClientId(answer);
    const find = () => tenant.transport.observed.find(isRefused);
    for (const path of Object.values(GUARDED).flat()) if (!find()) await tenant.get(path, { pageSize: 1 });
    const found = find();
    if (!found) throw new InconclusiveError("the key lacks nothing that was asked for");
    return byStatus(found, { 403: codeOf(found) === "Security" ? "security" : "other-code" });
  },
};

/** Functions of the module System, and the paths that they guard. */
export const GUARDED: Readonly<Record<string, readonly string[]>> = {
  Security: [ROLES],
  "Member Maintenance": [MEMBERS, API_MEMBERS],
  "My Company": [LOCATIONS, DEPARTMENTS],
  "Table Setup": ["/project/securityRoles", "/system/members/types"],
};

const BY_ID = { 400: "bad-request", 404: "not-found", "5xx": "server-error" };

/**
 * An answer, unless it is just what an id that nothing has gets from a tenant that doesn't answer that with 404: one difference.
 * @throws Open
 */
export function unlessAs(unknown: Answer, answer: Answer): Answer {
  const isSame = unknown.status !== 404 && unknown.status === answer.status && isNothing(unknown) === isNothing(answer);
  if (isSame) throw new InconclusiveError("it gets what an id that nothing has gets");
  return answer;
}

export const unknownRole = (tenant: ProbedTenant) => tenant.get(`${ROLES}/${NO_ID}`);

/** Refusals of several kinds, each once. */
async function refusals(tenant: ProbedTenant): Promise<Answer[]> {
  const answers = [
    await unknownRole(tenant),
    await tenant.get("/system/cwrolesContractCheck"),
    await tenant.get(ROLES, { conditions: "cwrolesNoField=1" }),
    await tenant.get(ROLES, { conditions: "name=(" }),
  ];
  return answers.filter(({ status }) => status >= 400);
}

function shapeOf({ json }: Answer): "published" | "framework" | "page" {
  if (!isItem(json)) return "page";
  const isPublished = typeof json.code === "string" && typeof json.message === "string";
  return isPublished && ["null", "absent", "list", "empty"].includes(kindOfErrors(json)) ? "published" : "framework";
}

function kindOfErrors(json: unknown): string {
  const { errors: fieldErrors } = isItem(json) ? json : {};
  if (fieldErrors === undefined) return "absent";
  if (fieldErrors === null) return "null";
  if (!Array.isArray(fieldErrors)) return "no list";
  return fieldErrors.length === 0 ? "empty" : "list";
}

const isNothing = ({ text, json }: Answer): boolean => text.trim() === "" || json === null;
