import type { Shapes } from "../../contract/published/shapes";
import { PUBLISHED } from "../conformance/publishedMethods";
import { type Answer, basic, caller } from "../conformance/sandboxApi";
import { answerTo } from "./answers";
import { problemsOf } from "./check";

/** What fills a path's placeholders. */
export type Ids = Readonly<Record<string, number | string>>;

/** A company of a sandbox whose every answer is checked against the description of its release. */
export class CheckedTenant {
  readonly #problems = new Set<string>();
  /** Statuses by `METHOD path`, as published. */
  readonly statuses = new Map<string, Set<number>>();

  constructor(
    private readonly url: string,
    private readonly company: string,
    readonly shapes: Shapes,
    private readonly keys: readonly [string, string] = ["public", "private"],
  ) {}

  /** Each once: `GET /system/members 200: [3].hireDate: is required`. */
  get problems(): readonly string[] {
    return [...this.#problems];
  }

  /** The same company, asked by a member whose role allows little. */
  as(...keys: [string, string]): CheckedTenant {
    return new CheckedTenant(this.url, this.company, this.shapes, keys);
  }

  /** @param expected the statuses that would be right, where only some are */
  async send(
    method: string,
    path: string,
    ids: Ids = {},
    body?: unknown,
    expected?: readonly number[],
  ): Promise<Answer> {
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name] ?? "unknown"));
    const answer = await caller(this.url)(method, target, body, { authorization: basic(this.company, ...this.keys) });
    const [published = ""] = path.split("?");
    const key = `${method} ${published}`;
    this.statuses.set(key, (this.statuses.get(key) ?? new Set()).add(answer.status));
    const problems = this.#problemsOf(method, published, answer);
    if (expected && !expected.includes(answer.status))
      problems.push(`is not ${expected.join(" or ")}: ${JSON.stringify(answer.body)?.slice(0, 300)}`);
    for (const problem of problems) this.#problems.add(`${key} ${answer.status}: ${problem}`);
    return answer;
  }

  #problemsOf(method: string, path: string, { status, body }: Answer): string[] {
    if (status === 204) return body === undefined ? [] : ["has a body"];
    const type = status < 300 ? answerOf(method, path) : "ErrorResponseMessage";
    return problemsOf(this.shapes, body, type);
  }
}

/** The type of a method's answer: POST to a list answers one of it. */
export function answerOf(method: string, path: string): string {
  if (path.endsWith("/count")) return "Count";
  const answer = answerTo(path);
  return method === "GET" ? answer : answer.replace(/^list of /, "");
}

export const methodsOf = (path: string): readonly string[] => (PUBLISHED[path] ?? "").split(" ");
export const PATHS: readonly string[] = Object.keys(PUBLISHED);

const patterns = [...PATHS]
  .sort((a, b) => a.split("{").length - b.split("{").length)
  .map((path) => ({
    path,
    pattern: new RegExp(`^${path.replace(/\/$/, "").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`, "i"),
  }));

/** The published path that a path below the API's base is one of; with as few placeholders as there are. */
export const publishedPathOf = (path: string): string | undefined =>
  patterns.find(({ pattern }) => pattern.test(path))?.path;
