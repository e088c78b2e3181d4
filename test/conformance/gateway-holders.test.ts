/** That nobody holds a role is believed of a list that can tell, and of no other one. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../tenant/connection";
import { connectionTo } from "../helpers/project";

type Answer = (url: URL) => readonly [status: number, body: unknown];

const MEMBERS = [
  { id: 1, identifier: "Holder", securityRole: { id: 7 } },
  { id: 2, identifier: "Other", securityRole: { id: 8 } },
];
const refused: Answer = () => [400, { code: "InvalidCondition", message: "no" }];
const counted: Answer = ({ searchParams }) => {
  const isOthers = searchParams.get("conditions")?.includes("!=") === true;
  return [200, searchParams.has("conditions") ? MEMBERS.filter(({ id }) => (id === 2) === isOthers) : MEMBERS];
};
const conditionsRefused: Answer = (url) => (url.searchParams.has("conditions") ? refused(url) : [200, MEMBERS]);
const conditionsEmpty: Answer = ({ searchParams }) => [200, searchParams.has("conditions") ? [] : MEMBERS];
const withoutRoles: Answer = ({ searchParams }) => [
  200,
  searchParams.has("conditions") ? [] : MEMBERS.map(({ id, identifier }) => ({ id, identifier })),
];
const rolesInWholeAlone: Answer = ({ searchParams }) =>
  searchParams.has("fields")
    ? [200, MEMBERS.map(({ id, identifier }) => ({ id, identifier }))]
    : conditionsEmpty(new URL(`http://x/?${searchParams}`));
const nobody: Answer = () => [200, []];

let full: Answer;
let api: Answer;
const server = createServer(({ url: asked = "" }, response: ServerResponse) => {
  const url = new URL(asked, "http://x");
  const [status, body] = (/apiMembers/i.test(url.pathname) ? api : full)(url);
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
});
let keys: Readonly<Record<string, string>>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  keys = connectionTo({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterAll(() => server.close());

const holders = () => connect((key) => keys[key], {}).gateway.holders(7);

describe("a holder is found", () => {
  test.each<[string, Answer, Answer]>([
    ["by conditions", counted, nobody],
    ["though the other list refuses conditions", counted, refusedWithoutHolder()],
    ["though the other list finds by conditions, and this one doesn't", conditionsEmpty, counted],
    ["in the whole list where conditions are refused", conditionsRefused, nobody],
    ["though fields leave roles out", rolesInWholeAlone, nobody],
  ])("%s", async (_when, ofFull, ofApi) => {
    [full, api] = [ofFull, ofApi];
    expect(await holders()).toEqual(["Holder"]);
  });
});

test("a list that shows nobody's role isn't one of nobody", async () => {
  [full, api] = [withoutRoles, nobody];
  await expect(holders()).rejects.toThrow("securityRole.id: it isn't there");
});

/** A list of one who has another role, and that refuses conditions. */
function refusedWithoutHolder(): Answer {
  return (url) => (url.searchParams.has("conditions") ? refused(url) : [200, MEMBERS.slice(1)]);
}
