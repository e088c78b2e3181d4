import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StateFile } from "../../../sandbox/store/stateFile";
import { Store } from "../../../sandbox/store/store";

const company = { id: "acme", name: "Acme IT" };
const SECOND = 1000;

let folder: string;
let file: string;
let store: Store;
let state: StateFile;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  folder = mkdtempSync(path.join(tmpdir(), "state-"));
  file = path.join(folder, "tenant.json");
  store = new Store(company);
  state = new StateFile(file, store);
  store.onChange = () => state.save();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const addRole = (name: string) => store.insert("securityRoles", { name }, "Test");
const kept = () => JSON.parse(readFileSync(file, "utf8")).tenant.collections.securityRoles.records.length;

describe("a state file", () => {
  test("is written once for many changes, soon after the first", () => {
    const written = vi.spyOn(store, "state");
    for (let n = 0; n < 1000; n++) addRole(`Role ${n}`);
    expect(written).not.toHaveBeenCalled();
    vi.advanceTimersByTime(SECOND);
    expect(written).toHaveBeenCalledTimes(1);
    expect(kept()).toBe(1000);
    addRole("Later");
    vi.advanceTimersByTime(10 * SECOND);
    expect(written).toHaveBeenCalledTimes(2);
  });

  test("is written at once when flushed, and only if something changed", () => {
    state.flush();
    expect(readdirSync(folder)).toEqual([]);
    addRole("One");
    state.flush();
    expect(kept()).toBe(1);
  });

  test("leaves nothing beside it", () => {
    addRole("One");
    state.flush();
    expect(readdirSync(folder)).toEqual(["tenant.json"]);
  });

  test("that can't be written is a warning, and the next change tries again", () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    mkdirSync(file);
    addRole("One");
    vi.advanceTimersByTime(SECOND);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining(file));
    rmSync(file, { recursive: true });
    addRole("Two");
    vi.advanceTimersByTime(SECOND);
    expect(kept()).toBe(2);
  });

  test.each(["{", "null", "{}", '{"format":0}'])("holding %s is refused by name", (text) => {
    writeFileSync(file, text);
    expect(() => state.load()).toThrow(`${file} is not a state file`);
  });
});
