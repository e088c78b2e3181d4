/** Tells people, by webhooks of their chat or of a program, what a run over many tenants found. */
import { Option } from "commander";
import { type EndedRun, messageOf } from "./message";
import { send } from "./send";
import { KINDS, type Target } from "./target";

export { openTargets } from "./target";

/** `--notify <target…>`, as every command that can tell somebody takes it. */
export const notifyOption = (): Option =>
  new Option(
    "--notify <target...>",
    `send a message when something isn't exact or changed: ${KINDS.join(", ")}, each with a reference to its webhook's address, such as slack:env:SLACK_WEBHOOK`,
  );

/**
 * Tells every target, unless all is exact and was before.
 * @param end aborted when nothing may be waited for any more
 * @returns a sentence for each that wasn't told; it never throws, since the run itself is done
 */
export async function notify(targets: readonly Target[], ended: EndedRun, end: AbortSignal): Promise<string[]> {
  const message = targets.length > 0 ? messageOf(ended) : undefined;
  if (!message) return [];
  const failures = await Promise.all(targets.map((target) => send(message, target, end)));
  return failures.flatMap((failure) => failure ?? []);
}
