import type { FunctionName } from "../model/role";
import { catalogue } from "./catalogue";
import { resolveLevels } from "./match";

/** A tenant's or a vendor's name as the catalogue spells it; `undefined` where it doesn't know it. */
export function catalogueName({ module, function: name }: FunctionName): FunctionName | undefined {
  const { levels } = resolveLevels({ [module]: { [name]: true } }, catalogue);
  const [[knownModule, functions] = []] = Object.entries(levels);
  const [known] = Object.keys(functions ?? {});
  return knownModule && known ? { module: knownModule, function: known } : undefined;
}
