import { after, flag, integer, readOnly, required, type Shape, text } from "./shape";

/** The levels the API's enumeration names (psa 2022.1 to 2025.8 descriptions). A cell may also be null: the row lacks that verb. */
export const LEVELS = ["None", "My", "All"] as const;
export type Level = (typeof LEVELS)[number];

/** A level or null, as a cell of a role's row holds it. */
export type Cell = Level | null;

export const VERBS = ["add", "edit", "delete", "inquire"] as const;
export type Verb = (typeof VERBS)[number];

/** `add` → `addLevel`. */
export const levelField = (verb: Verb): string => `${verb}Level`;

export const securityRole: Shape = {
  resource: "securityRole",
  fields: {
    id: readOnly(integer),
    name: required(text(30)),
    roleType: after("2022.1", text(30)),
    adminFlag: flag,
    inactiveFlag: flag,
  },
};

/** A level of a row: one of the enumeration, or null where the row lacks the verb. */
export const levelCell = { kind: "text", values: LEVELS, showNull: true } as const;

/** One row of a role: a function and its four levels. Only the levels can change; the rest describes the function. */
export const securityRoleSetting: Shape = {
  resource: "securityRoleSetting",
  fields: {
    id: readOnly(integer),
    addLevel: levelCell,
    editLevel: levelCell,
    deleteLevel: levelCell,
    inquireLevel: levelCell,
    moduleFunctionName: readOnly(text()),
    moduleFunctionDescription: readOnly(text()),
    myAllFlag: readOnly(flag),
    moduleFunctionIdentifier: readOnly(text()),
    reportFlag: readOnly(flag),
    restrictFlag: readOnly(flag),
    customFlag: readOnly(flag),
    moduleDescription: readOnly(text()),
    moduleIdentifier: readOnly(text()),
    moduleName: readOnly(text()),
    sortOrder: readOnly(integer),
  },
};
