import { RolesError } from "../model/errors";
import { isAtMost } from "../model/version";
import { type Check, ok, problemOf, skipped } from "./check";

/** The oldest description that the paths and shapes were taken from. */
const OLDEST = "2022.1";

export const versionCheck: Check = {
  id: "version",
  title: "Version",
  needs: ["keys", "clientId"],
  async run({ systemInfo }) {
    const info = await systemInfo();
    if (info === undefined) return skipped("it is asked once every key is there");
    if (info instanceof RolesError) return problemOf(info);
    const where = info.isCloud ? `${info.version}, on the cloud` : info.version;
    const isOlder = !isAtMost(OLDEST, info.version.replace(/^v/, ""));
    return ok(isOlder ? `${where}: older than ${OLDEST}, so it may lack a path that is used here` : where);
  },
};
