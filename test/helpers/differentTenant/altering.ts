import type { Alter, Answer, Json, ProxiedRequest } from "./proxy";

/** Sends a request, `GET /system/info` below the API's base or an address from `//` on, to see what is otherwise. */
export type Ask = (line: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

/** An alteration, and requests whose answers it changes. */
export interface Alteration {
  readonly seen: string | ((ask: Ask) => Promise<unknown>);
  readonly alter: Alter;
}

/** `/system/securityroles` of a request, in lower case; the whole address where it isn't below the API's base. */
export const pathOf = ({ address }: ProxiedRequest): string =>
  (/\/apis\/3\.0(\/.*)$/i.exec(address)?.[1] ?? address).replaceAll(/\/+/g, "/").toLowerCase();

export const ROLES = "/system/securityroles";
export const ROWS = /^\/system\/securityroles\/\d+\/settings$/;
export const ROW = /^\/system\/securityroles\/\d+\/settings\/\d+$/;
/** A list of rows, a row, or the caller's own rows. */
export const LEVELS = /^\/system\/(securityroles\/\d+\/settings(\/\d+)?|mysecurity)$/;
export const MEMBERS = /^\/system\/(api)?members(\/\d+)?$/;

type Where = RegExp | string;

export const isAt = (asked: ProxiedRequest, where: Where): boolean =>
  typeof where === "string" ? pathOf(asked) === where : where.test(pathOf(asked));

/** As the service refuses: 400 with a code unless told otherwise. */
export const refusal = (status = 400, message = "It can't be done.", code = "ConnectWiseApi"): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: { code, message, errors: null },
});

/** Answers to requests of a method at a path become others. */
export const answers =
  (method: string, where: Where, change: (answer: Answer, asked: ProxiedRequest) => Answer): Alter =>
  async (asked, next) => {
    const answer = await next();
    return asked.method === method && isAt(asked, where) ? change(answer, asked) : answer;
  };

/** Refusals with one of these statuses become others. */
export const refusals =
  (statuses: readonly number[], change: (answer: Answer, asked: ProxiedRequest) => Answer): Alter =>
  async (asked, next) => {
    const answer = await next();
    return statuses.includes(answer.status) ? change(answer, asked) : answer;
  };

export const withStatus =
  (status: number) =>
  (answer: Answer): Answer => ({ ...answer, status });

/** Lists at a path become others. */
export const lists = (where: Where, change: (items: Json[], asked: ProxiedRequest) => Json): Alter =>
  answers("GET", where, (answer, asked) =>
    Array.isArray(answer.body) ? { ...answer, body: change(answer.body, asked) } : answer,
  );

/** Each object that a path shows, alone or in a list, becomes another; undefined takes it out of the list. */
export const objects =
  (where: Where, change: (object: Json, asked: ProxiedRequest) => Json): Alter =>
  async (asked, next) => {
    const answer = await next();
    if (!isAt(asked, where) || answer.status >= 300 || typeof answer.body !== "object") return answer;
    const body = Array.isArray(answer.body)
      ? answer.body.map((one) => change(one, asked)).filter((one) => one !== undefined)
      : change(answer.body, asked);
    return { ...answer, body };
  };

export const without = (object: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** Every value within, from the inside out. */
export function deep(value: Json, change: (value: Json, key: string) => Json, key = ""): Json {
  if (Array.isArray(value))
    return change(
      value.map((one) => deep(one, change, key)),
      key,
    );
  if (typeof value !== "object" || value === null) return change(value, key);
  return change(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, deep(one, change, name)])), key);
}

/** Requests with a query parameter of which `change` makes another, or undefined to drop it. */
export const queries =
  (name: string, change: (value: string | null, asked: ProxiedRequest) => string | undefined | null): Alter =>
  (asked, next) => {
    const query = new URLSearchParams(asked.query);
    const value = change(parameter(asked, name), asked);
    for (const key of [...query.keys()]) if (key.toLowerCase() === name.toLowerCase()) query.delete(key);
    if (value !== undefined && value !== null) query.set(name, value);
    return next({ query });
  };

/** Requests whose parameter meets a test are refused. */
export const refuses =
  (name: string, test: (value: string) => boolean, answer: Answer = refusal()): Alter =>
  (asked, next) => {
    const value = parameter(asked, name);
    return value !== null && test(value) ? answer : next();
  };

export const parameter = ({ query }: ProxiedRequest, name: string): string | null =>
  [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;

export const withQuery = (
  { query }: ProxiedRequest,
  changed: Readonly<Record<string, string>>,
): { query: URLSearchParams } => {
  const names = Object.keys(changed).map((name) => name.toLowerCase());
  const kept = [...query].filter(([key]) => !names.includes(key.toLowerCase()));
  return { query: new URLSearchParams([...kept, ...Object.entries(changed)]) };
};
