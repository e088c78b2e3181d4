import { generate } from "peggy";
import { badRequest } from "../http/errors";
import { GRAMMAR } from "./grammar";

/** A value as it was written, and the place where it stands, counted from 0. */
export type Literal = { readonly offset: number } & (
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "date"; readonly text: string }
  | { readonly kind: "null" }
);

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "like";

export interface Comparison {
  readonly kind: "compare";
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly value: Literal;
  readonly negated: boolean;
}

export interface Membership {
  readonly kind: "in";
  readonly path: readonly string[];
  readonly values: readonly Literal[];
  readonly negated: boolean;
}

export type Condition =
  | { readonly kind: "and" | "or"; readonly terms: readonly Condition[] }
  | { readonly kind: "not"; readonly term: Condition }
  | Comparison
  | Membership;

const parser = generate(GRAMMAR);

/** @throws ApiError 400 that says what was expected and where (the place is counted from 1). */
export function parseConditions(text: string): Condition {
  try {
    return parser.parse(text) as Condition;
  } catch (error) {
    throw badRequest({ code: "ApiFindCondition", message: explain(error, text) });
  }
}

function explain(error: unknown, text: string): string {
  if (error instanceof parser.SyntaxError) {
    const { offset } = error.location.start;
    return `${error.message} At position ${offset + 1} of: ${text}`;
  }
  if (error instanceof RangeError) return "The conditions are nested too deeply.";
  throw error;
}
