import { RolesError } from "../../core/model/errors";
import { isAtMost } from "../../core/model/version";
import { API_VERSION } from "../client/credentials";
import type { Check } from "./check";
import { ok, problemFromError } from "./verdict";

/** The oldest description that the paths and shapes were taken from. */
const OLDEST = "2022.1";

export const versionCheck: Check = {
  id: "version",
  title: "Version",
  needs: ["keys", "clientId"],
  async run({ configuration, systemInfo }) {
    const info = await systemInfo();
    if (info instanceof RolesError) return problemFromError(info);
    const { version, isCloud } = info ?? { version: "unknown", isCloud: false };
    const where = isCloud ? `${version}, on the cloud` : version;
    const usedVersion = version.replace(/^v/, "");
    if (!isAtMost(OLDEST, usedVersion))
      return ok(`${where}: older than ${OLDEST}, so it may lack a path that is used here`);
    const requested = configuration.written("apiVersion") || API_VERSION;
    if (isAtMost(requested, usedVersion)) return ok(where);
    const release = usedVersion.split(".", 2).join(".");
    return ok(
      `${where}: it answers, though requests name the newer version ${requested}`,
      `Should it refuse that: pulumi config set connectwise:apiVersion ${release}`,
    );
  },
};
