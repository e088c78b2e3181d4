import path from "node:path";
import type { Level, Verb } from "../../provider/model/level";
import { rowIn } from "../../provider/model/permission";
import { catalogue } from "../../provider/profile/catalogue";
import { findProfile, levelsOf } from "../../provider/profile/load";
import { resolveLevels } from "../../provider/profile/match";

const { levels } = resolveLevels(
  levelsOf(findProfile("wise-sync", path.resolve(__dirname, "../../profiles")).grants),
  catalogue,
);

/** The level that the fleet's profile asks for; None for what it doesn't name. */
export const asked = (module: string, name: string, verb: Verb): Level => rowIn(levels, module, name)?.[verb] ?? "None";
