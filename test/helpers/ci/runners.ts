import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { HOSTS, type HostName, TOKEN } from "./hosts";
import { expression, stepsOf, variablesOf, withoutInstall } from "./pipeline";
import { type Repository, runScript, type ScriptOutcome } from "./repository";

const MODULES = path.resolve(__dirname, "../../../node_modules");

/** What a step of a job gets from its runner to know its pull request and the host's API. */
export const environmentOf: Readonly<Record<HostName, (api: string, token: string) => Record<string, string>>> = {
  github: (api, token) => {
    const event = path.join(emptyFolder(), "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
    return {
      GITHUB_API_URL: api,
      GITHUB_REPOSITORY: "acme/roles",
      GITHUB_EVENT_PATH: event,
      GITHUB_BASE_REF: "main",
      GITHUB_TOKEN: token,
      RUNNER_TEMP: installed(),
    };
  },
  gitlab: (api, token) => ({
    CI_API_V4_URL: api,
    CI_MERGE_REQUEST_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "7",
    CWROLES_GITLAB_TOKEN: token,
    INSTALLED: path.join(installed(), "base"),
  }),
  azure: (api, token) => ({
    SYSTEM_COLLECTIONURI: `${api}/`,
    SYSTEM_TEAMPROJECTID: "project",
    BUILD_REPOSITORY_ID: "roles",
    SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
    SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main",
    SYSTEM_ACCESSTOKEN: token,
    AGENT_TEMPDIRECTORY: installed(),
  }),
};

/** A folder in which `base` is the base branch with what it installs. */
function installed(): string {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, "base"));
  symlinkSync(MODULES, path.join(folder, "base/node_modules"));
  return folder;
}

/** The environment without its token, which only a step that asks for it gets. */
const withoutToken = (environment: Record<string, string>) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== TOKEN));

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty file for a runner's step to append to. */
function emptyFile(): string {
  const file = path.join(emptyFolder(), "file");
  writeFileSync(file, "");
  return file;
}

/** What a review's scripts did: the code of the last one, all they printed, and what is shown on the run's page. */
export type Outcome = ScriptOutcome & { readonly summary: string };

/** Runs the scripts of docs/ci as a host would, in a repository whose HEAD is the pull request. */
export type Review = (repository: Repository) => Promise<Outcome>;

/** `name=value` lines, as a step writes them to GITHUB_OUTPUT. */
const outputsOf = (file: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(readFileSync(file, "utf8").matchAll(/^(\w+)=(.*)$/gm), ([, name, value]) => [name, value]),
  );

/** What the job with the token has: what the base branch installs, and the artifact. */
function gateFolder(repository: Repository): string {
  const folder = emptyFolder();
  symlinkSync(MODULES, path.join(folder, "node_modules"));
  cpSync(path.join(repository.folder, "permission-review"), path.join(folder, "permission-review"), {
    recursive: true,
  });
  return folder;
}

async function onGitHub(repository: Repository, api: string): Promise<Outcome> {
  const environment = withoutToken(environmentOf.github(api, TOKEN));
  const [review] = withoutInstall(stepsOf("docs/ci/github-review.yml", "review"));
  const [gate] = withoutInstall(stepsOf("docs/ci/github-review.yml", "gate"));
  if (!review || !gate) throw new Error("The workflow lacks a step");
  const files = { GITHUB_OUTPUT: emptyFile(), GITHUB_STEP_SUMMARY: emptyFile() };
  const first = await runScript(review.script, { ...environment, ...files }, repository.folder);
  const { code = "", changed = "" } = outputsOf(files.GITHUB_OUTPUT);
  const own = variablesOf(gate, {
    [expression("github.token")]: TOKEN,
    [expression("needs.review.outputs.code")]: code,
    [expression("needs.review.outputs.changed")]: changed,
  });
  const last = await runScript(gate.script, { ...environment, ...own }, gateFolder(repository));
  const summary = readFileSync(files.GITHUB_STEP_SUMMARY, "utf8");
  return { code: last.code, output: first.output + last.output, summary };
}

async function onGitLab(repository: Repository, api: string): Promise<Outcome> {
  const [step] = withoutInstall(stepsOf("docs/ci/gitlab-ci.yml", "permission-review"));
  const base = repository.git("merge-base", "origin/main", "HEAD");
  const environment = { ...environmentOf.gitlab(api, TOKEN), CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
  const outcome = await runScript(step?.script ?? "", environment, repository.folder);
  return { ...outcome, summary: repository.read("permission-review/review.md") };
}

const VARIABLE = /^##vso\[task\.setvariable variable=(\w+)\](.*)$/gm;
const SUMMARY = /^##vso\[task\.uploadsummary\](.*)$/m;

async function onAzure(repository: Repository, api: string): Promise<Outcome> {
  const environment = withoutToken(environmentOf.azure(api, TOKEN));
  let outcome: ScriptOutcome = { code: 0, output: "" };
  for (const step of withoutInstall(stepsOf("docs/ci/azure-pipelines.yml", "all"))) {
    const own = variablesOf(step, { "$(System.AccessToken)": TOKEN });
    const { code, output } = await runScript(step.script, { ...environment, ...own }, repository.folder);
    for (const [, name = "", value = ""] of output.matchAll(VARIABLE)) environment[name] = value;
    outcome = { code, output: outcome.output + output };
    if (code !== 0) break;
  }
  const [, summary = ""] = SUMMARY.exec(outcome.output) ?? [];
  return { ...outcome, summary: existsSync(summary) ? readFileSync(summary, "utf8") : "" };
}

const RUNNERS = { github: onGitHub, gitlab: onGitLab, azure: onAzure };

/** @param name whose pipeline runs; its API is at `api` */
export const reviewOn =
  (name: HostName, api: string): Review =>
  (repository) =>
    RUNNERS[name](repository, api);

export const HOST_NAMES = Object.keys(HOSTS) as HostName[];
