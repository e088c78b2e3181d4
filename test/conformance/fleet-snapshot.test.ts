/** A fleet as files: one a tenant, and what changed since. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { parseSnapshot } from "../../snapshot/file";
import { cwroles } from "../helpers/cli";
import { FLEET_KEYS, fleetFolder } from "../helpers/fleetFolder";

test("cwroles fleet snapshot writes a file for each tenant that can be read, and tells what changed since", async () => {
  const sandbox = await startSandbox({ companies: ["contoso", "fabrikam", "refusing"].map((id) => ({ id })) });
  const tenants = { contoso: {}, fabrikam: { tags: ["pilot"] }, refusing: {} };
  const files = fleetFolder({ site: sandbox.url, tenants });
  const run = (...args: string[]) => cwroles(["fleet", "snapshot", ...args], files.folder, FLEET_KEYS);
  try {
    sandbox.company("refusing").fault({ path: "/securityroles", status: 403 });
    const written = await run("--output", "snapshots");
    expect(written.code).toBe(1);
    expect(written.stdout).toContain(`contoso: ${path.join("snapshots", "contoso.tenant.yaml")}\n`);
    expect(written.stdout).toMatch(/^refusing: failed: .*403/m);
    expect(written.stderr).toContain("2 of 3 tenants read, 1 failed.");
    expect(written.stderr).toMatch(/requests to the tenants, no write/);
    const folder = path.join(files.folder, "snapshots");
    expect(readdirSync(folder).sort()).toEqual(["contoso.tenant.yaml", "fabrikam.tenant.yaml"]);
    const file = path.join(folder, "contoso.tenant.yaml");
    expect(parseSnapshot(readFileSync(file, "utf8"), file).companyId).toBe("contoso");

    const refused = await run("--output", "snapshots");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/Already there: .*contoso.* Overwrite with --force/);

    sandbox.company("fabrikam").tenant.setMember("RMMBridge", { inactive: true });
    const unchanged = await run("--tenant", "contoso", "--diff", "snapshots");
    expect(unchanged).toMatchObject({ code: 0 });
    expect(unchanged.stdout).toContain("contoso: nothing changed since");
    const changed = await run("--tag", "pilot", "--diff", "snapshots", "--output", "snapshots", "--force", "--json");
    expect(changed.code).toBe(2);
    const [fabrikam] = JSON.parse(changed.stdout).tenants;
    expect(fabrikam).toMatchObject({ tenant: "fabrikam", since: { members: [{ identifier: "RMMBridge" }] } });
    expect(readFileSync(path.join(folder, "fabrikam.tenant.yaml"), "utf8")).toMatch(/RMMBridge.*inactive: true/);

    writeFileSync(file, readFileSync(file, "utf8").replace("roles:", "rules:"));
    sandbox.clearRequests();
    const broken = await run("--diff", "snapshots");
    expect(broken.code).toBe(1);
    expect(broken.stderr).toMatch(/contoso\.tenant\.yaml:\d+.*rules/s);
    expect(sandbox.requests()).toEqual([]);
  } finally {
    files.remove();
    await sandbox.close();
  }
});
