import { plural } from "../../pages/text";
import { type AcceptedView, type ChangesSince, type Deviation, type FleetView, STATES } from "./view";
import {
  broaderTitle,
  describeAccepted,
  describeDeviation,
  moveWord,
  narrowerTitle,
  STALE_WORDS,
  stateWord,
} from "./words";

/** A part of the report as text: what renderers for a terminal and for chats have in common. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly named?: number;
  readonly text: string;
  readonly tenants: readonly string[];
}

/** How many names stand in one line: of what failed for one reason more than of what differs. */
const NAMED = 5;
const NAMED_OF_A_REASON = 40;

/**
 * `No answer from … (40 tenants: a, b, …)`
 * @param safe makes text of others fit for where the line goes
 */
export function describeLine({ text, tenants, named = NAMED }: Line, safe: (text: string) => string): string {
  if (tenants.length === 0) return safe(text);
  const names = tenants.slice(0, named).map(safe).join(", ");
  const more = tenants.length - named;
  return `${safe(text)} (${plural(tenants.length, "tenant")}: ${names}${more > 0 ? ` and ${more} more` : ""})`;
}

/** Without those that have nothing to say; what needs somebody first. */
export function sectionsOf(view: FleetView): Section[] {
  const { reading, broader, narrower, besides, accepted, since } = view;
  const deviation = (found: Deviation): Line => deviationLine(found, view);
  return [
    ...reasonSections(view),
    { title: broaderTitle(reading), lines: broader.map(deviation) },
    ...(since ? [{ title: SINCE, lines: sinceLines(since, view) }] : []),
    { title: narrowerTitle(reading), lines: narrower.map(deviation) },
    {
      title: "Roles and members",
      lines: besides.map(({ profile, what, tenants }) => ({ text: `${profile}: ${what}`, tenants })),
    },
    { title: "Accepted", lines: accepted.map(acceptedLine) },
    { title: "Readings that don't count any more", lines: staleLines(view) },
  ].filter(({ lines }) => lines.length > 0);
}

const SINCE = "Since the last run";
/** Plainly, so that nobody takes an empty list for a missing one. */
export const NOTHING_CHANGED = "Nothing changed.";

const reasonSections = (view: FleetView): Section[] =>
  STATES.map((state) => ({
    title: capitalized(stateWord(state, view)),
    lines: view.reasons
      .filter((reason) => reason.state === state)
      .map(({ code, message, tenants }) => ({ text: `${code}: ${message}`, tenants, named: NAMED_OF_A_REASON })),
  }));

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function deviationLine(deviation: Deviation, { reading }: FleetView): Line {
  const { profile, risk, tenants } = deviation;
  const mark = risk ? ` (${risk.rank} risk${risk.rank === "low" ? "" : `: ${risk.reason}`})` : "";
  return { text: `${profile}: ${describeDeviation(deviation, reading)}${mark}`, tenants };
}

const acceptedLine = (accepted: AcceptedView): Line => ({
  text: `${accepted.profile}: ${describeAccepted(accepted)}`,
  tenants: accepted.tenants,
});

export const isNothing = ({ moved, newlyDifferent, putRight, newlyAccepted }: ChangesSince): boolean =>
  moved.length + newlyDifferent.length + putRight.length + newlyAccepted.length === 0;

function sinceLines(since: ChangesSince, view: FleetView): Line[] {
  if (isNothing(since)) return [{ text: NOTHING_CHANGED, tenants: [] }];
  const after = (word: string, { text, tenants }: Line): Line => ({ text: `${word}: ${text}`, tenants });
  return [
    ...since.moved.map(({ profiles, move, tenants }) => ({
      text: `${profiles.join(", ")}: ${moveWord(move, view)}`,
      tenants,
    })),
    ...since.newlyDifferent.map((found) => after("New", deviationLine(found, view))),
    ...since.putRight.map((found) => ({
      text: `Put right: ${found.profile}: ${describeDeviation(found, view.reading, true)}`,
      tenants: found.tenants,
    })),
    ...since.newlyAccepted.map((found) => after("Newly accepted", acceptedLine(found))),
  ];
}

const staleLines = ({ tenants }: FleetView): Line[] =>
  (["old", "asked"] as const).flatMap((kind) => {
    const names = tenants.filter(({ stale }) => stale === kind).map(({ name }) => name);
    return names.length > 0 ? [{ text: capitalized(STALE_WORDS[kind]), tenants: names }] : [];
  });
