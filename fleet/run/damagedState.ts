import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "@pulumi/pulumi/automation";
import { RefusedError, RolesError } from "../../core/model/errors";
import { withoutPassword } from "../tenant/open";
import { outputOf } from "./detachedCommand";

/** What the engine keeps of a stack can't be read. */
class DamagedStateError extends RolesError {
  readonly code = "state-damaged";
  readonly fault = "user";
}

/** As the engine says it of a file that is cut off, empty or no JSON: `place 1: unexpected end of JSON input` */
const DAMAGE = /JSON|invalid character|unmarshal|failed to load checkpoint/;

export const isDamage = (error: unknown): boolean => error instanceof CommandError && DAMAGE.test(outputOf(error));

/** Where a stack's state is. */
interface StatePlace {
  /** `file:///…`, or another backend. */
  readonly backend: string;
  readonly project: string;
  readonly stack: string;
}

/** What a failed look at a stack's state means to people. */
export function stateError(error: unknown, { backend, project, stack }: StatePlace): unknown {
  if (!(error instanceof CommandError)) return error;
  const output = withoutPassword(outputOf(error)).replace(/^error: /, "");
  if (!isDamage(error)) return new RefusedError(`The state of the stack "${stack}" can't be read: ${output}`);
  return new DamagedStateError(`The state of the stack "${stack}" is damaged (${output}).`, {
    nextStep: wayBack(stateFile(backend, project, stack), stack),
    topic: "state-damaged",
  });
}

/** The engine keeps the former state beside each one, and of a file's backend older ones, too. */
const wayBack = (file: string | undefined, stack: string) =>
  file === undefined
    ? `Put back a former state: pulumi stack import --stack ${stack}, then run it again.`
    : `It is the file ${file}. ${formerOf(file)}`;

function formerOf(file: string): string {
  const older = `Older ones are in ${path.join(path.dirname(file), "..", "..", "backups")}.`;
  return existsSync(`${file}.bak`)
    ? `Copy ${path.basename(file)}.bak beside it over it, then run it again. ${older}`
    : `Put back a former one, then run it again. ${older}`;
}

/** `undefined` where the backend isn't files, or the file isn't where it is to be expected. */
function stateFile(backend: string, project: string, stack: string): string | undefined {
  if (!/^file:\/\/\//.test(backend)) return undefined;
  const stacks = path.join(fileURLToPath(backend), ".pulumi", "stacks", project);
  return [`${stack}.json`, `${stack}.json.gz`].map((name) => path.join(stacks, name)).find(existsSync);
}
