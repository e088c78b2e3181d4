import { VERBS } from "../core/model/level";
import { isMassRemoval, MASS_REMOVAL_SHARE } from "../core/plan/massRemoval";
import { isGranted } from "./rows";
import type { Fact, Subject, Table } from "./view";

/** A subject that takes most of what it granted away, with a fact that says so and holds the change back. */
export function withMassRemovalFact(subject: Subject): Subject {
  if (subject.status === "removed") return subject;
  const massRemovals = subject.tables.flatMap((table) => massRemovalFact(table) ?? []);
  return massRemovals.length > 0 ? { ...subject, facts: [...massRemovals, ...subject.facts] } : subject;
}

function massRemovalFact({ label, rows, changed }: Table): Fact | undefined {
  const granted = rows.filter(({ cells }) => VERBS.some((verb) => isGranted(cells[verb].before)));
  const narrowed = changed.filter(({ direction }) => direction === "narrowed");
  if (!isMassRemoval(narrowed.length, granted.length)) return undefined;
  return {
    kind: "brake",
    what: `narrows ${narrowed.length} of the ${granted.length} functions that it granted${label ? ` (${label})` : ""}, more than ${MASS_REMOVAL_SHARE * 100} %`,
    direction: "narrowed",
  };
}
