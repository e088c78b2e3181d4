import path from "node:path";
import type { Risks } from "../../core/risk/risk";
import { countsOf } from "../summary";
import type { Fact, Subject } from "../view";

/** Files that a program, an installation or a pipeline runs, or that decide what it runs. */
const CODE: readonly RegExp[] = [
  /\.[cm]?[jt]sx?$/,
  /(^|\/)(package|package-lock|npm-shrinkwrap|tsconfig[^/]*|deno)\.json$/,
  /(^|\/)(yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|\.npmrc|\.yarnrc(\.yml)?|\.pnpmfile\.cjs)$/,
  /(^|\/)Pulumi(\.[^/]+)?\.(json|yml)$/,
  /^\.github\/(workflows|actions)\//,
  /(^|\/)(\.gitlab-ci|azure-pipelines)[^/]*\.ya?ml$/,
];

/** More of them in a review nobody reads. */
const SHOWN = 10;

/** The code that differs: no comparison of levels can say what it asks for. None where there is none. */
export function changedCode(changedFiles: readonly string[], risks: Risks): Subject[] {
  const files = changedFiles.filter((file) => CODE.some((pattern) => pattern.test(file)));
  if (files.length === 0) return [];
  const risk = risks.ofSetting("code");
  const shown = files.slice(0, SHOWN).map((file) => path.posix.normalize(file));
  const more = files.length - shown.length;
  const what = [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const fact: Fact = { kind: "setting", what, direction: "broadened", ...(risk && { risk }) };
  const parts = { name: "Code", status: "changed", digest: {}, tables: [], notes: [], problems: [] } as const;
  return [{ kind: "file", id: "Code", ...parts, facts: [fact], counts: countsOf([]) }];
}
