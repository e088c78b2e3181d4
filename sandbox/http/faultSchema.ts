import { z } from "zod";
import { readYamlFile } from "../yamlFile";

const pattern = z
  .union(
    [z.instanceof(RegExp), z.string().refine(isPattern, "is no regular expression")],
    "expected a regular expression",
  )
  .transform(caseless);

/** Which requests a fault meets; without any of these, every one to the API. */
const condition = {
  method: z.string().toUpperCase().optional(),
  /** A regular expression, tested without regard to case against the path with its query. */
  path: pattern.optional(),
  /** Only the nth request that matches, counted from 1. */
  nth: z.int().positive().optional(),
  /** Only this share of those that match, from 0 to 1, drawn from the plan's seed. */
  probability: z.number().min(0).max(1).optional(),
  /** Only what goes beyond this many matching requests within a minute; answered 429 unless another answer is given. */
  perMinute: z.int().nonnegative().optional(),
};

/** What happens to a request that is met. `latency` goes with any of the others. */
const effect = {
  /** Milliseconds to wait first. */
  latency: z.number().nonnegative().max(600_000).optional(),
  /** Answers this status instead of doing the work. */
  status: z.int().min(200).max(599).optional(),
  /** Seconds for a `Retry-After` header; `perMinute` sets it by itself. */
  retryAfter: z.int().nonnegative().optional(),
  /** JSON to answer with `status`. Default: an error body of that status. */
  body: z.json().optional(),
  /** Breaks the connection: `before` the work is done, or `after` it, so that only the answer is lost. */
  reset: z.enum(["before", "after"]).optional(),
  /** `html`: a page instead of the work, with `status` or 200. `truncated`: the work's answer, cut in the middle. */
  answer: z.enum(["html", "truncated"]).optional(),
};

export const faultSchema = z.strictObject({ ...condition, ...effect }).check(({ value, issues }) => {
  const refuse = (path: string, message: string) =>
    issues.push({ code: "custom", input: value, path: [path], message });
  const { status, reset, answer, latency, perMinute } = value;
  if ([status, reset, answer, latency, perMinute].every((part) => part === undefined)) {
    refuse("status", "says nothing of what happens: give status, reset, answer, latency or perMinute");
  }
  if (reset !== undefined && (status !== undefined || answer !== undefined)) {
    refuse("reset", "leaves no answer: it goes with neither status nor answer");
  }
  if (answer === "truncated" && status !== undefined)
    refuse("status", "is that of the work when its answer is truncated");
  const answered = status !== undefined || perMinute !== undefined;
  if (value.retryAfter !== undefined && !answered) refuse("retryAfter", "goes with a status");
  if (value.body !== undefined && (!answered || answer !== undefined)) refuse("body", "goes with a status");
});

/** Several faults, asked in their order, and what chance is drawn from. */
export const faultPlanSchema = z.strictObject({
  /** The same seed draws the same requests by `probability`. Default: go on drawing, at first from 1. */
  seed: z.int().optional(),
  faults: z.array(faultSchema),
});

/** A failure to produce on purpose, as it may be written. */
export type Fault = z.input<typeof faultSchema>;
/** The same, checked. */
export type CheckedFault = z.output<typeof faultSchema>;
export type FaultPlan = z.output<typeof faultPlanSchema>;

/** @throws Error naming every problem by key */
export function checkFault(fault: Fault): CheckedFault {
  const result = faultSchema.safeParse(fault);
  if (result.success) return result.data;
  throw new Error(`This is no fault:\n${z.prettifyError(result.error)}`);
}

/** @throws Error naming the file and every problem in it, by key */
export const readFaults = (file: string): FaultPlan => readYamlFile(file, faultPlanSchema, "a file of faults");

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Without `g`, which would make a test depend on the one before. */
function caseless(pattern: RegExp | string): RegExp {
  return new RegExp(pattern, "i");
}
