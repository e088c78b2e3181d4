import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

const PROJECT = path.resolve(__dirname, "../../..");

/** A step that runs a script, whatever the host calls that. */
export interface Step {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/** @param file such as `docs/ci/github-review.yml` */
export const readPipeline = (file: string) => parse(readFileSync(path.join(PROJECT, file), "utf8"));

/**
 * The scripts of a file, in their order: `run` of GitHub's steps, `bash` of Azure's, `script` of GitLab's jobs.
 * `name` is a job, where only its own are wanted.
 */
export function stepsOf(file: string, name?: string): Step[] {
  const pipeline = readPipeline(file);
  const jobs: [string, Job][] = Array.isArray(pipeline.jobs)
    ? pipeline.jobs.map((job: Job & { job: string }) => [job.job, job])
    : Object.entries<Job>(pipeline.jobs ?? { all: pipeline, ...pipeline });
  return jobs
    .filter(([id]) => name === undefined || id === name)
    .flatMap(([, { steps = [], script = [], before_script = [] }]) => [
      ...steps.flatMap(({ run, bash, env = {} }) => ((run ?? bash) ? [{ script: run ?? bash ?? "", env }] : [])),
      ...[...before_script, ...script].map((line) => ({ script: line, env: {} })),
    ]);
}

interface Job {
  readonly steps?: readonly { run?: string; bash?: string; env?: Record<string, string> }[];
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
}

/** Everything but what installs packages, which a test has there already. */
export const withoutInstall = (steps: readonly Step[]): Step[] =>
  steps.filter(({ script }) => !/\bnpm ci\b/.test(script));

/** A step's own variables, with the host's expressions in them replaced. */
export function variablesOf({ env }: Step, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, expression]) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`${name} is ${expression}, which the test has no value for`);
      return [name, value];
    }),
  );
}

/** `github.token` as a workflow of GitHub's writes it. */
export const expression = (name: string): string => `\${{ ${name} }}`;
