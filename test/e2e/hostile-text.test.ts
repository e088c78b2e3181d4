/** What the real engine shows of a tenant's names, a vendor's advice and an error is text to the terminal and the CI runner that read it. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { readSeed, startSandbox } from "../../sandbox";
import { useFolder } from "../helpers/folder";
import { connectionTo, Project } from "../helpers/project";

const HOSTILE = "evil\u001b[31m\u009b2J\u202e\r\n::error::forged\n##vso[task.complete result=Succeeded;]##[error]x";
const COMMAND = "::error::x";
const ROLE = "evil ::error::x";
const files = useFolder();

const TENANT = {
  company: { id: "sandbox", name: HOSTILE },
  departments: [{ identifier: "Help", name: "Helpdesk" }],
  locations: [{ name: "Lyon", businessUnits: ["Help"] }],
  functions: { add: { [HOSTILE]: [COMMAND] } },
  roles: [
    { name: "Admin", admin: true },
    { name: ROLE, levels: { [HOSTILE]: { [COMMAND]: "All" } } },
  ],
  members: [
    {
      ...{ identifier: "Api", firstName: "Api", licenseClass: "A", role: "Admin" },
      keys: [{ publicKey: "public", privateKey: "private" }],
    },
  ],
};

const PROFILE = {
  ...{ name: "Odd", vendor: HOSTILE, why: "Why", advice: [HOSTILE] },
  source: { url: "https://vendor.example/p", title: "Title", retrieved: "2026-11-01" },
  permissions: { Companies: { Contacts: "All" } },
};

function obeyed(text: string): string[] {
  const unseen = [...text].filter(
    (letter) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(letter) && !"\n\t".includes(letter),
  );
  return [...unseen, ...text.split("\n").filter((line) => /^\s*::|##\w*\[/.test(line))];
}

test("the engine's log", { timeout: 240_000 }, async () => {
  const seed = readSeed(files.write("tenant.yaml", stringify(TENANT)));
  const sandbox = await startSandbox({ seed, settings: "read-only" });
  const own = { location: "Lyon", businessUnit: "Helpdesk", role: ROLE, profile: "odd", adopt: "always", force: "x" };
  const project = await Project.create({
    ...connectionTo(sandbox),
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`connectwise-roles:${key}`, value])),
  });
  writeFileSync(path.join(project.directory, "profiles/odd.yaml"), stringify(PROFILE));
  const left = await project.up();
  sandbox.tenant.setLevel(ROLE, "Companies", "Contacts", "add", "All");
  const shown = await project.refresh("--diff");
  sandbox.fault({ path: "/securityroles", status: 400, body: { code: HOSTILE, message: HOSTILE } });
  const refused = await project.up();
  await sandbox.close();
  project.remove();
  for (const { output } of [left, shown, refused]) expect(obeyed(output), output).toEqual([]);
  expect(left.output).toMatch(/rows (is|are) left, because the tenant's API didn't set them/);
  expect(left.output).toContain("advises: evil");
  // The state's keys.
  expect(shown.output).toMatch(/^ *: :error::x/m);
  expect(refused.output).toContain("answered 400 (evil");
});
