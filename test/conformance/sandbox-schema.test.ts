/** Each answer, refusals too, is what the description of the company's release publishes: every method, release and settings mode. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { shapesOf } from "../../contract/published/shapes";
import { type Sandbox, startSandbox } from "../../sandbox";
import { everyRead, everyRefusal } from "../schema/reads";
import { CheckedTenant, methodsOf, PATHS } from "../schema/tenant";
import { everyWrite } from "../schema/writes";

/** Those whose descriptions are known. */
const RELEASES = [
  ...["2018.4", "2018.5", "2018.6", "2019.1", "2019.2", "2019.3", "2019.4", "2019.5"],
  ...["2022.1", "2025.1", "2025.8"],
];

/** What PATCH and PUT of a security role's row answer, which no description publishes. */
const MODES = { writable: [200], "read-only": [405], "false-200": [200] } as const;

/** The release and the settings mode have nothing to do with each other: each release takes one, and the newest all. */
const companies = RELEASES.flatMap((version, index) =>
  Object.entries(MODES)
    .filter((_, mode) => version === RELEASES.at(-1) || index % 3 === mode)
    .map(([settings, levels]) => ({
      version,
      settings: settings as keyof typeof MODES,
      levels,
      id: `r${version}-${settings}`,
    })),
);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    companies: companies.map(({ id, version, settings }) => ({ id, version, settings })),
  });
}, 60_000);
afterAll(() => sandbox.close());

test.each(companies)("$version, $settings", { timeout: 120_000 }, async ({ id, version, levels }) => {
  const tenant = new CheckedTenant(sandbox.url, id, shapesOf(version));
  await everyWrite(tenant, levels);
  await everyRefusal(tenant);
  await everyRead(tenant);
  expect(tenant.problems).toEqual([]);
  const asked = PATHS.flatMap((path) => methodsOf(path).map((method) => `${method} ${path}`));
  expect(asked.filter((operation) => !tenant.statuses.has(operation))).toEqual([]);
});
