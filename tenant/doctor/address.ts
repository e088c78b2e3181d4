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
    return notices.length === 0
      ? ok(origin)
      : ok(
          `${origin}. ${notices.join(" ")}`,
          `To have it right in the file: pulumi config set connectwise:site ${origin}`,
        );
  },
};

export const addressChecks = [configuration, address];
