import { UnreachableError } from "../../core/model/errors";
import { proxyFor } from "../client/proxy";
import { HOW_TO_VERIFY, isUnverified } from "../client/route";
import type { Check } from "./check";
import { ok, problem, problemFromError, skipped } from "./verdict";

/** Beyond this a certificate may look invalid, and a `Retry-After` that is a date misleads. */
const MAX_SKEW_MS = 5 * 60_000;

const proxy: Check = {
  id: "proxy",
  title: "Proxy",
  needs: ["address"],
  async run({ configuration, firstAnswer }) {
    const way = proxyFor(configuration.site?.origin ?? "");
    if (!way) return ok("none");
    const outcome = await firstAnswer();
    const isInTheWay = outcome instanceof UnreachableError && outcome.advice.topic === "proxy-refuses-or-is-down";
    return isInTheWay ? problemFromError(outcome) : ok(`${way.shown} lets it through (from ${way.variable})`);
  },
};

const host: Check = {
  id: "host",
  title: "Host",
  needs: ["proxy"],
  async run({ configuration, firstAnswer }) {
    const origin = configuration.site?.origin ?? "";
    const { hostname } = new URL(origin);
    if (proxyFor(origin)) return ok(`${hostname} is known to the proxy`);
    const outcome = await firstAnswer();
    if (outcome instanceof UnreachableError && outcome.advice.topic === "host-not-found")
      return problemFromError(outcome);
    return ok(`${hostname} is known`);
  },
};

const connection: Check = {
  id: "connection",
  title: "Connection",
  needs: ["host"],
  async run({ configuration, firstAnswer }) {
    const outcome = await firstAnswer();
    if (outcome instanceof UnreachableError) return problemFromError(outcome);
    const origin = configuration.site?.origin ?? "";
    if (origin.startsWith("http:")) return ok("answers, without TLS: it never leaves this machine");
    if (!isUnverified(origin)) return ok("answers, and its certificate is trusted");
    return { status: "problem", detail: "certificates aren't verified", ...HOW_TO_VERIFY };
  },
};

const clock: Check = {
  id: "clock",
  title: "Clock",
  needs: ["connection"],
  async run({ firstAnswer }) {
    const outcome = await firstAnswer();
    const date = outcome instanceof UnreachableError ? Number.NaN : Date.parse(String(outcome.headers.date));
    if (Number.isNaN(date)) return skipped("the answer has no date to compare with");
    const skew = Date.now() - date;
    if (Math.abs(skew) <= MAX_SKEW_MS) return ok("within five minutes of the tenant's");
    const minutes = Math.round(Math.abs(skew) / 60_000);
    return problem(
      `this machine is ${minutes} minutes ${skew > 0 ? "ahead of" : "behind"} the tenant`,
      "clock-is-off",
      "Set this machine's clock, or have it set by a time server.",
    );
  },
};

export const networkChecks = [proxy, host, connection, clock];
