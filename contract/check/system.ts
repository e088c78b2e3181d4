import { OTHER } from "../assumptions";
import { InconclusiveError } from "../inconclusiveError";
import { isItem, type ProbedTenant } from "../probedTenant";
import { type Probe, probeResult } from "./probeResult";

/** What the tenant says of itself. */
export const system: Readonly<Record<string, Probe>> = {
  async infoVersion(tenant) {
    const version = String((await tenant.object("/system/info")).version);
    if (/^v\d{4}\.\d{1,2}\.\d+/.test(version)) return probeResult("v-number");
    return probeResult(/^\d{4}\.\d{1,2}/.test(version) ? "number" : "other-text");
  },

  async releases(tenant) {
    const { VersionCode: code } = await companyInfo(tenant);
    const named = /(\d{4}\.\d{1,2})/.exec(String(code))?.[1];
    if (named === undefined) throw new InconclusiveError("company info names no release");
    return probeResult(named === tenant.release ? "equal" : "different");
  },

  async cloudFlags(tenant) {
    const { IsCloud: flag } = await companyInfo(tenant);
    const { isCloud } = await tenant.object("/system/info");
    if (flag === undefined || isCloud === undefined) throw new InconclusiveError("one of them doesn't say it");
    if (typeof isCloud !== "boolean") return probeResult(OTHER, `of type ${typeof isCloud}`);
    return probeResult(String(flag).toLowerCase() === String(isCloud) ? "equal" : "different");
  },
};

async function companyInfo(tenant: ProbedTenant) {
  const { json } = await tenant.companyInfo();
  if (!isItem(json)) throw new InconclusiveError("company info doesn't answer");
  return json;
}
