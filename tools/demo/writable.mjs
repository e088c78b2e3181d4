// @ts-check
import { readBack } from "./readBack.mjs";
import { say } from "./say.mjs";

/**
 * A tenant that takes levels by the API: one `pulumi up`, and the tenant read back.
 *
 * @param {import("./run.mjs").Stage} stage
 * @returns {Promise<boolean>} whether the role is exactly as the profile asks
 */
export async function tellWritable({ stack, sandbox }) {
  const exitCode = await stack.up();
  if (exitCode !== 0) throw new Error(`pulumi up ended with exit code ${exitCode}.`);
  const writes = sandbox.requests().filter(({ method }) => method !== "GET").length;
  const { isExact, profile } = await readBack(stack);
  say(
    writes === 0
      ? "Nothing changed: everything already was as the profile asks, and not one write request was sent."
      : `Write requests sent: ${writes}. Run it again, and nothing will change.`,
    "",
    "This sandbox accepts writes of a role's levels. The API that ConnectWise publishes for real tenants only reads",
    "them: there an administrator has to set them, as npm run demo shows.",
    "",
    "Next:",
    `  edit a level in ${profile}, then npm run demo -- --writable: only that row is written`,
    "  npx cwroles profiles list: what other integrations need",
    "  npx cwroles sandbox: a tenant to try `pulumi preview`, `up`, `refresh` and `destroy` on by hand",
    "  README.md: your own tenant, step by step",
    "  delete the folder .demo: start over",
  );
  return isExact;
}
