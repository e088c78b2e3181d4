import { badRequest } from "../http/errors";
import { asTime } from "../model/scalars";
import type { FieldSpec, FieldValue } from "../model/shape";
import type { StoredRecord } from "../store/collection";
import type { TextRules } from "../store/names";
import { likeOf } from "./like";
import type { Comparison, Condition, Literal, Membership } from "./parse";

/** Reads one field of a record, through references. */
export interface FieldReader {
  readonly spec: FieldSpec;
  readonly read: (record: StoredRecord) => FieldValue | undefined;
}

/** Finds the reader of a path. @throws ApiError 400 on a name the object doesn't have */
export type ReaderOf = (path: readonly string[]) => FieldReader;

export type Predicate = (record: StoredRecord) => boolean;

/**
 * What a condition accepts. Names and value types are checked once, here, not per record.
 * Assumed: an unset flag is False.
 */
export function predicateOf(condition: Condition, readerOf: ReaderOf, rules: TextRules): Predicate {
  switch (condition.kind) {
    case "and":
    case "or": {
      const terms = condition.terms.map((term) => predicateOf(term, readerOf, rules));
      return condition.kind === "and"
        ? (record) => terms.every((term) => term(record))
        : (record) => terms.some((term) => term(record));
    }
    case "not": {
      const term = predicateOf(condition.term, readerOf, rules);
      return (record) => !term(record);
    }
    case "in":
      return membership(condition, readerOf(condition.path), rules);
    case "compare":
      return comparison(condition, readerOf(condition.path), rules);
  }
}

function membership({ values, negated }: Membership, reader: FieldReader, { key }: TextRules): Predicate {
  const wanted = new Set(values.map((value) => literalOf(value, reader.spec, key)));
  const test = anyValue(reader, key, (left) => wanted.has(left));
  return (record) => test(record) !== negated;
}

function comparison({ operator, value, negated }: Comparison, reader: FieldReader, rules: TextRules): Predicate {
  const isWithin = operator === "like" || operator === "contains";
  const fold = isWithin ? rules.within : rules.key;
  const right = isWithin ? fold(textOf(value)) : literalOf(value, reader.spec, fold);
  const test = anyValue(reader, fold, testOf(operator, right));
  return (record) => test(record) !== negated;
}

/** A list meets a test when one of its elements does (`teams = 5`); an empty list counts as unset. */
function anyValue({ spec, read }: FieldReader, fold: Fold, test: (left: Comparable) => boolean): Predicate {
  if (spec.kind !== "integers") return (record) => test(comparable(read(record), spec, fold));
  return (record) => {
    const list = read(record);
    return Array.isArray(list) && list.length > 0 ? list.some(test) : test(null);
  };
}

type Fold = TextRules["key"];

/** What a reader gives for a flag that isn't set where such are neither True nor False. */
export const UNSET_FLAG = -1;

/** Text as its rules have it, dates as milliseconds, flags as 0 and 1: what `<` and `=` compare. */
type Comparable = string | number | null;

function comparable(value: FieldValue | undefined, spec: FieldSpec, fold: Fold): Comparable {
  if (spec.kind === "flag") return value === UNSET_FLAG ? null : Number(value === true);
  if (value === undefined || value === null || typeof value === "object") return null;
  if (spec.kind === "date") return Date.parse(String(value));
  return typeof value === "string" ? fold(value) : Number(value);
}

function testOf(operator: Comparison["operator"], right: Comparable): (left: Comparable) => boolean {
  if (operator === "like") {
    const like = likeOf(String(right));
    return (left) => left !== null && like(String(left));
  }
  const compare = TESTS[operator];
  return (left) => compare(left, right);
}

const TESTS: Record<Exclude<Comparison["operator"], "like">, (left: Comparable, right: Comparable) => boolean> = {
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left !== null && right !== null && left < right,
  "<=": (left, right) => left !== null && right !== null && left <= right,
  ">": (left, right) => left !== null && right !== null && left > right,
  ">=": (left, right) => left !== null && right !== null && left >= right,
  contains: (left, right) => left !== null && String(left).includes(String(right)),
};

function literalOf(literal: Literal, spec: FieldSpec, fold: Fold): Comparable {
  if (literal.kind === "null") return null;
  if (spec.kind === "date") return dateOf(literal);
  if (literal.kind === "date") throw notOfType(literal, TYPE_WORDS[spec.kind]);
  if (spec.kind === "flag") return flagOf(literal);
  if (spec.kind === "integer" || spec.kind === "integers" || spec.kind === "number") return numberOf(literal);
  if (spec.values && !spec.values.some((value) => value.toLowerCase() === wordOf(literal))) {
    throw badValue(literal, "Enum value supplied was invalid");
  }
  return fold(textOf(literal));
}

const TYPE_WORDS = {
  text: "String",
  reference: "String",
  account: "String",
  customFields: "String",
  integer: "Int32",
  integers: "Int32",
  number: "Decimal",
  flag: "Boolean",
} as const;

const textOf = (literal: Literal): string =>
  literal.kind === "date" ? literal.text : literal.kind === "null" ? "" : String(literal.value);

const wordOf = (literal: Literal): string => textOf(literal).toLowerCase();

function numberOf(literal: Literal): number {
  const value = literal.kind === "boolean" ? Number.NaN : Number(textOf(literal));
  if (Number.isNaN(value)) throw notOfType(literal, "number");
  return value;
}

function flagOf(literal: Literal): number {
  const text = wordOf(literal);
  if (text === "true" || text === "1") return 1;
  if (text === "false" || text === "0") return 0;
  throw notOfType(literal, "Boolean");
}

function dateOf(literal: Literal): number {
  const time = asTime(textOf(literal));
  if (!time) throw notOfType(literal, "DateTime");
  return time.getTime();
}

/** Seen: "String was not recognized as a valid Boolean." with code ConnectWiseApi; the code here is that of a condition. */
const notOfType = (literal: Literal, type: string) =>
  badValue(literal, `${wordOf(literal)} was not recognized as a valid ${type}`);

/** Says where, as a syntax error does: the place is counted from 1. */
const badValue = ({ offset }: Literal, what: string) =>
  badRequest({ code: "ApiFindCondition", message: `${what}. At position ${offset + 1}.` });
