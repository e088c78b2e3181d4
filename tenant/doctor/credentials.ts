import { RolesError, TenantError, type Topic } from "../../core/model/errors";
import type { Check } from "./check";
import type { Context } from "./context";
import { ok, problem, problemFromError, skipped, type Verdict } from "./verdict";

/** Refusals by which the API is there, and says something of the keys. */
const ABOUT_KEYS: readonly (Topic | undefined)[] = [
  "401-unauthorized",
  "404-on-a-path-every-tenant-has",
  "clientid-refused",
  "403-security",
  "api-member-disabled",
];

const CLOUD = /\.(myconnectwise\.net|connectwisedev\.com)$/;

const api: Check = {
  id: "api",
  title: "API",
  needs: ["configuration", "codebase"],
  async run(context) {
    const info = await context.systemInfo();
    if (info === undefined) return NOT_ASKED;
    if (!(info instanceof RolesError)) return ok("GET /system/info answered 200");
    const { topic } = info.advice;
    if (topic === "api-version-not-offered") return otherVersion(info, (await context.companyInfo())?.codebase);
    if (!ABOUT_KEYS.includes(topic)) return problemFromError(info);
    const isMissing = topic === "404-on-a-path-every-tenant-has" && !(await isCloud(context));
    return isMissing ? problem(info.observed, "wrong-codebase", NOT_THERE) : ok(`answers: ${info.observed}`);
  },
};

/** @param codebase `v2024_3`, as company info names it */
function otherVersion({ observed: seen, advice }: RolesError, codebase: string | undefined): Verdict {
  const [, year, release] = /^v(20\d\d)_(\d{1,2})$/i.exec(codebase ?? "") ?? [];
  const nextStep = `Company info names ${codebase}: pulumi config set connectwise:apiVersion ${year}.${release}`;
  return { status: "problem", detail: seen, ...advice, ...(year !== undefined && { nextStep }) };
}

const NOT_THERE =
  "On premise it is there at https://HOST/v4_6_release/apis/3.0: check connectwise:site, its port too, and connectwise:codebase.";

const isCloud = async ({ companyInfo, configuration }: Context): Promise<boolean> =>
  (await companyInfo())?.isCloud ?? CLOUD.test(new URL(configuration.site?.origin ?? "").hostname);

const keys: Check = {
  id: "keys",
  title: "Keys",
  needs: ["api"],
  before: ({ configuration }) => configuration.problemOf(["publicKey", "privateKey"], "connection-not-configured"),
  async run(context) {
    const refusal = await refusalOf(context);
    switch (refusal?.advice.topic) {
      case "401-unauthorized":
      case "404-on-a-path-every-tenant-has":
        return (await context.companyInfo()) ? wrongKeys(refusal) : problemFromError(refusal);
      case "api-member-disabled":
        return problemFromError(refusal);
      case "clientid-refused":
        return skipped("whether they are right shows once the clientId is accepted");
      default:
        return accepted(context);
    }
  },
};

const wrongKeys = ({ observed, advice }: TenantError): Verdict => ({
  status: "problem",
  detail: `${observed} Company info knows the company id, so it is the key pair.`,
  nextStep:
    "Check connectwise:publicKey and privateKey: both of one pair, its member active. A private key is shown once; if it is lost, make a new pair in System > Members > API Members > API Keys.",
  topic: advice.topic,
});

const clientId: Check = {
  id: "clientId",
  title: "clientId",
  needs: ["api"],
  before: ({ configuration }) => configuration.problemOf(["clientId"], "clientid-refused"),
  async run(context) {
    const refusal = await refusalOf(context);
    switch (refusal?.advice.topic) {
      case "clientid-refused":
        return problem(
          refusal.observed,
          "clientid-refused",
          "Check connectwise:clientId on ConnectWise's developer site.",
        );
      case "401-unauthorized":
      case "404-on-a-path-every-tenant-has":
      case "api-member-disabled":
        return skipped("a GUID; whether it is accepted shows once the keys are right");
      default:
        return accepted(context);
    }
  },
};

/** Nothing is asked while a key is missing. */
const accepted = ({ isComplete }: Context): Verdict => (isComplete ? ok("accepted") : NOT_ASKED);

const NOT_ASKED = skipped("the API is asked once every key is there");

async function refusalOf({ systemInfo }: Context): Promise<TenantError | undefined> {
  const info = await systemInfo();
  return info instanceof TenantError ? info : undefined;
}

export const credentialChecks = [api, keys, clientId];
