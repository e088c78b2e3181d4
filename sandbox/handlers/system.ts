import { comesAfter } from "../release";
import { type Handler, ok } from "./context";

/** GET `/system/info` (`Info` of the published description). */
export const systemInfo: Handler = ({ version, isCloud, release }) =>
  ok({
    version,
    isCloud,
    serverTimeZone: "Eastern Standard Time",
    licenseBits: [{ name: "Service", activeFlag: true }],
    cloudRegion: "NA",
    ...(comesAfter(release, "2022.1") ? { maxWorkFlowRecordsAllowed: 500 } : {}),
  });
