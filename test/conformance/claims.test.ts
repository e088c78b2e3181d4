import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Claim, ClaimedObject, ClaimStore } from "../../provider/claims/claim";
import { FileClaims } from "../../provider/claims/file";
import { openClaims } from "../../provider/claims/open";
import { PostgresClaims } from "../../provider/claims/postgres";
import { usePostgres } from "../helpers/postgres";

const object = (name: string, companyId = "acme"): ClaimedObject => ({
  tenant: { origin: "https://psa.example.com", companyId },
  kind: "role",
  name,
});

const claim = (name: string, stack = "roles/dev", given: Partial<Claim> = {}): Claim => ({
  object: object(name),
  stack,
  since: "2026-11-27T10:00:00.000Z",
  phase: "open",
  id: 9,
  created: false,
  before: { Sales: { Opportunity: "None/None/None/My" } },
  ...given,
});

/** What every store does; `open` opens the same one each time. */
function contract(open: () => ClaimStore): void {
  test("has none of an object that nobody claimed", async () => {
    expect(await open().read(object("Nobody's"))).toEqual([]);
  });

  test("keeps a claim of each stack on an object, found in any case, and no other's", async () => {
    const [mine, theirs] = [claim("Sync"), claim("Sync", "roles/other", { id: 12 })];
    for (const one of [mine, theirs, claim("Sync 2")]) await open().write(one);
    const found = await open().read(object("SYNC", "ACME"));
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([mine, theirs]));
    expect(await open().read(object("Sync", "fabrikam"))).toEqual([]);
    expect(await open().read({ ...object("Sync"), kind: "member" })).toEqual([]);
  });

  test("replaces a stack's former claim, and removes it", async () => {
    await open().write(claim("Once"));
    const later = claim("Once", "roles/dev", { phase: "ended", digest: "d" });
    await open().write(later);
    expect(await open().read(object("Once"))).toEqual([later]);
    await open().remove(object("Once"), "roles/other");
    expect(await open().read(object("Once"))).toHaveLength(1);
    await open().remove(object("Once"), "roles/dev");
    await open().remove(object("Once"), "roles/dev");
    expect(await open().read(object("Once"))).toEqual([]);
  });

  test("takes names of any kind, and several at once", async () => {
    const names = ["../../etc/passwd", "a/b\\c", "'; drop table claims; --", "Zürich ✓", ".", "con"];
    await Promise.all(names.map((name) => open().write(claim(name))));
    for (const name of names) expect(await open().read(object(name))).toEqual([claim(name)]);
  });
}

describe("claims in files", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "claims-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  contract(() => new FileClaims(path.join(folder, "kept")));

  test("one that was cut off says nothing, and the next takes its place", async () => {
    const store = new FileClaims(path.join(folder, "cut"));
    await store.write(claim("Cut"));
    const [inner = ""] = readdirSync(store.place);
    const [file = ""] = readdirSync(path.join(store.place, inner));
    writeFileSync(path.join(store.place, inner, file), '{"object":');
    expect(await store.read(object("Cut"))).toEqual([]);
    await store.write(claim("Cut"));
    expect(await store.read(object("Cut"))).toHaveLength(1);
  });

  test("one that can't be kept says so", async () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    await expect(new FileClaims(file).write(claim("New"))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});

describe("claims in PostgreSQL", () => {
  const used = usePostgres();
  contract(() => new PostgresClaims(used.postgres.url));

  test("are made room for by several at once", async () => {
    const stores = Array.from({ length: 5 }, () => new PostgresClaims(used.postgres.url));
    await Promise.all(stores.map((store, index) => store.write(claim("Race", `stack ${index}`))));
    expect(await stores[0]?.read(object("Race"))).toHaveLength(5);
  });
});

describe("claims lie beside the state", () => {
  const place = (environment: NodeJS.ProcessEnv) => openClaims(environment, "/srv/project").place;
  const home = os.homedir();

  test.each([
    ["Pulumi's own folder", {}, path.join(home, ".pulumi", "connectwise-roles")],
    ["another one of that", { PULUMI_HOME: "/var/pulumi" }, path.join("/var/pulumi", "connectwise-roles")],
    [
      "a folder",
      { PULUMI_BACKEND_URL: pathToFileURL("/var/my state").href },
      path.join("/var/my state", "connectwise-roles"),
    ],
    [
      "one of the project",
      { PULUMI_BACKEND_URL: "file://./state" },
      path.join("/srv/project/state", "connectwise-roles"),
    ],
    ["one of the user", { PULUMI_BACKEND_URL: "file://~/state" }, path.join(home, "state", "connectwise-roles")],
    [
      "a bucket: Pulumi's own folder",
      { PULUMI_BACKEND_URL: "s3://state" },
      path.join(home, ".pulumi", "connectwise-roles"),
    ],
    [
      "a PostgreSQL, without its password",
      { PULUMI_BACKEND_URL: "postgres://u:secret@db/state" },
      "postgres://db/state",
    ],
    [
      "what CONNECTWISE_JOURNAL says",
      { CONNECTWISE_JOURNAL: "kept", PULUMI_HOME: "/x" },
      path.resolve("/srv/project/kept"),
    ],
    ["a PostgreSQL that it says", { CONNECTWISE_JOURNAL: "postgresql://u:secret@db:5433/j" }, "postgres://db:5433/j"],
  ])("%s", (_, environment, expected) => {
    expect(place(environment)).toBe(expected);
  });
});
