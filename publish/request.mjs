// @ts-check

/** Something that the token may not do. */
export class RefusedError extends Error {}

/** @typedef {(method: string, path: string, body?: unknown) => Promise<any>} Send what it answers, parsed from JSON */

/**
 * Requests to one API, with JSON both ways.
 *
 * @param {string} base address before each path
 * @param {Record<string, string>} headers
 * @returns {Send} throws RefusedError on 401 and 403, and an Error that quotes the answer on any other failure
 */
export function requestsTo(base, headers) {
  return async (method, path, body) => {
    const content = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { accept: "application/json", ...content, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const failure = `${method} ${path.replace(/\?.*/, "")} answered ${response.status}: ${text.slice(0, 300)}`;
    if (response.status === 401 || response.status === 403) throw new RefusedError(failure);
    if (!response.ok) throw new Error(failure);
    return text === "" ? undefined : JSON.parse(text);
  };
}

const PAGE = 100;

/**
 * Every entry of a list that comes in pages of `per_page`, as GitHub's and GitLab's do.
 *
 * @param {Send} send
 * @param {string} path without a query
 * @returns {Promise<any[]>}
 */
export async function allPages(send, path) {
  const entries = [];
  for (let page = 1; ; page++) {
    const found = await send("GET", `${path}?per_page=${PAGE}&page=${page}`);
    entries.push(...found);
    if (found.length < PAGE) return entries;
  }
}
