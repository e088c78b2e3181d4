import { acceptOf } from "../../tenant/client/credentials";
import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import { API_MEMBERS, isItem, itemsOf, MEMBERS, type ProbedTenant, ROLES, WITHOUT_KEY } from "../probedTenant";
import { codeOf, quoteAnswer } from "../report/quoteAnswer";
import { type Answer, basic } from "../transport";
import { assertConditions } from "./conditions";
import { byStatus, type Probe, probeResult } from "./probeResult";

const INFO = "/system/info";
const accepts = (version: string) => ({ accept: acceptOf(version) });

/** A GUID and a text that nobody has: what is sent with them opens nothing, and locks nothing. */
const NOBODY = { publicKey: "cwrolesContract0", privateKey: "cwrolesContract0", company: "cwroles-contract-check" };

const COMPANY_INFO = ["CompanyName", "Codebase", "VersionCode", "CompanyID", "SiteUrl"];

/** How a tenant is reached, who may ask, and what goes around an answer. */
export const connection: Readonly<Record<string, Probe>> = {
  async companyInfo(tenant) {
    const answer = await tenant.companyInfo();
    const { json } = answer;
    if (answer.status !== 200 || !isItem(json)) return probeResult("page", quoteAnswer(answer));
    const missing = COMPANY_INFO.filter((name) => json[name] === undefined);
    return missing.length > 0 ? probeResult("fewer", `without ${missing.join(", ")}`) : probeResult("published");
  },

  async companyInfoFlag(tenant) {
    const { IsCloud: flag } = await companyInfoOf(tenant);
    if (flag === undefined) return probeResult("absent");
    if (typeof flag === "boolean") return probeResult("flag");
    return /^(true|false)$/i.test(String(flag)) ? probeResult("text") : probeResult(OTHER, `of type ${typeof flag}`);
  },

  async companyInfoCodebase(tenant) {
    const { Codebase: codebase } = await companyInfoOf(tenant);
    if (/^v\d+_\d+\w*\/$/i.test(String(codebase))) return probeResult("slash");
    return /^v\d+_\d+\w*$/i.test(String(codebase)) ? probeResult("bare") : probeResult(OTHER, "no codebase");
  },

  async onPremiseCodebase(tenant) {
    const { Codebase: codebase, IsCloud: flag } = await companyInfoOf(tenant);
    if ((await tenant.isCloud()) || !/^false$/i.test(String(flag)))
      throw new InconclusiveError("it isn't certain to be on premise");
    const name = String(codebase).replace(/\/$/, "").toLowerCase();
    if (name === ON_PREMISE) return probeResult("everywhere");
    return probeResult(/^v\d{4}_\d+/.test(name) ? "release" : OTHER);
  },

  async companyInfoSite(tenant) {
    const { SiteUrl: site } = await companyInfoOf(tenant);
    if (site === undefined) throw new InconclusiveError("company info has no SiteUrl");
    if (typeof site !== "string") return probeResult(OTHER, `of type ${typeof site}`);
    if (/^https?:\/\//i.test(site)) return probeResult("address");
    return probeResult(/^[\w.-]+(:\d+)?$/.test(site) ? "host" : OTHER, "no host");
  },

  async unknownCompany(tenant) {
    const answer = await tenant.unsigned(`/login/companyinfo/${NOBODY.company}`);
    if (answer.status === 200 && answer.text.trim() === "") return probeResult("empty");
    if (answer.status === 200 && answer.json === null) return probeResult("null");
    if (answer.status === 200 && answer.json === undefined) return probeResult("page");
    return byStatus(answer, { 404: "not-found" });
  },

  async companyCase(tenant) {
    const { companyId } = tenant.transport.credentials;
    const own = await tenant.companyInfo();
    if (!isItem(own.json)) throw new InconclusiveError("company info doesn't answer");
    const answer = await tenant.unsigned(`/login/companyinfo/${encodeURIComponent(inOtherCase(companyId))}`);
    return isItem(answer.json) ? probeResult("any-case") : probeResult("exact", quoteAnswer(answer));
  },

  async companyCaseInKey(tenant) {
    const { companyId, publicKey, privateKey } = tenant.transport.credentials;
    const headers = { authorization: basic(inOtherCase(companyId), publicKey, privateKey) };
    return byStatus(await tenant.get(INFO, {}, { headers }), {
      200: "any-case",
      401: "exact",
      403: "exact",
      404: "exact",
    });
  },

  async wrongKey(tenant) {
    const answer = await wrongKeyAnswer(tenant);
    const isCloud = await tenant.isCloud();
    if (answer.status === (isCloud ? 404 : 401)) return probeResult("as-published", quoteAnswer(answer));
    return byStatus(answer, { 401: "unauthorized", 403: "forbidden", 404: "not-found" });
  },

  async wrongKeyWords(tenant) {
    const answer = await wrongKeyAnswer(tenant);
    if (answer.status < 400) throw new InconclusiveError("a wrong key isn't refused");
    if (codeOf(answer) === undefined) throw new InconclusiveError("the refusal tells no code");
    const { json } = answer;
    const [code, words] = (await tenant.isCloud())
      ? ["NotFound", /cannot route/i]
      : ["ConnectWiseApi", /^UserNotAuthenticated$/];
    const isQuoted = isItem(json) && json.code === code && words.test(String(json.message));
    return probeResult(isQuoted ? "quoted" : "other-words", quoteAnswer(answer));
  },

  async noKey(tenant) {
    const answer = await tenant.get(ROLES, { pageSize: 1 }, { headers: { authorization: undefined } });
    const { status } = await wrongKeyAnswer(tenant);
    if (answer.status === status && status >= 400) return probeResult("as-wrong-key");
    return byStatus(answer, { 200: "answered", 401: "unauthorized", 403: "forbidden" });
  },

  async info(tenant) {
    const answer = await tenant.get(INFO, {}, { headers: WITHOUT_KEY });
    return byStatus(answer, { 200: "answered", "4xx": "refused" });
  },

  async noClientId(tenant) {
    return byStatus(await tenant.get(INFO, {}, { headers: { clientid: undefined } }), REFUSALS);
  },

  async badClientId(tenant) {
    return byStatus(await tenant.get(INFO, {}, { headers: { clientid: "no-guid" } }), REFUSALS);
  },

  async clientIdForms(tenant) {
    const clientid = `{${tenant.transport.credentials.clientId.replace(/[{}]/g, "")}}`;
    return byStatus(await tenant.get(INFO, {}, { headers: { clientid } }), { 200: "accepted", "4xx": "refused" });
  },

  async codebases(tenant) {
    if (await tenant.isCloud()) throw new InconclusiveError("it is the cloud, where wrongCodebase says it");
    const answer = await tenant.get(INFO, {}, { codebase: await foreignCodebase(tenant) });
    return byStatus(answer, { 200: "any", "4xx": "own" });
  },

  async wrongCodebase(tenant) {
    if (!(await tenant.isCloud())) throw new InconclusiveError("it isn't the cloud; codebases says it");
    const answer = await tenant.get(INFO, {}, { codebase: await foreignCodebase(tenant) });
    return byStatus(answer, { 200: "answered", "3xx": "redirected", 404: "not-found" });
  },

  async eitherCodebase(tenant) {
    const own = String((await companyInfoOf(tenant)).Codebase ?? "").replace(/\/$/, "");
    if (!/^v\d+_\w+$/i.test(own)) throw new InconclusiveError("company info names no codebase");
    if (own.toLowerCase() === ON_PREMISE) throw new InconclusiveError("company info names v4_6_release itself");
    const answers = await Promise.all([own, ON_PREMISE].map((codebase) => tenant.get(INFO, {}, { codebase })));
    return probeResult(
      answers.every(({ status }) => status === 200) ? "both" : "one",
      answers.map(quoteAnswer).join(" and "),
    );
  },

  async unknownVersion(tenant) {
    return byStatus(await tenant.get(INFO, {}, { headers: accepts("2099.1") }), { 200: "ignored", "4xx": "refused" });
  },

  async olderVersion(tenant) {
    for (const path of [INFO, ROLES, API_MEMBERS, MEMBERS]) {
      const query = path === INFO ? {} : { pageSize: 5 };
      const [now, then] = await Promise.all([
        tenant.get(path, query),
        tenant.get(path, query, { headers: accepts("2019.1") }),
      ]);
      if (now.status === 200 && then.status >= 400) return probeResult("refused", quoteAnswer(then));
      if (fieldsIn(now) !== fieldsIn(then)) return probeResult("fewer", path);
    }
    return probeResult("same");
  },

  async noVersion(tenant) {
    const forms = ["application/json", "*/*"];
    const answers = await Promise.all(forms.map((accept) => tenant.get(INFO, {}, { headers: { accept } })));
    const isAnswered = answers.every(({ status, json }) => status === 200 && isItem(json));
    return isAnswered ? probeResult("answered") : probeResult("refused", ...answers.map(quoteAnswer));
  },

  async currentVersion(tenant) {
    const { headers } = await tenant.get(INFO);
    const version = headers["api-current-version"];
    if (version === undefined) return probeResult("absent");
    return version === tenant.release ? probeResult("sent") : probeResult("other-text", "it isn't the release");
  },

  async contentType(tenant) {
    const answers = await Promise.all([tenant.get(INFO), tenant.get(ROLES, { pageSize: 1000 })]);
    const types = answers.map(
      ({ headers }) => (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
    );
    const type = types.find((one) => one !== JSON_TYPE) ?? JSON_TYPE;
    const charset = answers.map(({ headers }) => /charset="?([\w-]+)/i.exec(headers["content-type"] ?? "")?.[1]);
    if (charset.some((one) => one !== undefined && !/^utf-?8$/i.test(one))) return probeResult(OTHER, "not in UTF-8");
    if (type === JSON_TYPE) return probeResult("json");
    if (type === "application/vnd.connectwise.com+json") return probeResult("vendor");
    return type.startsWith("text/")
      ? probeResult("text")
      : probeResult(OTHER, type === "" ? "none is named" : "another type");
  },

  async byteOrderMark(tenant) {
    const answers = await Promise.all([tenant.get(INFO), tenant.get(ROLES, { pageSize: 1000 })]);
    return probeResult(answers.some(({ hasByteOrderMark }) => hasByteOrderMark) ? "present" : "absent");
  },

  async compression(tenant) {
    const { headers, status } = await tenant.get(ROLES, { pageSize: 1000 }, GZIPPED);
    const coding = headers["content-encoding"] ?? "identity";
    if (status !== 200) throw new InconclusiveError(`roles are answered with ${status}`);
    if (coding === "identity") return probeResult("none");
    return probeResult(coding === "gzip" ? "gzip" : "other-coding");
  },

  async options(tenant) {
    const answer = await tenant.get(ROLES, {}, { method: "OPTIONS" });
    if (answer.status < 300 && answer.headers.allow !== undefined) return probeResult("answered", `${answer.status}`);
    return byStatus(answer, { 405: "refused" });
  },

  async head(tenant) {
    const answer = await tenant.get(INFO, {}, { method: "HEAD" });
    return byStatus(answer, { 200: "answered", "4xx": "refused" });
  },

  async pathCase(tenant) {
    const answers = await Promise.all([tenant.get("/System/Info"), tenant.get("/SYSTEM/SECURITYROLES/COUNT")]);
    return answers.every(({ status }) => status === 200)
      ? probeResult("any-case")
      : probeResult("exact", ...answers.map(quoteAnswer));
  },

  async doubleSlash(tenant) {
    const answers = await Promise.all([tenant.get("//system/info"), tenant.get("/system//info")]);
    return answers.every(({ status }) => status === 200)
      ? probeResult("answered")
      : probeResult("refused", ...answers.map(quoteAnswer));
  },

  async trailingSlash(tenant) {
    const paths = ["/system/info", ROLES, ITEMS];
    const pairs = await Promise.all(paths.map((path) => Promise.all([tenant.get(path), tenant.get(`${path}/`)])));
    const odd = pairs.find(([without, with_]) => without.status !== with_.status);
    return odd ? probeResult("refused", ...odd.map(quoteAnswer)) : probeResult("answered");
  },

  async queryNames(tenant) {
    const [first, second] = await tenant.roles();
    if (!first || !second) throw new InconclusiveError("there is one role");
    await assertConditions(tenant);
    const shown = itemsOf(await tenant.get(ROLES, { PAGESIZE: 1, Conditions: `id=${second.id}` })) ?? [];
    return probeResult(shown.length === 1 && shown[0]?.id === second.id ? "any-case" : "exact");
  },

  async plusSign(tenant) {
    const named = (await tenant.roles()).find(({ name }) => /^[A-Za-z]+( [A-Za-z]+)+$/.test(String(name)));
    if (!named) throw new InconclusiveError("no role has a plain name with a blank");
    const plain = itemsOf(await tenant.get(ROLES, { conditions: `name="${named.name}"` })) ?? [];
    if (plain.length !== 1 || plain[0]?.id !== named.id) throw new InconclusiveError("a role isn't found by its name");
    const written = encodeURIComponent(`name="${named.name}"`).replaceAll("%20", "+");
    const answer = await tenant.get(`${ROLES}?conditions=${written}`);
    const shown = itemsOf(answer);
    if (!shown) return probeResult(OTHER, quoteAnswer(answer));
    return probeResult(shown.length === 1 && shown[0]?.id === named.id ? "blank" : "plus");
  },

  async longAddress(tenant) {
    const answer = await tenant.get(ROLES, { conditions: `name="${"x".repeat(17 * 1024)}"` });
    if (answer.status === 431) throw new InconclusiveError("something on the way refuses it with 431");
    return byStatus(answer, { 200: "answered", 400: "bad-request", 404: "not-found", 414: "too-long" });
  },
};

/** What the answers to all the others say; asked last. */
export const observed: Readonly<Record<string, Probe>> = {
  async rateHeaders(tenant) {
    const names = (await tenant.observed()).flatMap(({ headers }) =>
      Object.keys(headers).filter((name) => LIMIT.test(name)),
    );
    return names.length > 0 ? probeResult("sent", `in ${names.length} answers`) : probeResult("none", "in no answer");
  },

  async rateLimit({ transport }) {
    const met = transport.observed.find(({ status }) => status === 429);
    if (!met) throw new InconclusiveError("no answer was 429");
    const after = met.headers["retry-after"];
    if (after === undefined) return probeResult("absent");
    if (/^\d+$/.test(after)) return probeResult("seconds");
    return probeResult(Number.isNaN(Date.parse(after)) ? OTHER : "date");
  },

  async redirects(tenant) {
    const count = (await tenant.observed()).filter(({ status }) => status >= 300 && status < 400).length;
    return count > 0 ? probeResult("some", `${count} answers`) : probeResult("none");
  },
};

const LIMIT = /rate-?limit/;
const GZIPPED = { headers: { "accept-encoding": "gzip" }, asItCame: true };
const JSON_TYPE = "application/json";
const ITEMS = "/system/mySecurity/customizeItems";
const ON_PREMISE = "v4_6_release";
const REFUSALS = { 200: "answered", 400: "bad-request", 401: "unauthorized", 403: "forbidden", 404: "not-found" };

/** Neither a real public key nor a real company is in it, so that nobody's is locked. */
const wrongKeyAnswer = (tenant: ProbedTenant): Promise<Answer> => {
  const { companyId } = tenant.transport.credentials;
  return tenant.get(INFO, {}, { headers: { authorization: basic(companyId, NOBODY.publicKey, NOBODY.privateKey) } });
};

async function companyInfoOf(tenant: ProbedTenant) {
  const { json, status } = await tenant.companyInfo();
  if (status !== 200 || !isItem(json)) throw new InconclusiveError("company info doesn't answer");
  return json;
}

/** A codebase of the service's form that is neither the tenant's nor everybody's. */
async function foreignCodebase(tenant: ProbedTenant): Promise<string> {
  const { json } = await tenant.companyInfo();
  const own = isItem(json) ? String(json.Codebase) : "";
  return /^v2019_4/i.test(own) ? "v2020_1" : "v2019_4";
}

function inOtherCase(text: string): string {
  const other = text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
  if (other === text) throw new InconclusiveError("the company id has no letters");
  return other;
}

/** The names of the fields in an answer, of all objects together. */
function fieldsIn({ json }: Answer): string {
  const objects = (Array.isArray(json) ? json : [json]).filter(isItem);
  return [...new Set(objects.flatMap((object) => Object.keys(object)))].sort().join();
}
