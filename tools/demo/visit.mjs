// @ts-check
import { playVisit } from "./administrator.mjs";
import { checklist, pulumi } from "./commands.mjs";
import { say } from "./say.mjs";

const LIVE_PAGE = /Live page, on this machine alone: (http:\S+)/;
const WAITING = /Waiting up to /;

/**
 * A `pulumi up` with the visit of an administrator, where it waits for one.
 *
 * @param {import("./run.mjs").Stage} stage
 * @param {string} line what comes after `pulumi`
 * @returns {Promise<{ isVisited: boolean, keyPair?: import("./tenant.mjs").KeyPair | undefined }>} whether there was a visit, and the member's keys where it made them
 */
export async function upWithVisit({ stack, sandbox, isHandsOn }, line) {
  /** @type {string | undefined} */
  let livePage;
  let isVisited = false;
  /** @type {import("./tenant.mjs").KeyPair | undefined} */
  let keyPair;
  await pulumi(stack, line, async (shown) => {
    livePage ??= LIVE_PAGE.exec(shown)?.[1];
    if (isVisited || !WAITING.test(shown)) return;
    isVisited = true;
    if (isHandsOn) say(...whereToGo(sandbox.url, livePage));
    else keyPair = await playVisit(sandbox.url, await checklist(stack), livePage);
  });
  return { isVisited, keyPair };
}

/** @param {string} url @param {string | undefined} livePage */
const whereToGo = (url, livePage) => [
  "    Now it is your turn, within 30 minutes; Ctrl-C ends it, and the next run goes on.",
  `    What is left, ticked as you go:  ${livePage ?? "the list above"}`,
  `    The sandbox's web client:        ${url}/admin/roles`,
];
