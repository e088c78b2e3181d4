import { comesAfter } from "../release";
import { type Handler, ok, type Running } from "./context";

/** GET `/system/info` */
export const systemInfo: Handler = (request) => ok(infoOf(request));

/** `Info` of the published description. */
export const infoOf = ({ version, isCloud, release }: Running) => ({
  version,
  isCloud,
  serverTimeZone: "Eastern Standard Time",
  licenseBits: [{ name: "Service", activeFlag: true }],
  cloudRegion: "NA",
  ...(comesAfter(release, "2022.1") ? { maxWorkFlowRecordsAllowed: 500 } : {}),
});
