import { z } from "zod";
import { fleetSchema } from "../../fleet/file/schema";

/**
 * fleet/file/fleet.schema.json: the format of fleet.yaml for editors, as JSON Schema (draft 2020-12). It says less than
 * `loadFleet` checks: not what a tenant lacks once its layers are merged, nor which groups, profiles and features there are.
 */
export function schemaDocument(): string {
  const { $schema, ...schema } = z.toJSONSchema(fleetSchema, { io: "input", reused: "ref" });
  return `${JSON.stringify({ $schema, title: "Tenants of ConnectWise PSA and what each is asked for", ...schema }, null, 2)}\n`;
}
