import type { Field, Shape, Shapes } from "./shapes";

/** How a value isn't as published. */
export type DeviationKind = "lacking" | "unpublished" | "null" | "too-long" | "type";

/** One place where a value isn't as published. */
export interface Deviation {
  readonly kind: DeviationKind;
  /** Fields and places from the value down: `["2", "securityRole", "id"]`. */
  readonly at: readonly string[];
  /** What is published there: `integer`, `30` for a longest text; blank for a field that isn't published. */
  readonly published: string;
  /** What is there instead. */
  readonly value: unknown;
}

/** What single values have to be, by the word for their type. */
export type PlainTypes = Readonly<Record<string, (value: unknown) => boolean>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isInteger = (value: unknown): boolean =>
  Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31 && !Object.is(value, -0);

/** Any time of ISO 8601: with or without a fraction of a second, and an offset. */
export const PLAIN_TYPES: PlainTypes = {
  string: (value) => typeof value === "string",
  integer: isInteger,
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  "date-time": (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value),
  map: isObject,
  "map of string": (value) => isObject(value) && Object.values(value).every((part) => typeof part === "string"),
};

/**
 * Every way in which a value isn't of a type that the descriptions publish.
 * @param type `list of Member`, `Member`, `string`, `None|My|All`
 * @throws Error for a type that nobody publishes
 */
export function deviations(
  shapes: Shapes,
  value: unknown,
  type: string,
  plainTypes: PlainTypes = PLAIN_TYPES,
): Deviation[] {
  return of(value, type, []);

  function of(value: unknown, type: string, at: readonly string[]): Deviation[] {
    const wrong = (): Deviation[] => [{ kind: value === null ? "null" : "type", at, published: type, value }];
    const item = /^list of (.+)$/.exec(type)?.[1];
    if (item !== undefined)
      return Array.isArray(value) ? value.flatMap((one, index) => of(one, item, [...at, `${index}`])) : wrong();
    if (type.includes("|")) return type.split("|").includes(value as string) ? [] : wrong();
    const plain = plainTypes[type];
    if (plain) return plain(value) ? [] : wrong();
    const shape = shapes[type];
    if (!shape) throw new Error(`shapes.yaml has no ${type}`);
    return isObject(value) ? within(value, shape, at) : wrong();
  }

  function within(object: Readonly<Record<string, unknown>>, shape: Shape, at: readonly string[]): Deviation[] {
    const lacking = Object.entries(shape).filter(([name, field]) => field.required && object[name] === undefined);
    return [
      ...lacking.map(
        ([name, { type }]): Deviation => ({ kind: "lacking", at: [...at, name], published: type, value: undefined }),
      ),
      ...Object.entries(object).flatMap(([name, value]): Deviation[] => {
        const field = shape[name];
        if (field) return ofField(value, field, [...at, name]);
        return [{ kind: "unpublished", at: [...at, name], published: "", value }];
      }),
    ];
  }

  function ofField(value: unknown, { type, nullable, max }: Field, at: readonly string[]): Deviation[] {
    if (value === null && nullable) return [];
    const isTooLong = max !== undefined && typeof value === "string" && value.length > max;
    return isTooLong ? [{ kind: "too-long", at, published: `${max}`, value }] : of(value, type, at);
  }
}
