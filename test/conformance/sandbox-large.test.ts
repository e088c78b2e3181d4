import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readSeed, startSandbox } from "../../sandbox";
import { caller, query } from "./sandboxApi";

const MEMBERS = 3_000;
const REQUESTS = 10_000;
const AT_ONCE = 8;
/** Far above the noise, far below what one write of the whole file a request costs. */
const SLOWER_AT_MOST = 3;

const standard = readSeed(path.join(__dirname, "../../sandbox/seed/default.yaml"));
const technicians = Array.from({ length: MEMBERS }, (_, n) => ({
  identifier: `Tech${n}`,
  firstName: "Tech",
  lastName: `${n}`,
  licenseClass: "F" as const,
  role: "Service Technician",
  location: "Tampa",
  businessUnit: "Service",
  inactive: n % 10 === 0,
  keys: [],
}));

const stateFile = path.join(mkdtempSync(path.join(tmpdir(), "large-")), "tenant.json");
const start = () => startSandbox({ seed: { ...standard, members: [...standard.members, ...technicians] }, stateFile });

/** Microseconds of processor time that `one(from)` to `one(to - 1)` take, a few at a time, whatever else the machine does. */
async function timeOf(from: number, to: number, one: (n: number) => Promise<void>): Promise<number> {
  const begin = process.cpuUsage();
  let next = from;
  const worker = async () => {
    while (next < to) await one(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

test(`${REQUESTS} requests to ${MEMBERS} members go without slowing, and what they change is kept`, async () => {
  const sandbox = await start();
  const call = caller(sandbox.url);
  const members = sandbox.tenant.members().filter(({ identifier }) => identifier.startsWith("Tech"));
  const one = async (n: number) => {
    const url = `/system/members/${members[n % MEMBERS]?.id}`;
    const { status } =
      n % 50 === 0
        ? await call("GET", `/system/members${query({ conditions: "inactiveFlag = false", page: "9" })}`)
        : n % 2 === 0
          ? await call("GET", url)
          : await call("PATCH", url, [{ op: "replace", path: "lastName", value: `Renamed ${n}` }]);
    expect(status).toBe(200);
  };
  const first = await timeOf(0, REQUESTS / 2, one);
  const second = await timeOf(REQUESTS / 2, REQUESTS, one);
  expect(second).toBeLessThan(SLOWER_AT_MOST * first);
  expect(sandbox.requests()).toHaveLength(REQUESTS);
  await sandbox.close();

  const { tenant } = JSON.parse(readFileSync(stateFile, "utf8"));
  const names = tenant.collections.members.records.map(
    ({ fields }: { fields: { lastName: string } }) => fields.lastName,
  );
  expect(names).toContain(`Renamed ${REQUESTS - 1}`);
  const again = await start();
  expect(again.tenant.members()).toHaveLength(standard.members.length + MEMBERS);
  await again.close();
}, 180_000);
