/** How text in a body becomes a value, as Json.NET reads it into a field of that type; undefined where it doesn't. */

export function asInt32(value: unknown): number | undefined {
  const number = written(value, /^[+-]?\d+$/);
  return Number.isInteger(number) && number === ((number as number) | 0) ? number : undefined;
}

export function asDecimal(value: unknown): number | undefined {
  const number = written(value, /^[+-]?(\d+\.?\d*|\.\d+)$/);
  return Number.isFinite(number) ? number : undefined;
}

/** `"True"` in any case. */
export function asFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.trim().toLowerCase() : undefined;
  return word === "true" || word === "false" ? word === "true" : undefined;
}

/** A number, or text that writes one. */
function written(value: unknown, pattern: RegExp): number | undefined {
  if (typeof value === "number") return value;
  const text = typeof value === "string" ? value.trim() : "";
  return pattern.test(text) ? Number(text) : undefined;
}

const ISO_DATE = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/i;

/** As the service writes dates, whatever precision they were sent in: UTC, to the second. */
export function asDate(value: unknown): string | undefined {
  const time = typeof value === "string" && ISO_DATE.test(value) ? new Date(value) : undefined;
  return time && !Number.isNaN(time.getTime()) ? `${time.toISOString().slice(0, 19)}Z` : undefined;
}
