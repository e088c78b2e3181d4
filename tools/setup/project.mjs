// @ts-check
import { fileURLToPath } from "node:url";

/** The folder of package.json, Pulumi.yaml and index.ts. */
export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
