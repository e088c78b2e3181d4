import { RolesError } from "../../core/model/errors";
import { isAtMost } from "../../core/model/version";
import type { Check } from "./check";
import { asProblem, ok } from "./verdict";

/** The oldest description that the paths and shapes were taken from. */
const OLDEST = "2022.1";

export const versionCheck: Check = {
  id: "version",
  title: "Version",
  needs: ["keys", "clientId"],
  async run({ systemInfo }) {
    const info = await systemInfo();
    if (info instanceof RolesError) return asProblem(info);
    const { version, isCloud } = info ?? { version: "unknown", isCloud: false };
    const where = isCloud ? `${version}, on the cloud` : version;
    const isOlder = !isAtMost(OLDEST, version.replace(/^v/, ""));
    return ok(isOlder ? `${where}: older than ${OLDEST}, so it may lack a path that is used here` : where);
  },
};
