import { levelCell } from "./securityRole";
import { flag, integer, readOnly, required, type Shape, text } from "./shape";

/** A role within projects (project manager, client …), apart from the security role a member logs in with. */
export const projectSecurityRole: Shape = {
  resource: "projectSecurityRole",
  fields: {
    id: readOnly(integer),
    name: required(text(30)),
    managerRoleFlag: flag,
    defaultContactFlag: flag,
  },
};

/** One row of a project role. The description publishes PUT and PATCH for it: the shape a write of levels has. */
export const projectSecurityRoleSetting: Shape = {
  resource: "projectSecurityRoleSetting",
  fields: {
    id: readOnly(integer),
    addLevel: levelCell,
    editLevel: levelCell,
    deleteLevel: levelCell,
    inquireLevel: levelCell,
    moduleIdentifier: readOnly(text(50)),
    myFlag: readOnly(flag),
  },
};
