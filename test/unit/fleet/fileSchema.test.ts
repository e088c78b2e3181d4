/** The format of fleet.yaml for editors, to a validator of its own and to the loader. */
import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadFleet } from "../../../fleet/file/load";
import { schemaDocument } from "../../../tools/fleet/schema";
import { useFolder } from "../../helpers/folder";

const REPOSITORY = path.resolve(__dirname, "../../..");
const written = JSON.parse(readFileSync(path.join(REPOSITORY, "fleet/file/fleet.schema.json"), "utf8"));
const isValid = new Ajv({ formats: { date: true } }).compile(written);
const folder = useFolder();
symlinkSync(path.join(REPOSITORY, "profiles"), path.join(folder.path, "profiles"));
const load = (text: string) => loadFleet(folder.write("fleet.yaml", text));

test("fleet/file/fleet.schema.json is what npm run fleet-schema writes", () => {
  expect(written).toEqual(JSON.parse(schemaDocument()));
});

const WHOLE = `name: acme
defaults:
  publicKey: env:CW_PUBLIC
  privateKey: command:op read "op://cw/{tenant}/private"
  clientId: 00000000-0000-0000-0000-000000000000
groups:
  au: { profiles: { wise-sync: { location: Sydney, levels: { Finance: { Invoicing: All } } } } }
tenants:
  a:
    site: api-na.myconnectwise.net
    companyId: a
    groups: [au]
    profiles:
      wise-sync: { member: m, businessUnit: B, without: { Companies: [Contacts] } }
      kaseya-quote-manager: false
`;

test("a whole file is valid, and loads", () => {
  expect(isValid(parse(WHOLE)), JSON.stringify(isValid.errors)).toBe(true);
  expect(load(WHOLE).tenants).toHaveLength(1);
});

test.each([
  ["a literal key", "env:CW_PUBLIC", "abcdef"],
  ["a literal clientId that is no GUID", "00000000-0000-0000-0000-000000000000", "abcdef"],
  ["an unknown key", "companyId", "companyID"],
  ["a level that is none", "Invoicing: All", "Invoicing: Most"],
  ["a profile of neither kind", "false", "true"],
  ["a name that no stack can have", "  a:\n", "  -a:\n"],
  ["an exclusion that names nothing", "[Contacts]", "[]"],
])("%s is not valid, to the loader neither", (_what, from, to) => {
  const broken = WHOLE.replace(from, to);
  expect(broken).not.toBe(WHOLE);
  expect(isValid(parse(broken))).toBe(false);
  expect(() => load(broken)).toThrow(/can't be used/);
});
