// @ts-check
import { VERBS } from "./expected.mjs";

/** @typedef {import("./expected.mjs").Comparison} Comparison */
/** @typedef {import("./expected.mjs").Row} Row */

const LETTERS = VERBS.map((verb) => verb.charAt(0).toUpperCase());
const CELL_WIDTH = 5;

/**
 * The rows of a role that grant something, by module, with a column for each verb.
 *
 * @param {readonly Row[]} rows
 * @returns {string[]} lines
 */
export function levelTable(rows) {
  const granting = rows.filter(({ levels }) => VERBS.some((verb) => (levels[verb] ?? "None") !== "None"));
  const width = Math.max(0, ...granting.map(({ name }) => name.length)) + 4;
  const modules = new Set(granting.map(({ module }) => module));
  const lines = [...modules].flatMap((module, index) => [
    line(module, index === 0 ? LETTERS : [], width),
    ...granting
      .filter((row) => row.module === module)
      .map(({ name, levels }) =>
        line(
          `  ${name}`,
          VERBS.map((verb) => levels[verb] ?? "-"),
          width,
        ),
      ),
  ]);
  const others = rows.length - granting.length;
  return [...lines, `None on every verb: ${others} other function${others === 1 ? "" : "s"}`];
}

/** @param {string} head @param {readonly string[]} cells @param {number} width */
function line(head, cells, width) {
  return (head.padEnd(width) + cells.map((cell) => cell.padEnd(CELL_WIDTH)).join("")).trimEnd();
}

/**
 * Says whether the role is as the profile asks, and each cell that isn't.
 *
 * @param {Comparison} comparison
 * @returns {string[]} lines
 */
export function verdict({ rows, differences, missing }) {
  if (differences.length === 0 && missing.length === 0) return [`exact: ${rows} rows`];
  return [
    `NOT exact: ${differences.length} cells differ in ${rows} rows`,
    ...differences.map(
      ({ module, name, verb, actual, expected }) =>
        `  ${module} / ${name}, ${verb}: ${actual ?? "no such cell"}, not ${expected}`,
    ),
    ...missing.map((name) => `  ${name}: the role has no such function`),
  ];
}
