import type { Field, Shapes } from "./shapes";

/** Every way in which a value isn't of a type, each with its place: `[2].securityRole.id: null`. */
export function problemsOf(shapes: Shapes, value: unknown, type: string, at = ""): string[] {
  const item = /^list of (.+)$/.exec(type)?.[1];
  if (item !== undefined)
    return Array.isArray(value)
      ? value.flatMap((one, index) => problemsOf(shapes, one, item, `${at}[${index}]`))
      : wrong(at, value, type);
  if (type.includes("|")) return type.split("|").includes(value as string) ? [] : wrong(at, value, type);
  const plain = PLAIN[type];
  if (plain) return plain(value) ? [] : wrong(at, value, type);
  const shape = shapes[type];
  if (!shape) throw new Error(`shapes.yaml has no ${type}`);
  return isObject(value) ? objectProblems(shapes, value, shape, at) : wrong(at, value, type);
}

function objectProblems(
  shapes: Shapes,
  value: Readonly<Record<string, unknown>>,
  shape: Readonly<Record<string, Field>>,
  at: string,
): string[] {
  const lacking = Object.entries(shape).filter(([name, field]) => field.required && value[name] === undefined);
  return [
    ...lacking.map(([name]) => `${at}.${name}: is required`),
    ...Object.entries(value).flatMap(([name, part]) => {
      const field = shape[name];
      return field ? fieldProblems(shapes, part, field, `${at}.${name}`) : [`${at}.${name}: is not published`];
    }),
  ];
}

function fieldProblems(shapes: Shapes, value: unknown, { type, nullable, max }: Field, at: string): string[] {
  if (value === null && nullable) return [];
  const isTooLong = max !== undefined && typeof value === "string" && value.length > max;
  return isTooLong ? [`${at}: longer than ${max}`] : problemsOf(shapes, value, type, at);
}

const wrong = (at: string, value: unknown, type: string): string[] => [
  `${at}: ${JSON.stringify(value)?.slice(0, 60)} is no ${type}`,
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isInteger = (value: unknown): boolean =>
  Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31 && !Object.is(value, -0);

const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  integer: isInteger,
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  "date-time": (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value),
  map: isObject,
  "map of string": (value) => isObject(value) && Object.values(value).every((part) => typeof part === "string"),
};
