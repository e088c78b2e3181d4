// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A package that is built in, and what its licence asks to be handed on. */
/** @typedef {{ name: string, version: string, license: string, text: string }} Notice */

const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const TEXT = /^(licen[cs]e|copying|notice)/i;

/**
 * The licences of the packages that a build has taken in, as one text.
 *
 * @param {Iterable<string>} modules paths of modules
 */
export function licensesOf(modules) {
  const folders = new Set([...modules].flatMap((file) => PACKAGE.exec(file)?.[1] ?? []));
  const notices = [...folders].filter((folder) => existsSync(path.join(folder, "package.json"))).map(noticeOf);
  const sorted = notices.sort((a, b) => (a.name < b.name ? -1 : 1));
  const head = "What is built into the files beside this one, with the licence of each.";
  return [head, ...sorted.map(describe)].join(`\n\n${"-".repeat(80)}\n\n`).concat("\n");
}

/** @param {string} folder @returns {Notice} */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder)
    .filter((file) => TEXT.test(file))
    .sort();
  const text = files.map((file) => readFileSync(path.join(folder, file), "utf8").trim()).join("\n\n");
  return { name, version, license: typeof license === "string" ? license : (license?.type ?? "not named"), text };
}

/** @param {Notice} notice */
const describe = ({ name, version, license, text }) =>
  `${name} ${version}, ${license}\n\n${text || "It brings no text."}`;
