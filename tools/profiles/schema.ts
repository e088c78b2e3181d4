import { z } from "zod";
import { profileSchema } from "../../core/model/profile";

/**
 * profiles/profile.schema.json: the format of a profile for editors, as JSON Schema (draft 2020-12). It says less than the
 * format itself, which `cwroles profiles validate` checks: that a row grants something, and doesn't give `all` beside verbs.
 */
export function schemaDocument(): string {
  const { $schema, ...schema } = z.toJSONSchema(profileSchema, { io: "input", reused: "ref" });
  return `${JSON.stringify({ $schema, title: "What one integration needs of a ConnectWise PSA tenant", ...schema }, null, 2)}\n`;
}
