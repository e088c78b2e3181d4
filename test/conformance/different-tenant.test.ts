/** The tenant that is deliberately otherwise: each alteration changes what it says, and without one it says the same. */
import { once } from "node:events";
import { type IncomingMessage, request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import type { StoreState } from "../../sandbox/store/store";
import {
  type Answer,
  AREAS,
  type Ask,
  type DifferentTenant,
  differentTenant,
  variedSeed,
} from "../helpers/differentTenant";
import { API, basic, CLIENT_ID } from "./sandboxApi";

const SIGNED = { authorization: basic("sandbox", "public", "private"), clientid: CLIENT_ID };
const SENT = { ...SIGNED, "content-type": "application/json", "accept-encoding": "gzip" };

/** Whole answers, as they come, but for the address that they came from. */
function askAt(url: string): Ask {
  return async (line, body, headers = {}) => {
    const [, method = "", address = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
    const path = address.startsWith("//") ? address.slice(1) : `${API}${address}`;
    const set = Object.entries({ ...SENT, ...headers }).filter(([, value]) => value !== "");
    const request = send(`${url}${path.replaceAll(" ", "%20")}`, { method, headers: Object.fromEntries(set) });
    request.end(typeof body === "object" ? JSON.stringify(body) : body);
    const [answer] = (await once(request, "response")) as [IncomingMessage];
    return answerOf(answer, String(Buffer.concat(await answer.toArray())), new URL(url).host);
  };
}

function answerOf({ statusCode: status = 0, headers: told }: IncomingMessage, text: string, host: string): Answer {
  const names = ["content-type", "content-encoding", "link", "location", "allow", "www-authenticate"];
  const shown = Object.entries(told).filter(
    ([name]) => names.includes(name) || name.startsWith("api-") || name.startsWith("x-"),
  );
  const headers = Object.fromEntries(shown.map(([name, value]) => [name, String(value).replaceAll(host, "HOST")]));
  const body = text.replaceAll(host, "HOST");
  return { status, headers, body: /^[[{]/.test(body) ? JSON.parse(body) : body };
}

let sandbox: Sandbox;
let same: DifferentTenant;
let asSeeded: StoreState;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: variedSeed(), now: () => new Date("2026-11-30T09:00:00Z") });
  same = await differentTenant(sandbox);
  asSeeded = sandbox.tenant.store.state();
});
afterAll(() => Promise.all([same.close(), sandbox.close()]));

describe.each(Object.entries(AREAS))("%s", (_area, alterations) => {
  test.each(Object.entries(alterations))("%s", async (name, { seen }) => {
    const look = async (url: string) => {
      sandbox.tenant.store.restore(asSeeded);
      const ask = askAt(url);
      return typeof seen === "string" ? ask(seen) : seen(ask);
    };
    const altered = await differentTenant(sandbox, name);
    const [plain, unaltered, otherwise] = [await look(sandbox.url), await look(same.url), await look(altered.url)];
    await altered.close();
    expect(unaltered).toEqual(plain);
    expect(otherwise).not.toEqual(plain);
  });
});
