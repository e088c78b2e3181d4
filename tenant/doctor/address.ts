import type { Check } from "./check";
import { ok } from "./verdict";

/** Where the values come from, and the keys that don't concern the tenant itself. */
const configuration: Check = {
  id: "configuration",
  title: "Configuration",
  needs: [],
  run({ configuration }) {
    const { stack } = configuration;
    const wrong = configuration.problemOf(
      ["levels", "wait", "requestsPerMinute", "apiVersion"],
      "connection-not-configured",
    );
    if (wrong) return wrong;
    return ok(
      stack?.name === undefined
        ? "no stack here: from the environment"
        : `stack ${stack.name}, and from the environment what it lacks`,
    );
  },
};

const address: Check = {
  id: "address",
  title: "Address",
  needs: [],
  run({ configuration }) {
    const wrong = configuration.problemOf(["site"], "which-address-to-use");
    if (wrong || !configuration.site) return wrong ?? ok("");
    const { origin, notices } = configuration.site;
    const mended = [...notices, ...(hasPath(configuration.written("site")) ? [PATH_LEFT_OFF] : [])];
    return mended.length === 0
      ? ok(origin)
      : ok(
          `${origin}. ${mended.join(" ")}`,
          `To have it right in the file: pulumi config set connectwise:site ${origin}`,
        );
  },
};

const PATH_LEFT_OFF = "What stands behind the host in connectwise:site is left off.";

/** Whether an address was pasted with more than its host: `na.myconnectwise.net/v4_6_release/ConnectWise.aspx`. */
const hasPath = (written: string) => /^[^/?#]+(\/[^?#]|\/?[?#])/.test(written.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ""));

export const addressChecks = [configuration, address];
