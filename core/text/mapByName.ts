import { z } from "zod";

/** Values by names that are a tenant's. One of them may be `__proto__`, which a record of zod leaves out without a word. */
export const mapByName = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(entriesOf, z.map(z.string(), value)).transform((map) => Object.fromEntries(map));

const entriesOf = (data: unknown): unknown =>
  typeof data === "object" && data !== null && !Array.isArray(data) ? new Map(Object.entries(data)) : data;
