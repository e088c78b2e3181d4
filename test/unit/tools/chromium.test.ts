import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { findChromium } from "../../../tools/setup/chromium.mjs";

const program = process.platform === "win32" ? "chromium.exe" : "chromium";

it("finds a browser on PATH", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "browser-"));
  const file = path.join(folder, program);
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  expect(findChromium({ ...process.env, PATH: folder, CHROME_PATH: "" })).toBe(file);
});

it("takes the one that CHROME_PATH names before any other", () => {
  expect(findChromium({ ...process.env, CHROME_PATH: "/opt/my-chrome" })).toBe("/opt/my-chrome");
});
