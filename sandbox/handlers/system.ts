import { type Handler, ok } from "./context";

/** GET `/system/info` (`Info` of the published description). */
export const systemInfo: Handler = ({ version, isCloud }) =>
  ok({
    version,
    isCloud,
    serverTimeZone: "Eastern Standard Time",
    licenseBits: [{ name: "Service", activeFlag: true }],
    cloudRegion: "NA",
    maxWorkFlowRecordsAllowed: 500,
  });
