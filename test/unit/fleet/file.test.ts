/** A file of tenants: its layers, and what each level is from. */
import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { digestOf } from "../../../core/plan/digest";
import { explainFleet, loadFleet } from "../../../fleet/file/load";
import { FLEET, PROFILE, withProfile } from "../../helpers/fleetFile";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();
symlinkSync(path.resolve(__dirname, "../../../profiles"), path.join(folder.path, "profiles"));

const load = (text: string) => loadFleet(folder.write("fleet.yaml", text));
const tenantOf = (text: string, name: string) => {
  const tenant = load(text).tenants.find((one) => one.name === name);
  if (!tenant) throw new Error(`no tenant ${name}`);
  return tenant;
};

describe("a tenant", () => {
  test("has what its layers say, the later winning, and its names in the references", () => {
    const contoso = tenantOf(FLEET, "contoso");
    expect(contoso).toMatchObject({
      site: "api-au.myconnectwise.net",
      publicKey: "env:CW_CONTOSO_PUBLIC",
      privateKey: "file:secrets/contoso.key",
      requestsPerMinute: 600,
      levels: "auto",
      groups: ["au"],
      tags: ["pilot"],
    });
    const fabrikam = tenantOf(FLEET, "fab-rikam");
    expect(fabrikam).toMatchObject({ publicKey: "env:CW_FAB_RIKAM_PUBLIC", requestsPerMinute: 60 });
    expect(fabrikam.assignments).toMatchObject([
      { role: "Wise-Sync", member: "wisesync", location: "Sydney", businessUnit: "Professional Services" },
      { role: "Kaseya Quote Manager", member: "quotemanager", adopt: "if-unshared", memberKind: "api" },
    ]);
  });

  test("doesn't get a profile that its last layer leaves out, and gets it back as it was from a later one", () => {
    expect(tenantOf(FLEET, "contoso").assignments.map(({ profile }) => profile.id)).toEqual(["wise-sync"]);
    const out = FLEET.replace("tenants:\n", "  off:\n    profiles: { wise-sync: false }\ntenants:\n");
    const back = out.replace("groups: [au]\n    tags", "groups: [au, off]\n    tags");
    expect(tenantOf(back, "contoso").assignments).toEqual([]);
    const again = back.replace("kaseya-quote-manager: false", "wise-sync: {}");
    expect(tenantOf(again, "contoso").assignments[0]).toMatchObject({ member: "wisesync", location: "Sydney" });
  });

  test("shares the object of a profile with tenants of the same layers", () => {
    const twin = `${FLEET}  twin: { companyId: twin, groups: [au] }\n`;
    const tenants = load(twin).tenants;
    const [a, b] = ["contoso", "twin"].map((name) => tenants.find((one) => one.name === name)?.assignments[0]);
    expect(a).toBeDefined();
    expect(a?.profile).toBe(b?.profile);
  });
});

describe("levels", () => {
  const { profile, origins } = tenantOf(FLEET, "fab-rikam").assignments[0] ?? {};

  test("are merged verb by verb, names found as the profile's are", () => {
    expect(profile?.grants.Finance?.Invoicing?.levels).toEqual({
      add: "None",
      edit: "All",
      delete: "All",
      inquire: "My",
    });
    expect(origins?.Finance?.Invoicing).toEqual({
      add: "tenant fab-rikam",
      edit: "profile",
      delete: "profile",
      inquire: "group au",
    });
    expect(origins?.Finance?.Reports?.inquire).toBe("feature later-revision");
  });

  test("have the override's reason, or one that names the layer", () => {
    expect(profile?.grants.Finance?.Invoicing?.why).toMatch(/; The branch asks for less; set by tenant fab-rikam$/);
  });

  test("of a function that was taken out begin at None, and it is no longer taken out", () => {
    expect(profile?.grants.Companies?.Contacts?.levels).toEqual({
      add: "None",
      edit: "None",
      delete: "None",
      inquire: "My",
    });
    const explained = explainFleet(folder.write("fleet.yaml", FLEET)).tenants;
    expect(explained.get("fab-rikam")?.assignments[0]?.without).toEqual([]);
    expect(explained.get("contoso")?.assignments[0]?.without).toEqual([
      { module: "Companies", function: "Contacts", by: "group au" },
    ]);
    expect(tenantOf(FLEET, "contoso").assignments[0]?.profile.grants.Companies).not.toHaveProperty("Contacts");
  });

  test("hold for the variants, too", () => {
    expect(profile?.variants[0]?.grants.Finance).toMatchObject({
      "Accounting Interface": { levels: { add: "All" } },
      Invoicing: { levels: { edit: "None", inquire: "My" } },
    });
  });

  test("that are broader than the source asks for say so", () => {
    const broader = FLEET.replace("inquire: My, why: The branch asks for less", "add: All, why: For credit notes");
    expect(
      tenantOf(broader.replace("[later-revision]", "[]"), "contoso").assignments[0]?.profile.grants.Finance?.Invoicing
        ?.beyondSource,
    ).toBe("For credit notes");
  });

  test("change the digest, and so does an exclusion", () => {
    const digest = (text: string) => {
      const profile = tenantOf(text, "contoso").assignments[0]?.profile;
      return profile && digestOf(profile);
    };
    const own = FLEET.slice(0, FLEET.indexOf("  fab-rikam:"));
    const excluded = own.replace(/ {8}levels: .*\n/, "");
    const plain = excluded.replace(/ {8}without: .*\n/, "");
    expect(new Set([own, excluded, plain].map(digest)).size).toBe(3);
  });

  test("of a function that nobody knows are kept, and told", () => {
    const odd = FLEET.replace("invoicings:", "Invoycing:");
    const { unknownNames, fleet } = explainFleet(folder.write("fleet.yaml", odd));
    expect(fleet.tenants[0]?.assignments[0]?.profile.grants.Finance).toHaveProperty("Invoycing");
    expect(unknownNames).toMatchObject([{ line: 19, message: expect.stringContaining("did you mean Invoicing?") }]);
  });
});

test("an exclusion from a profile that keeps what it doesn't name asks for None", () => {
  const project = withProfile(folder.path, "keep", PROFILE);
  const [assignment] = loadFleet(project).tenants[0]?.assignments ?? [];
  expect(assignment?.profile.grants.Companies?.Contacts?.levels).toEqual({
    add: "None",
    edit: "None",
    delete: "None",
    inquire: "None",
  });
  expect(assignment?.origins.Companies?.Contacts?.add).toBe("tenant a");
});
