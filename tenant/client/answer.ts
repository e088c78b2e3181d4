/** The methods of the API. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What came back: a status, and what the body is; `undefined` where nothing came. */
export type Answer = { readonly status: number; readonly body: "json" | "empty" | "other" } | undefined;

/**
 * What an answer says of the request it came for.
 *
 * - `answered`: it is an answer to the question; its shape is still to be read.
 * - `accepted`: a write may have taken effect. Whatever the answer says, a read decides.
 * - `doubtful`: an object may have been made. It is looked for by name before anything else is sent.
 * - `unreadable`: it is no answer to the question, and says nothing.
 * - `refused`: nothing was done.
 * - `later`: nothing was done, or doing it again does no harm: it is sent again.
 */
export type Meaning = "answered" | "accepted" | "doubtful" | "unreadable" | "refused" | "later";

/**
 * | answer | GET | POST | PUT, PATCH, DELETE |
 * | --- | --- | --- | --- |
 * | 2xx with JSON | answered | answered | accepted |
 * | 2xx without JSON: empty, 202, 204, a web page, cut off | unreadable | doubtful | accepted |
 * | 3xx, which is never followed | unreadable | doubtful | accepted |
 * | 429 | later | later | later |
 * | 408 | later | doubtful | later |
 * | other 4xx, 501 | refused | refused | refused |
 * | other 5xx | later | doubtful | later |
 * | none: lost, or not whole in time | later | doubtful | later |
 *
 * The API has no idempotency key: a POST is the one request that does harm when it is sent twice. Some clouds answer a POST with
 * a redirect once the object is made. PUT, PATCH and DELETE ask for a state, and are the same when sent again.
 */
export function meaningOf(method: Method, answer: Answer): Meaning {
  const [read, create, write] = row(answer);
  if (method === "GET") return read;
  return method === "POST" ? create : write;
}

type Row = readonly [get: Meaning, post: Meaning, write: Meaning];

function row(answer: Answer): Row {
  if (answer === undefined) return LOST;
  const { status, body } = answer;
  if (status < 300) return body === "json" ? ["answered", "answered", "accepted"] : TELLS_NOTHING;
  if (status < 400) return TELLS_NOTHING;
  if (status === 429) return ["later", "later", "later"];
  if (status === 408 || (status >= 500 && status !== 501)) return LOST;
  return ["refused", "refused", "refused"];
}

const LOST: Row = ["later", "doubtful", "later"];
const TELLS_NOTHING: Row = ["unreadable", "doubtful", "accepted"];
