import { createHash } from "node:crypto";
import path from "node:path";
import type { Risks } from "../../core/risk/risk";
import type { ChangedFile } from "../changedFiles";
import type { Fact, Subject } from "../view";
import { subjectOf } from "./compare";

/** What a pipeline runs, wherever it lies in the repository. */
const PIPELINES: readonly RegExp[] = [
  /(^|\/)\.(github\/(workflows|actions)|circleci|gitea\/workflows|forgejo\/workflows)\//,
  /(^|\/)(\.gitlab-ci|azure-pipelines|bitbucket-pipelines)[^/]*\.ya?ml$/,
  /(^|\/)Jenkinsfile[^/]*$/,
];

/** What decides which code is installed: for a project, also where it stands in a folder above. */
const MANIFESTS: readonly RegExp[] = [
  /(^|\/)(package|package-lock|npm-shrinkwrap|tsconfig[^/]*|deno)\.json$/,
  /(^|\/)(yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|\.npmrc|\.yarnrc(\.yml)?|\.pnpmfile\.cjs|\.gitmodules)$/,
];

/** Files that a program, an installation or a pipeline runs, or that decide what it runs. */
const CODE: readonly RegExp[] = [
  ...PIPELINES,
  ...MANIFESTS,
  /\.([cm]?[jt]sx?|node|wasm|py|go|cs|java|rb|sh|ps1|cmd|bat)$/,
  /(^|\/)(Makefile|Dockerfile|\.envrc?)[^/]*$/,
  // A state holds code that the engine runs.
  /(^|\/)\.(pulumi|pulumi-state|fleet|husky)\//,
  /(^|\/)Pulumi(\.[^/]+)?\.(json|yml)$/,
];

/** Read by people, editors and linters alone. */
const INERT: readonly RegExp[] = [
  /\.(md|mdx|rst|adoc|html|png|jpe?g|gif|svg|webp|ico|pdf)$/i,
  /(^|\/)(\._|\.#)[^/]*$|(^|\/)\.DS_Store$/, // of systems and editors, beside files
  /(^|\/)(LICEN[CS]E|NOTICE|COPYING|AUTHORS)[^/]*$/i,
  /(^|\/)(\.gitignore|\.editorconfig|\.prettierignore|\.prettierrc|\.yamllint|biome\.jsonc?|renovate\.json5?)$/,
  /(^|\/)(\.vscode|\.idea|\.github\/ISSUE_TEMPLATE)\/|(^|\/)\.github\/dependabot\.ya?ml$/,
];

const isOneOf = (patterns: readonly RegExp[], file: string) => patterns.some((pattern) => pattern.test(file));

const isInert = (file: string) => isOneOf(INERT, file) && !isOneOf(CODE, file);

/** More of them in a review nobody reads. */
const SHOWN = 10;

/**
 * What differs besides what is compared: code, and files that code may read. No comparison of levels can say what they ask for.
 * @param compared the files of which the review says what they do
 */
export function changedCode(
  changedFiles: readonly ChangedFile[],
  compared: ReadonlySet<string>,
  risks: Risks,
): Subject[] {
  const files = changedFiles.map((file) => file.path).filter((file) => !compared.has(file) && !isInert(file));
  const code = files.filter((file) => isOneOf(CODE, file) && mayReach(file));
  const others = files.filter((file) => !isOneOf(CODE, file) && !isOutside(file));
  return [...filesSubject("Code", code, "code", risks), ...filesSubject("Other files", others, "otherFile", risks)];
}

/** `sha256:…` over all that may have an effect, as it is afterwards: an approval is for just that. */
export function contentsOf(changedFiles: readonly ChangedFile[]): string | undefined {
  const files = changedFiles.filter((file) => !isInert(file.path) && mayReach(file.path));
  if (files.length === 0) return undefined;
  const written = JSON.stringify(files.map(({ path: file, content }) => [file, content]));
  return `sha256:${createHash("sha256").update(written).digest("hex")}`;
}

const isOutside = (file: string) => file.startsWith("../");

/** Of what lies outside of the project, a pipeline does, and a manifest above it. */
const mayReach = (file: string): boolean =>
  !isOutside(file) ||
  isOneOf(PIPELINES, file) ||
  (isOneOf(MANIFESTS, file) && /^(\.\.\/)+$/.test(`${path.posix.dirname(file)}/`));

function filesSubject(name: string, files: readonly string[], setting: string, risks: Risks): Subject[] {
  if (files.length === 0) return [];
  const risk = risks.ofSetting(setting);
  const more = files.length - SHOWN;
  const what = [...files.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const fact: Fact = { kind: "setting", what, direction: "broadened", ...(risk && { risk }) };
  return [subjectOf({ id: name, status: "changed", facts: [fact] })];
}
