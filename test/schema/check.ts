import { type Deviation, type DeviationKind, deviations, PLAIN_TYPES } from "../../contract/published/deviations";
import type { Shapes } from "../../contract/published/shapes";

/** The sandbox tells times in one form. */
const OF_SANDBOX = {
  ...PLAIN_TYPES,
  "date-time": (value: unknown) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value),
};

/** Every way in which a value isn't of a type, each with its place: `[2].securityRole.id: null`. */
export const problemsOf = (shapes: Shapes, value: unknown, type: string): string[] =>
  deviations(shapes, value, type, OF_SANDBOX).map((one) => `${placeOf(one)}: ${WORDS[one.kind](one)}`);

const placeOf = ({ at }: Deviation): string =>
  at.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join("");

const isNo = ({ value, published }: Deviation): string => `${JSON.stringify(value)?.slice(0, 60)} is no ${published}`;

const WORDS: Readonly<Record<DeviationKind, (deviation: Deviation) => string>> = {
  lacking: () => "is required",
  unpublished: () => "is not published",
  "too-long": ({ published }) => `longer than ${published}`,
  null: isNo,
  type: isNo,
};
