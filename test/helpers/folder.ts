import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** A folder that is there while a file's tests run. */
export function useFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: folder,
    /** Writes a file and returns its path. */
    write(name: string, content: string | Buffer): string {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return file;
    },
  };
}
