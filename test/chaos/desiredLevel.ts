import path from "node:path";
import type { Level, Verb } from "../../core/model/level";
import { rowIn } from "../../core/model/permission";
import { catalogue } from "../../core/profile/catalogue";
import { resolveLevels } from "../../core/profile/match";
import { levelsOf } from "../../core/profile/parse";
import { findProfile } from "../../project/profiles";

const { levels } = resolveLevels(
  levelsOf(findProfile("wise-sync", path.resolve(__dirname, "../../profiles")).grants),
  catalogue,
);

/** The level that the fleet's profile asks for; None for what it doesn't name. */
export const desiredLevel = (module: string, name: string, verb: Verb): Level =>
  rowIn(levels, module, name)?.[verb] ?? "None";
