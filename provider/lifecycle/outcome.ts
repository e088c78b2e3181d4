import type { dynamic } from "@pulumi/pulumi";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { z } from "zod";
import { formatProblem, InvalidInputError, RolesError } from "../../core/model/errors";
import { cleanMessage } from "../../text/clean.mjs";

/** Problems as the engine shows them: one message each, with where to read on. */
const failures = ({ problems, advice: { topic } }: InvalidInputError): dynamic.CheckFailure[] =>
  problems.map((problem) => ({ property: "", reason: formatProblem({ ...(topic && { topic }), ...problem }) }));

/**
 * The object is there but not as desired: the engine keeps `properties` as its state, shows each reason, and the next
 * run reads it first and then goes on.
 */
export class InitializationError extends Error {
  constructor(
    readonly id: string,
    readonly properties: object,
    public reasons: string[],
  ) {
    super(reasons.join("\n"));
  }
}

/** What a user has to read of an error: no stack, unless it is a bug. */
export function describeError(error: unknown): string {
  if (error instanceof RolesError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What a preview doesn't know yet: an output of what isn't made. */
export const unknown = z.literal(unknownValue);

const UNKNOWN = "isn't known in a preview; give a plain value here, or an output of a stack that is there already";

/** @throws InvalidInputError with every problem of a resource's arguments */
export function parseArgs<Schema extends z.ZodType>(schema: Schema, args: unknown): z.output<Schema> {
  const parsed = schema.safeParse(args);
  // As a text it is like any other, and a schema that takes it as what it is says so.
  const unknownKeys = Object.entries(args ?? {}).flatMap(([key, value]) => (value === unknownValue ? [key] : []));
  const refusedKeys = unknownKeys.filter((key) => !(schema instanceof z.ZodObject && takesUnknown(schema.shape[key])));
  const problems = [
    ...refusedKeys.map((key) => ({ path: key, message: UNKNOWN })),
    ...(parsed.error?.issues ?? [])
      .filter(({ path: [key] }) => !refusedKeys.includes(String(key)))
      .map(({ path, message }) => ({ path: path.join("."), message })),
  ];
  if (!parsed.success || problems.length > 0) throw new InvalidInputError("Invalid arguments", problems);
  return parsed.data;
}

/** Of a key that no schema has, nothing is read. */
function takesUnknown(schema: z.core.$ZodType | undefined): boolean {
  if (schema === undefined) return true;
  if (schema instanceof z.ZodDefault) return takesUnknown(schema.unwrap());
  return schema instanceof z.ZodUnion && schema.options.includes(unknown);
}

/** Turns a check's errors into failures; the engine prints those without a stack. */
export async function checkResult<Inputs>(check: () => Promise<Inputs>): Promise<dynamic.CheckResult<Inputs>> {
  try {
    return { inputs: await check() };
  } catch (error) {
    if (error instanceof InvalidInputError) return { failures: failures(error) };
    if (error instanceof RolesError) return { failures: [{ property: "", reason: error.message }] };
    throw error;
  }
}

/** Lets a user's or tenant's error pass without its stack, which the engine's host of dynamic providers prints. */
export async function withoutStack<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof RolesError) error.stack = "";
    throw cleanError(error);
  }
}

/** Lets an error pass as the engine's log may have it. */
export async function withCleanError<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw cleanError(error);
  }
}

/** What a tenant said or calls something is in its message. */
function cleanError(error: unknown): unknown {
  if (!(error instanceof Error)) return cleanMessage(String(error));
  error.message = cleanMessage(error.message);
  if (error.stack !== undefined) error.stack = cleanMessage(error.stack);
  if (error instanceof InitializationError) error.reasons = error.reasons.map(cleanMessage);
  return error;
}

/** What a check finds wrong, as the engine's log may have it. */
export const cleanedCheck = <Inputs>({
  failures,
  ...result
}: dynamic.CheckResult<Inputs>): dynamic.CheckResult<Inputs> => ({
  ...result,
  ...(failures && { failures: failures.map((failure) => ({ ...failure, reason: cleanMessage(failure.reason) })) }),
});
