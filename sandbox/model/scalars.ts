/** How a value in a body becomes one of a field's type, as Json.NET reads it; undefined where it doesn't. */

/** A number or flag is the text that writes it. */
export function asText(value: unknown): string | undefined {
  return typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : typeof value === "string"
      ? value
      : undefined;
}

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

const CLOCK = String.raw`(\d\d?):(\d\d)(?::(\d\d)(\.\d+)?)?`;
const ISO_TIME = new RegExp(String.raw`^(\d{4})-(\d\d?)-(\d\d?)(?:[T ]${CLOCK} ?(Z|[+-]\d\d:?\d\d)?)?$`, "i");
/** As PowerShell writes a date into text. */
const INVARIANT_TIME = new RegExp(String.raw`^(\d\d?)/(\d\d?)/(\d{4})(?: ${CLOCK})?$`);
/** As Windows PowerShell writes a date into JSON. */
const MICROSOFT_TIME = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/** A date that a text writes, in UTC unless it says otherwise. */
export function asTime(value: unknown): Date | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  const [, milliseconds] = MICROSOFT_TIME.exec(text) ?? [];
  if (milliseconds !== undefined) return new Date(Number(milliseconds));
  const [, month, day, year, ...clock] = INVARIANT_TIME.exec(text) ?? [];
  if (year !== undefined) return timeOf([year, month, day, ...clock]);
  const [, ...parts] = ISO_TIME.exec(text) ?? [];
  return parts.length === 0 ? undefined : timeOf(parts);
}

/** @param parts year, month, day, hour, minute, second, fraction, offset */
function timeOf(parts: readonly (string | undefined)[]): Date | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map((part = "0") => Number(part));
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isThere =
    time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isThere) return undefined;
  const [fraction = ".", offset = "Z"] = parts.slice(6);
  return new Date(time.getTime() + Number(fraction.slice(1, 4).padEnd(3, "0")) - minutesOf(offset) * 60_000);
}

function minutesOf(offset: string): number {
  const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
}

/** To the millisecond; the store writes it as its company shows times. */
export const asDate = (value: unknown): string | undefined => asTime(value)?.toISOString();
