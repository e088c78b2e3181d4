import { InvalidInputError } from "../../core/model/errors";
import { isLoopback } from "./site";

/** ConnectWise's own hosts, as its developer pages name them; `connectwisedev.com` is for staging. */
const CLOUD = /^[a-z0-9-]+\.(myconnectwise\.net|connectwisedev\.com)$/;

/** Names the hosts, besides ConnectWise's cloud, that keys may be sent to: `psa.acme.example, psa.other.example`. */
const HOSTS_VARIABLE = "CONNECTWISE_HOSTS";

/** By which hosts of pipelines say that they run one; not all of them set CI. */
const CI_VARIABLES = ["TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID", "BITBUCKET_BUILD_NUMBER"];

const isInCi = (environment: NodeJS.ProcessEnv): boolean =>
  !["", "0", "false"].includes((environment.CI ?? "").toLowerCase()) || CI_VARIABLES.some((name) => environment[name]);

/**
 * Keys go only to hosts that were named outside of the files that a pull request may change: in CI, and wherever
 * CONNECTWISE_HOSTS is set. A server on this machine gets nothing that leaves it.
 * @throws InvalidInputError for another host
 */
export function assertAllowedHost(origin: string, environment: NodeJS.ProcessEnv = process.env): void {
  const written = environment[HOSTS_VARIABLE];
  const isLimited = written !== undefined || isInCi(environment);
  if (!isLimited || isLoopback(origin)) return;
  const { host, hostname } = new URL(origin);
  const named = (written ?? "").toLowerCase().split(/[\s,;]+/);
  if (CLOUD.test(hostname) || named.includes(host) || named.includes(hostname)) return;
  const why = written === undefined ? "this runs in CI, where" : `${HOSTS_VARIABLE} is set:`;
  const message = `${why} keys are sent to ConnectWise's cloud and to the hosts that ${HOSTS_VARIABLE} names. If ${host} is yours, add it there, in the settings of the pipeline and not in a file that a pull request may change`;
  throw new InvalidInputError("The keys aren't sent there", [
    { path: "connectwise:site", message, topic: "host-isnt-allowed" },
  ]);
}
