import { describe, expect, it } from "vitest";
import { isInstalled } from "../../../tools/setup/dependencies.mjs";

const lockfile = (packages: Record<string, object>) => ({ packages: { "": {}, ...packages } });
const installed = (packages: Record<string, object>) => ({ packages });
const axios = { version: "1.2.3", integrity: "sha512-a" };

describe("dependencies", () => {
  it("are installed when node_modules holds the same versions", () => {
    expect(isInstalled(lockfile({ axios }), installed({ axios }))).toBe(true);
  });

  it("are not installed when one is missing, of another version, or of another content", () => {
    expect(isInstalled(lockfile({ axios }), installed({}))).toBe(false);
    expect(isInstalled(lockfile({ axios }), installed({ axios: { ...axios, version: "1.2.4" } }))).toBe(false);
    expect(isInstalled(lockfile({ axios }), installed({ axios: { ...axios, integrity: "sha512-b" } }))).toBe(false);
  });

  it("may lack optional ones, such as programs for another system", () => {
    expect(isInstalled(lockfile({ axios: { ...axios, optional: true } }), installed({}))).toBe(true);
  });
});
