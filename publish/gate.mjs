// @ts-check
import { readFileSync, realpathSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cleanLine, cleanMessage } from "../text/clean.mjs";
import { azurePullRequest } from "./azure.mjs";
import { githubPullRequest } from "./github.mjs";
import { gitlabPullRequest } from "./gitlab.mjs";
import { APPROVED, publish } from "./publish.mjs";

/**
 * The last step of a review in CI: shows the review at its pull request, and lets it pass or not: `cwroles gate`, or, in a clone
 * with nothing installed, `node publish/gate.mjs`.
 *
 * Exit codes: 0 nothing to approve, or approved; 1 failed; 2 approval is required.
 */

/** @typedef {"notice" | "warning" | "error"} Kind */
/** @typedef {(kind: Kind, message: string) => string} Annotate how a log shows a message */
/**
 * @typedef {object} Host
 * @property {(env: NodeJS.ProcessEnv) => import("./publish.mjs").PullRequest | undefined} open
 * @property {string} token the variable that holds it
 * @property {readonly string[]} variables what a job for a pull request has in its environment
 * @property {Annotate} annotate
 */

/** @type {Record<string, Host>} */
const HOSTS = {
  github: {
    open: githubPullRequest,
    token: "GITHUB_TOKEN",
    variables: ["GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_EVENT_PATH"],
    annotate: (kind, message) => `::${kind}::${cleanLine(message).replaceAll("%", "%25")}`,
  },
  gitlab: {
    open: gitlabPullRequest,
    token: "CWROLES_GITLAB_TOKEN",
    variables: ["CI_API_V4_URL", "CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID"],
    annotate: (_kind, message) => cleanLine(message),
  },
  azure: {
    open: azurePullRequest,
    token: "SYSTEM_ACCESSTOKEN",
    variables: [
      "SYSTEM_COLLECTIONURI",
      "SYSTEM_TEAMPROJECTID",
      "BUILD_REPOSITORY_ID",
      "SYSTEM_PULLREQUEST_PULLREQUESTID",
    ],
    annotate: (kind, message) =>
      kind === "notice" ? cleanLine(message) : `##vso[task.logissue type=${kind}]${cleanLine(message)}`,
  },
};

/** The CI hosts that it knows. */
export const HOST_NAMES = Object.keys(HOSTS);

const USAGE = `Usage: node publish/gate.mjs ${HOST_NAMES.join("|")} <review.md> --code <exit code of cwroles review> --changed true|false`;

/** @satisfies {Record<string, { kind: Kind, exitCode: number, message: string }>} */
const OUTCOMES = {
  passed: { kind: "notice", exitCode: 0, message: "There is no broadening that needs an approval." },
  approved: { kind: "notice", exitCode: 0, message: `The broadening is approved by the label ${APPROVED}.` },
  blocked: {
    kind: "error",
    exitCode: 2,
    message: `Permissions are broadened, and nobody has approved that yet. Look at the review; to approve it, set the label ${APPROVED} and run this again. docs/ci/README.md has more.`,
  },
  failed: {
    kind: "error",
    exitCode: 1,
    message: "There is no review of all profiles: see what cwroles review printed.",
  },
};

/** What keeps the gate from its work, in words for those who set up the job. */
class GateError extends Error {}

/** @param {readonly string[]} variables @param {NodeJS.ProcessEnv} env */
function assertPullRequest(variables, env) {
  const missing = variables.filter((name) => !env[name]);
  if (missing.length > 0) throw new GateError(`This job runs for no pull request: ${missing.join(", ")} isn't set.`);
  const { GITHUB_EVENT_NAME: event = "pull_request" } = env;
  if (!event.startsWith("pull_request"))
    throw new GateError(`This job runs for the event ${event}, not for a pull request: see docs/ci/github-review.yml.`);
}

/**
 * @param {Host} host
 * @param {import("./publish.mjs").Review} review
 * @returns {Promise<keyof typeof OUTCOMES>}
 */
async function decide({ open, token, variables, annotate }, review) {
  const warn = (/** @type {string} */ message) => console.log(annotate("warning", message));
  const { env } = process;
  if (env[token]) assertPullRequest(variables, env);
  const pullRequest = open(env);
  if (!pullRequest) warn("Without a token there is neither comment nor label, and no label can approve.");
  if (!review.markdown) return "failed";
  const isApproved = pullRequest ? await publish(pullRequest, review, warn) : false;
  if (review.code === 0) return "passed";
  if (review.code === 2) return isApproved ? "approved" : "blocked";
  return "failed";
}

/**
 * Shows a review at its pull request and decides whether it passes; says so on stdout, as the host's log shows it.
 *
 * @param {{ host: string, file: string, code: string | undefined, changed: string | undefined }} options file: what
 *   `cwroles review --format markdown` printed; code: its exit code
 * @returns {Promise<number>} the exit code
 * @throws {Error} where there is no such host
 */
export async function gate({ host: name, file, code = "", changed }) {
  const host = Object.hasOwn(HOSTS, name) ? HOSTS[name] : undefined;
  if (!host) throw new Error(USAGE);
  try {
    const outcome = await decide(host, {
      markdown: statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8").trim() : "",
      code: /^\d$/.test(code) ? Number(code) : 1,
      isChanged: isTrue(changed),
    });
    const { kind, message, exitCode } = OUTCOMES[outcome];
    console.log(host.annotate(kind, message));
    return exitCode;
  } catch (error) {
    console.log(host.annotate("error", reasonOf(error)));
    return 1;
  }
}

/** @param {string} [written] a job whose review failed has nothing to say */
function isTrue(written = "") {
  if (!["", "true", "false"].includes(written)) throw new GateError(`--changed is ${written}, not true or false.`);
  return written === "true";
}

/** Node's fetch says only "fetch failed"; why is in the cause. @param {unknown} error @throws what is a mistake here */
function reasonOf(error) {
  if (!(error instanceof Error)) throw error;
  if (error.cause instanceof Error) return `${error.message}: ${error.cause.message}`;
  if (error instanceof TypeError) throw error;
  return error.message;
}

/** @param {string[]} args */
async function main(args) {
  const options = /** @type {const} */ ({ code: { type: "string" }, changed: { type: "string" } });
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  const [host = "", file = ""] = positionals;
  process.exitCode = await gate({ host, file, code: values.code, changed: values.changed });
}

const isCommand = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isCommand)
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${cleanMessage(`${error instanceof Error ? error.message : error}`)}\n`);
    process.exitCode = 1;
  });
