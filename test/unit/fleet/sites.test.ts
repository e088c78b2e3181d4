/** A key that went to one site goes to no other one until somebody confirms it. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { FleetTenant } from "../../../fleet/model/fleet";
import { KnownSites } from "../../../fleet/tenant/sites";
import { useFolder } from "../../helpers/folder";

const shared = useFolder();
let folder: string;
let count = 0;
beforeEach(() => {
  folder = path.join(shared.path, `fleet${count++}`);
  mkdirSync(folder);
});

const tenant = (site: string, privateKey = "env:CW_ACME") => ({ name: "acme", site, privateKey }) as FleetTenant;
const KEY = "aBcD1234eFgH5678";
const OTHERS = { publicKey: "0123456789abcdef", privateKey: "fedcba9876543210", clientId: "00000000-0000-0000" };

const refused = (sites: KnownSites, ...given: Parameters<typeof tenant>) =>
  sites.assertKnown(tenant(...given)).then(
    () => undefined,
    (error: Error) => error.message,
  );

test("a changed site under the same reference is refused, by this process and by the next one", async () => {
  const sites = new KnownSites(folder);
  expect(await refused(sites, "psa.acme.example")).toBeUndefined();
  await sites.remember(tenant("psa.acme.example"), KEY);
  for (const one of [sites, new KnownSites(folder)]) {
    expect(await refused(one, "https://psa.acme.example/")).toBeUndefined();
    expect(await refused(one, "evil.example")).toMatch(
      /^The key of acme \(env:CW_ACME\) went to https:\/\/psa\.acme\.example so far, and the fleet's file leads it to https:\/\/evil\.example now: nothing is sent\. .*--confirm-site evil\.example/,
    );
    expect(await refused(one, "evil.example", "env:CW_OTHER")).toBeUndefined();
  }
});

test("a site that is confirmed once is known from then on", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"), KEY);
  const confirmed = new KnownSites(folder, ["new.example"]);
  expect(await refused(confirmed, "new.example")).toBeUndefined();
  await confirmed.remember(tenant("new.example"), KEY);
  const later = new KnownSites(folder);
  expect(await refused(later, "new.example")).toBeUndefined();
  expect(await refused(later, "psa.acme.example")).toBeUndefined();
});

test("what is kept is for its owner alone, and not for git", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"), KEY);
  const own = path.join(folder, ".fleet");
  if (process.platform !== "win32") expect(statSync(own).mode & 0o777).toBe(0o700);
  expect(readFileSync(path.join(own, ".gitignore"), "utf8")).toBe("*\n");
});

test("a file that can't be read lets no key go", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"), KEY);
  writeFileSync(path.join(folder, ".fleet/sites.jsonl"), "{");
  expect(await refused(new KnownSites(folder), "psa.acme.example")).toMatch(
    /can't be read: it lists the hosts that keys went to/,
  );
});

test.each([
  ["env:CW_ACME", "env: CW_ACME"],
  ["file:secrets/acme.key", "file: ./secrets/../secrets/acme.key"],
])("%s is the same reference as %s", async (one, other) => {
  const sites = new KnownSites(folder);
  await sites.remember(tenant("psa.acme.example", one), KEY);
  expect(await refused(sites, "evil.example", other)).toMatch(/went to https:\/\/psa\.acme\.example so far/);
});

test("a key is known under another reference, and where it is sent as something else", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"), KEY);
  const sites = new KnownSites(folder);
  const sent = (site: string, keys: Partial<typeof OTHERS>) =>
    sites.assertKnownKeys(tenant(site, "env:CW_COPY"), { ...OTHERS, ...keys });
  for (const name of ["privateKey", "publicKey", "clientId"])
    await expect(sent("evil.example", { [name]: KEY })).rejects.toThrow(/went to https:\/\/psa\.acme\.example so far/);
  await sent("psa.acme.example", { privateKey: KEY });
  await sent("evil.example", {});
  expect(readFileSync(path.join(folder, ".fleet/sites.jsonl"), "utf8")).not.toContain(KEY);
});

test("two companies of one server may share a key, and a key that is renewed takes the place of the former one", async () => {
  const sites = new KnownSites(folder);
  await sites.remember(tenant("psa.acme.example"), KEY);
  await sites.assertKnownKeys(tenant("https://psa.acme.example"), { ...OTHERS, privateKey: KEY });
  await sites.remember(tenant("psa.acme.example"), "another16charkey");
  await expect(
    new KnownSites(folder).assertKnownKeys(tenant("evil.example"), { ...OTHERS, privateKey: "another16charkey" }),
  ).rejects.toThrow("nothing is sent");
});

test("a word that anybody may guess is known by its reference alone", async () => {
  const sites = new KnownSites(folder);
  await sites.remember(tenant("psa.acme.example"), "private");
  expect(readFileSync(path.join(folder, ".fleet/sites.jsonl"), "utf8")).not.toContain("sha256");
  expect(await refused(sites, "evil.example")).toContain("nothing is sent");
});

test("a host is confirmed as people copy it", async () => {
  await new KnownSites(folder).remember(tenant("psa.acme.example"), KEY);
  expect(await refused(new KnownSites(folder, ["https://New.example/v4_6_release"]), "new.example")).toBeUndefined();
});
