import { gzipSync } from "node:zlib";
import { type Alteration, answers, isAt, pathOf, refusal, without } from "./altering";
import type { Alter, Answer } from "./proxy";

const COMPANY = /^\/login\/companyinfo\//;

const companyInfo = (change: (answer: Answer) => Answer): Alter => answers("GET", COMPANY, change);

const headers =
  (change: (headers: Answer["headers"]) => Answer["headers"]): Alter =>
  async (_asked, next) => {
    const answer = await next();
    return { ...answer, headers: change(answer.headers) };
  };

const info = (change: (body: Answer["body"]) => Answer["body"]): Alter =>
  answers("GET", "/system/info", (answer) =>
    answer.status === 200 ? { ...answer, body: change(answer.body) } : answer,
  );

const NO_ENDPOINT = refusal(404, "The endpoint does not exist.");
const UNKNOWN = "GET //login/companyinfo/nobody";
const KNOWN = "GET //login/companyinfo/sandbox";

/** How a tenant is reached otherwise. */
export const CONNECTION = {
  optionsAnswered: {
    seen: "OPTIONS /system/securityroles",
    alter: ({ method }, next) =>
      method === "OPTIONS" ? { status: 204, headers: { allow: "GET, POST, OPTIONS" }, body: undefined } : next(),
  },
  headRefused: { seen: "HEAD /system/info", alter: ({ method }, next) => (method === "HEAD" ? refusal(405) : next()) },
  pathsInOneCaseOnly: {
    seen: "GET /system/SECURITYROLES",
    alter: (asked, next) =>
      /\/[A-Z]{3,}/.test(asked.address) || /\/System\//.test(asked.address) ? NO_ENDPOINT : next(),
  },
  doubleSlashRefused: {
    seen: "GET /system//info",
    alter: (asked, next) => (/.\/\//.test(asked.address) ? NO_ENDPOINT : next()),
  },
  slashAtTheEndRefused: {
    seen: "GET /system/info/",
    alter: (asked, next) => (/\/$/.test(asked.address) ? NO_ENDPOINT : next()),
  },
  slashAtTheEndRedirected: {
    seen: "GET /system/info/",
    alter: (asked, next) =>
      /\/$/.test(asked.address)
        ? { status: 301, headers: { location: asked.address.replace(/\/$/, "") }, body: undefined }
        : next(),
  },
  unknownVersionRefused: {
    seen: (ask) =>
      ask("GET /system/info", undefined, { accept: "application/vnd.connectwise.com+json; version=2099.1" }),
    alter: (asked, next) =>
      /version=20(2[6-9]|[3-9]\d)/.test(asked.headers.accept ?? "")
        ? refusal(400, "does not support the API version")
        : next(),
  },
  unknownVersionNotAcceptable: {
    seen: (ask) =>
      ask("GET /system/info", undefined, { accept: "application/vnd.connectwise.com+json; version=2099.1" }),
    alter: (asked, next) => (/version=20(2[6-9]|[3-9]\d)/.test(asked.headers.accept ?? "") ? refusal(406) : next()),
  },
  versionNeeded: {
    seen: (ask) => ask("GET /system/info", undefined, { accept: "*/*" }),
    alter: (asked, next) =>
      pathOf(asked).startsWith("/system/") && !/version=/.test(asked.headers.accept ?? "") ? refusal(406) : next(),
  },
  versionHeaderMissing: { seen: "GET /system/info", alter: headers((all) => without(all, "api-current-version")) },
  versionHeaderOther: {
    seen: "GET /system/info",
    alter: headers((all) => (all["api-current-version"] ? { ...all, "api-current-version": "2019.4" } : all)),
  },
  contentTypeText: {
    seen: "GET /system/info",
    alter: headers((all) => (all["content-type"] ? { ...all, "content-type": "text/plain; charset=utf-8" } : all)),
  },
  contentTypeOfTheVendor: {
    seen: "GET /system/info",
    alter: headers((all) =>
      all["content-type"]
        ? { ...all, "content-type": "application/vnd.connectwise.com+json; version=2025.1; charset=utf-8" }
        : all,
    ),
  },
  contentTypeMissing: { seen: "GET /system/info", alter: headers((all) => without(all, "content-type")) },
  rateLimitTold: {
    seen: "GET /system/info",
    alter: headers((all) => ({ ...all, "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "997" })),
  },
  compressed: {
    seen: "GET /system/locations",
    alter: async (asked, next) => {
      const answer = await next();
      const isTaken = /gzip/.test(String(asked.headers["accept-encoding"])) && typeof answer.body === "object";
      return isTaken
        ? {
            ...answer,
            headers: { ...answer.headers, "content-encoding": "gzip" },
            body: gzipSync(JSON.stringify(answer.body)),
          }
        : answer;
    },
  },
  byteOrderMark: {
    seen: "GET /system/locations",
    alter: async (_asked, next) => {
      const answer = await next();
      return typeof answer.body === "object" ? { ...answer, body: `\uFEFF${JSON.stringify(answer.body)}` } : answer;
    },
  },
  companyInfoNotFound: {
    seen: UNKNOWN,
    alter: companyInfo((answer) => (answer.body === null ? refusal(404, "No such company.", "NotFound") : answer)),
  },
  companyInfoEmpty: {
    seen: UNKNOWN,
    alter: companyInfo((answer) => (answer.body === null ? { ...answer, body: {} } : answer)),
  },
  companyInfoNeedsKey: {
    seen: (ask) => ask(KNOWN, undefined, { authorization: "" }),
    alter: (asked, next) => (isAt(asked, COMPANY) && !asked.headers.authorization ? refusal(401) : next()),
  },
  companyInfoInOneCaseOnly: {
    seen: "GET //login/companyinfo/SANDBOX",
    alter: (asked, next) =>
      /companyinfo\/.*[A-Z]/.test(asked.address) ? next({ address: "/login/companyinfo/nobody" }) : next(),
  },
  companyInfoInLowerCase: {
    seen: KNOWN,
    alter: companyInfo((answer) => ({
      ...answer,
      body:
        answer.body &&
        Object.fromEntries(
          Object.entries(answer.body).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
        ),
    })),
  },
  codebaseWithoutSlash: {
    seen: KNOWN,
    alter: companyInfo((answer) => ({
      ...answer,
      body: answer.body && { ...answer.body, Codebase: answer.body.Codebase.replace(/\/$/, "") },
    })),
  },
  codebaseOfARelease: {
    seen: KNOWN,
    alter: companyInfo((answer) => ({ ...answer, body: answer.body && { ...answer.body, Codebase: "v2025_1/" } })),
  },
  siteUrlWithScheme: {
    seen: KNOWN,
    alter: companyInfo((answer) => ({
      ...answer,
      body: answer.body && { ...answer.body, SiteUrl: `https://${answer.body.SiteUrl}/` },
    })),
  },
  codebaseOfAllRefused: {
    seen: "GET /system/info",
    alter: (asked, next) =>
      /^\/v4_6_release\//i.test(asked.address)
        ? refusal(404, "Cannot route. Codebase/company is invalid", "NotFound")
        : next(),
  },
  otherCodebasesRefused: {
    seen: "GET //v2025_1/apis/3.0/system/info",
    alter: (asked, next) =>
      /^\/v(?!4_6_release)\w+\//i.test(asked.address)
        ? refusal(404, "Cannot route. Codebase/company is invalid", "NotFound")
        : next(),
  },
  releaseWithoutV: {
    seen: "GET /system/info",
    alter: info((body) => ({ ...body, version: body.version.replace(/^v/, "") })),
  },
  releaseInWords: { seen: "GET /system/info", alter: info((body) => ({ ...body, version: "2025 Release 1" })) },
  isCloudMissing: { seen: "GET /system/info", alter: info((body) => without(body, "isCloud")) },
  infoWithoutKey: {
    seen: (ask) => ask("GET /system/info", undefined, { authorization: "" }),
    alter: async (asked, next) =>
      isAt(asked, "/system/info") && !asked.headers.authorization
        ? {
            status: 200,
            headers: { "content-type": "application/json" },
            body: { version: "v2025.1.25881", isCloud: false },
          }
        : next(),
  },
} satisfies Record<string, Alteration>;
