import { VERBS } from "../core/model/level";
import { isGranted } from "./rows";
import type { Fact, Subject, Table } from "./view";

/** A change that takes this much away looks like a file that was emptied, or a layer that was lost. */
const MOST_FUNCTIONS = 5;
const MOST_SHARE = 0.5;

/** A subject that takes most of what it granted away, with a fact that says so and holds the change back. */
export function withBrake(subject: Subject): Subject {
  if (subject.status === "removed") return subject;
  const found = subject.tables.flatMap((table) => brakeOf(table) ?? []);
  return found.length > 0 ? { ...subject, facts: [...found, ...subject.facts] } : subject;
}

function brakeOf({ label, rows, changed }: Table): Fact | undefined {
  const granted = rows.filter(({ cells }) => VERBS.some((verb) => isGranted(cells[verb].before)));
  const narrowed = changed.filter(({ direction }) => direction === "narrowed");
  if (narrowed.length < MOST_FUNCTIONS || narrowed.length <= granted.length * MOST_SHARE) return undefined;
  return {
    kind: "brake",
    what: `narrows ${narrowed.length} of the ${granted.length} functions that it granted${label ? ` (${label})` : ""}, more than ${MOST_SHARE * 100} %`,
    direction: "narrowed",
  };
}
