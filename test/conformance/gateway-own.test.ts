/** What the gateway reads of the member whose key is in use, by every implementation. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gatewayTo, SITES, type Site, titled } from "../helpers/sites";
import { useSandbox } from "./sandboxApi";

describe.each(titled(SITES.filter(({ mode }) => mode === "writable")))("%s", (_, kind) => {
  let site: Site;
  beforeEach(async () => {
    site = await kind.open();
  });
  afterEach(() => site.close());

  test("the rows are those of the caller's role", async () => {
    const [admin] = await site.gateway.findRoles("Admin");
    const rows = await site.gateway.settings(admin?.id ?? 0);
    expect(rows.length).toBeGreaterThan(0);
    expect(await site.gateway.mySecurity()).toEqual(rows);
  });

  test("a Customize list that allows nothing is empty", async () => {
    expect(await site.gateway.customizeItems()).toEqual([]);
  });

  test("all roles are listed", async () => {
    const names = (await site.gateway.roles()).map(({ name }) => name);
    expect(names).toEqual(site.tenant.roles().map(({ name }) => name));
    expect(names).toContain("RMM Integration");
  });
});

describe("over HTTP", () => {
  const site = useSandbox();

  test("a short-lived key reads as the member does", async () => {
    const gateway = gatewayTo(site.sandbox.url);
    const own = gateway.withKeys(await gateway.memberToken("RMMBridge"));
    expect(await own.caller()).toBe("RMMBridge");
    expect(await own.customizeItems()).toEqual([{ list: "SystemTableSetup", entry: "Service / Service Board" }]);
  });
});
