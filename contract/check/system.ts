import { OTHER } from "../assumptions";
import { Open } from "../open";
import { type AskedTenant, isItem } from "../tenant";
import { type Probe, saw } from "./seen";

/** What the tenant says of itself. */
export const system: Readonly<Record<string, Probe>> = {
  async infoVersion(tenant) {
    const version = String((await tenant.object("/system/info")).version);
    if (/^v\d{4}\.\d{1,2}\.\d+/.test(version)) return saw("v-number");
    return saw(/^\d{4}\.\d{1,2}/.test(version) ? "number" : "other-text");
  },

  async releases(tenant) {
    const { VersionCode: code } = await companyInfo(tenant);
    const named = /(\d{4}\.\d{1,2})/.exec(String(code))?.[1];
    if (named === undefined) throw new Open("company info names no release");
    return saw(named === tenant.release ? "equal" : "different");
  },

  async cloudFlags(tenant) {
    const { IsCloud: flag } = await companyInfo(tenant);
    const { isCloud } = await tenant.object("/system/info");
    if (flag === undefined || isCloud === undefined) throw new Open("one of them doesn't say it");
    if (typeof isCloud !== "boolean") return saw(OTHER, `of type ${typeof isCloud}`);
    return saw(String(flag).toLowerCase() === String(isCloud) ? "equal" : "different");
  },
};

async function companyInfo(tenant: AskedTenant) {
  const { json } = await tenant.companyInfo();
  if (!isItem(json)) throw new Open("company info doesn't answer");
  return json;
}
