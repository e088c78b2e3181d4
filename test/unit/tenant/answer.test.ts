import { describe, expect, test } from "vitest";
import { type Answer, type Meaning, type Method, meaningOf } from "../../../tenant/client/answer";

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** What each answer means to GET, POST and the others, written down once more. */
const TABLE: readonly [name: string, answers: readonly Answer[], get: Meaning, post: Meaning, write: Meaning][] = [
  ["JSON", [200, 201, 202].map((status) => ({ status, body: "json" })), "answered", "answered", "accepted"],
  [
    "nothing that says anything",
    [
      ...[200, 201, 202, 204, 205].map((status) => ({ status, body: "empty" }) as const),
      ...[200, 201, 203].map((status) => ({ status, body: "other" }) as const),
      ...[301, 302, 303, 304, 307, 308].flatMap((status) => [
        { status, body: "empty" } as const,
        { status, body: "json" } as const,
      ]),
    ],
    "unreadable",
    "doubtful",
    "accepted",
  ],
  ["too many requests", [{ status: 429, body: "json" }], "later", "later", "later"],
  [
    "a failure on the way or behind it",
    [undefined, ...[408, 500, 502, 503, 504, 520].map((status) => ({ status, body: "other" }) as const)],
    "later",
    "doubtful",
    "later",
  ],
  [
    "a refusal",
    [400, 401, 403, 404, 405, 409, 410, 415, 422, 501].map((status) => ({ status, body: "json" })),
    "refused",
    "refused",
    "refused",
  ],
];

describe.each(TABLE)("%s", (_name, answers, get, post, write) => {
  test.each(METHODS)("to %s", (method) => {
    const expected = method === "GET" ? get : method === "POST" ? post : write;
    for (const answer of answers) expect([answer, meaningOf(method, answer)]).toEqual([answer, expected]);
  });
});
