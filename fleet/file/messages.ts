import { LEVELS, VERBS } from "../../core/model/level";
import type { FormatMessages } from "../../core/profile/document";
import { fleetSchema, layerSchema, personSchema, profileEntrySchema, tenantSchema } from "./schema";

const keysOf = ({ shape }: { shape: object }) => Object.keys(shape);

/** The words for what is wrong with a fleet's file. */
export const messages: FormatMessages = {
  knownKeys(keys) {
    const inLayer = keys[0] === "defaults" ? keys.slice(1) : keys.slice(2);
    if (keys.length === 0) return keysOf(fleetSchema);
    if (inLayer.length === 0) return keysOf(keys[0] === "tenants" ? tenantSchema : layerSchema);
    if (inLayer.length === 2) return keysOf(profileEntrySchema);
    return inLayer[2] === "person" ? keysOf(personSchema) : ["all", ...VERBS, "why"];
  },
  describeUnion: (shown) =>
    `${shown} can't stand here: a profile takes its settings, {} for none or false to leave it out, a function a level (${LEVELS.join(", ")}) or levels by verb`,
};
