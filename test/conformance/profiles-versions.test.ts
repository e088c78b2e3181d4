import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type LevelTable, mapRows, rowsOf } from "../../core/model/permission";
import type { Grant } from "../../core/model/profile";
import type { FunctionName } from "../../core/model/role";
import { isNotEverywhere, unseen } from "../../core/profile/catalogue";
import { withFeatures } from "../../core/profile/choose";
import { resolveLevels } from "../../core/profile/match";
import { findProfile, profileIds } from "../../project/profiles";
import { startSandbox } from "../../sandbox";
import { gatewayTo } from "../helpers/sites";

const FOLDER = path.resolve(__dirname, "../../profiles");

const names = (grants: LevelTable<Grant>): FunctionName[] =>
  [...rowsOf(grants)].map(({ module, function: name }) => ({ module, function: name }));

/** Releases that call functions differently; 2017.4 still had Product Entry. */
describe.each(["2017.4", "2019.2", "2022.1", "2025.8"])("on a tenant of %s", (version) => {
  let tenant: readonly FunctionName[] = [];
  beforeAll(async () => {
    const sandbox = await startSandbox({ version });
    tenant = await gatewayTo(sandbox.url).functions();
    await sandbox.close();
  });

  test.each(profileIds(FOLDER))(
    "each function of %s is one row, with every feature that isn't for some tenants alone",
    (id) => {
      const profile = findProfile(id, FOLDER);
      const forAll = profile.features.filter(({ grants }) => !names(grants).some(isNotEverywhere));
      const { grants } = withFeatures(
        profile,
        forAll.map((feature) => feature.id),
      );
      for (const table of [grants, ...profile.variants.map((variant) => variant.grants)])
        expect(resolveLevels(mapRows(table, String), tenant).problems).toEqual([]);
    },
  );

  test("the catalogue has seen every function", () => {
    expect(tenant.length).toBeGreaterThan(90);
    expect(unseen(tenant)).toEqual([]);
  });
});

test("the tenants of these releases don't call everything alike", async () => {
  const names = await Promise.all(
    ["2019.2", "2025.8"].map(async (version) => {
      const sandbox = await startSandbox({ version });
      const functions = await gatewayTo(sandbox.url).functions();
      await sandbox.close();
      return functions.map((row) => `${row.module} › ${row.function}`);
    }),
  );
  expect(names[0]).toContain("Time and Expense › Time Entry");
  expect(names[1]).toContain("Time & Expense › Time Entry");
});
