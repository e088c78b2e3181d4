/** The npm package `connectwise-rest`, generated from ConnectWise's own API description, against the sandbox. */
import type { AxiosInstance } from "axios";
import { ManageAPI } from "connectwise-rest";
import { describe, expect, test } from "vitest";
import { CLIENT_ID, useSandbox } from "./sandboxApi";

const site = useSandbox();

/** The client speaks only https to a host; its own axios instances are pointed at the sandbox instead. */
function client(keys = { publicKey: "public", privateKey: "private" }) {
  const { host } = new URL(site.sandbox.url);
  const api = new ManageAPI({ companyId: "sandbox", companyUrl: host, clientId: CLIENT_ID, logger: () => {}, ...keys });
  for (const part of [api, api.SystemAPI]) {
    const { defaults } = (part as unknown as { instance: AxiosInstance }).instance;
    defaults.baseURL = String(defaults.baseURL).replace("https://", "http://");
  }
  return api;
}

describe("connectwise-rest", () => {
  test("reads the system's version", async () => {
    const info = await client().SystemAPI.getSystemInfo();
    expect(info).toMatchObject({ version: expect.stringMatching(/^v2025\.1\./), isCloud: false });
  });

  test("lists roles by condition", async () => {
    const roles = await client().SystemAPI.getSystemSecurityroles({ conditions: 'name = "Finance"' });
    expect(roles.map(({ name }) => name)).toEqual(["Finance"]);
  });

  test("pages through every row of a role", async () => {
    const api = client();
    const [admin] = await api.SystemAPI.getSystemSecurityroles({ conditions: "adminFlag = true" });
    const roleId = admin?.id ?? 0;
    const { count } = await api.SystemAPI.getSystemSecurityRolesByParentIdSettingsCount(roleId);
    const read = (params: object) => api.SystemAPI.getSystemSecurityRolesByParentIdSettings(roleId, params);
    const rows = (await api.paginate(read, { pageSize: 10 }, {})) as { id: number }[];
    expect(rows).toHaveLength(count ?? 0);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test("creates a role and deletes it", async () => {
    const { SystemAPI } = client();
    const role = await SystemAPI.postSystemSecurityroles({ name: "Backup Integration" });
    expect(role).toMatchObject({ id: expect.any(Number), name: "Backup Integration", adminFlag: false });
    const id = role.id ?? 0;
    expect(await SystemAPI.getSystemSecurityrolesById(id)).toEqual(role);
    await SystemAPI.deleteSystemSecurityrolesById(id);
    await expect(SystemAPI.getSystemSecurityrolesById(id)).rejects.toMatchObject({
      status: 404,
      data: { code: "NotFound" },
    });
  });

  test("creates, patches, replaces and deactivates an API member", async () => {
    const { SystemAPI } = client();
    const created = await SystemAPI.postSystemApiMembers({
      identifier: "BackupApi",
      name: "Backup Integration",
      securityRole: { name: "Finance" },
      defaultLocation: { name: "Sydney" },
      defaultDepartment: { identifier: "Service" },
    });
    const id = created.id ?? 0;
    expect(created).toMatchObject({ securityRole: { name: "Finance" }, defaultLocation: { name: "Sydney" } });

    const patched = await SystemAPI.patchSystemApiMembersById(id, [
      { op: "replace", path: "defaultLocation", value: { id: 1 } },
    ]);
    expect(patched).toMatchObject({ defaultLocation: { name: "Main Office" }, name: "Backup Integration" });

    const replaced = await SystemAPI.putSystemApiMembersById(id, { identifier: "BackupApi", name: "Backup" });
    expect(replaced.defaultLocation).toBeUndefined();

    await SystemAPI.postSystemMembersByIdDeactivate(id, {});
    expect(await SystemAPI.getSystemApiMembersById(id)).toMatchObject({ inactiveFlag: true });
  });

  test("sees a member's location and business unit, and which go together", async () => {
    const { SystemAPI } = client();
    const [member] = await SystemAPI.getSystemMembers({ conditions: 'identifier = "GPatel"' });
    expect(member).toMatchObject({
      licenseClass: "F",
      securityRole: { name: "Sales Rep" },
      defaultLocation: { name: "London" },
      defaultDepartment: { identifier: "Sales", name: "Sales" },
    });
    const pairs = await SystemAPI.getSystemLocationsByParentIdDepartments(member?.defaultLocation?.id ?? 0);
    expect(pairs.map(({ department }) => department?.identifier)).toEqual(["Sales", "Service"]);
  });

  test("is told what is wrong with an object", async () => {
    await expect(client().SystemAPI.postSystemSecurityroles({ name: "Admin" })).rejects.toMatchObject({
      status: 400,
      data: { code: "InvalidObject", errors: [{ code: "ObjectExists", resource: "securityRole", field: "name" }] },
    });
  });

  test("is refused with keys that are nobody's", async () => {
    const stranger = client({ publicKey: "public", privateKey: "wrong" });
    await expect(stranger.SystemAPI.getSystemInfo()).rejects.toMatchObject({ status: 401 });
  });
});
