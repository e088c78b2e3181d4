// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { makeKeyPair, openRole } from "./webClient.mjs";

/** Plays the administrator of a tenant, who knows nothing but the list. */

const SAVES = 3;
const VERBS = { add: "Add", edit: "Edit", delete: "Delete", inquire: "Inquire" };
const TICKS_MS = 30_000;
/** On a terminal somebody reads along. */
const READING_MS = process.stdout.isTTY ? 2000 : 0;

/** @typedef {{ verb: keyof typeof VERBS, after: string }} Cell */
/** @typedef {{ subject: string, module?: string, function?: string, cells?: Cell[], entry?: string, identifier?: string, description?: string }} Task as `cwroles checklist --json` has it */
/** @typedef {import("./tenant.mjs").KeyPair} KeyPair */
/** @typedef {{ title?: string, tasks: Task[] }} Group the tasks of one module, or of another place */
/** @typedef {{ role: string, steps: { groups: Group[] }[] }} Checklist */

/**
 * Works off a list in the web client, module by module, and looks at the live page after each save.
 *
 * @param {string} url of the sandbox
 * @param {Checklist} checklist
 * @param {string | undefined} livePage its address; undefined where there is none
 * @returns {Promise<KeyPair | undefined>} the member's, where the list asks for one
 */
export async function playVisit(url, checklist, livePage) {
  const groups = checklist.steps.flatMap((step) => step.groups);
  const modules = groups.filter(({ title }) => title !== undefined);
  // First: with the last level the run goes on.
  const keyPair = await makeKeys(
    url,
    groups.flatMap(({ tasks }) => tasks).find(({ subject }) => subject === "keys"),
  );
  const page = livePage === undefined ? undefined : new LivePageView(livePage);
  await page?.look();
  tell(`opens System > Security Roles > ${checklist.role}`);
  for (const part of inParts(modules, SAVES)) {
    const role = await openRole(url, checklist.role);
    for (const { title, tasks } of part) {
      for (const { label, level } of tasks.flatMap(levelsOf)) role.choose(label, level);
      role.allow(tasks.flatMap(({ entry }) => entry ?? []));
      await sleep(READING_MS);
      tell(`${title}: ${wordsOf(tasks)}`);
    }
    tell(`Save: "${await role.save()}"`);
    await page?.lookForNews();
  }
  return keyPair;
}

/** @param {string} url @param {Task | undefined} task @returns {Promise<KeyPair | undefined>} */
async function makeKeys(url, task) {
  if (task?.identifier === undefined) return undefined;
  const keyPair = await makeKeyPair(url, task.identifier, task.description ?? task.identifier);
  const where = `System > Members > ${task.identifier} > API Keys`;
  if (keyPair) tell(`${where}: makes the pair "${task.description}"; its private key is shown this once`);
  else tell(`${where}: the pair "${task.description}" is there`);
  return keyPair;
}

/** @param {string} line */
const tell = (line) => void process.stdout.write(`    administrator  ${line}\n`);

/** @template T @param {readonly T[]} list @param {number} count @returns {T[][]} at most so many parts, in order, none empty */
export function inParts(list, count) {
  const size = Math.max(1, Math.ceil(list.length / count));
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

/** What has to be chosen in the fields of the web client. @param {Task} task */
function levelsOf({ module, function: name, cells = [] }) {
  return cells.map(({ verb, after }) => ({ label: `${module} / ${name}: ${VERBS[verb]}`, level: after }));
}

/** What is done in a module: `all four All at Contacts, Notes; Edit All, Delete All at Reports` @param {readonly Task[]} tasks */
export function wordsOf(tasks) {
  /** @type {Map<string, string[]>} */
  const byWords = new Map();
  for (const task of tasks) {
    const words = taskWords(task);
    byWords.set(words, [...(byWords.get(words) ?? []), task.function ?? ""]);
  }
  return [...byWords].map(([words, names]) => `${words} at ${names.join(", ")}`).join("; ");
}

/** @param {Task} task */
function taskWords({ cells = [], entry }) {
  if (entry !== undefined) return `allows ${entry}`;
  const [first] = cells;
  if (cells.length === 4 && cells.every(({ after }) => after === first?.after)) return `all four ${first?.after}`;
  return cells.map(({ verb, after }) => `${VERBS[verb]} ${after}`).join(", ");
}

/** The live page as the administrator sees it. */
class LivePageView {
  #version = 0;

  /** @param {string} address */
  constructor(address) {
    this.address = address;
  }

  async look() {
    const state = await this.#fetchState();
    if (state) this.#version = state.version;
  }

  /** Holds until the page shows something else; its last words may be gone with it. */
  async lookForNews() {
    const state = await this.#fetchState();
    if (!state) return;
    this.#version = state.version;
    tell(`The live page shows: ${state.words}`);
  }

  /** @returns {Promise<{ version: number, words: string } | undefined>} undefined where the page is closed */
  async #fetchState() {
    try {
      const response = await fetch(`${this.address}state?after=${this.#version}`, {
        signal: AbortSignal.timeout(TICKS_MS),
      });
      return /** @type {any} */ (await response.json());
    } catch {
      return undefined;
    }
  }
}
