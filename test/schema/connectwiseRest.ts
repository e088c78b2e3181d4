import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { Field, Shapes } from "../../contract/published/shapes";

const FILE = path.join(__dirname, "../../node_modules/connectwise-rest/dist/ManageTypes.d.ts");

/** The shapes of the 2022.1 description, as the npm package `connectwise-rest` was generated from it. */
export function connectwiseRestShapes(): Shapes {
  const source = ts.createSourceFile(FILE, readFileSync(FILE, "utf8"), ts.ScriptTarget.Latest, true);
  const components = source.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === "components");
  const schemas = components?.members.filter(ts.isPropertySignature).find(({ name }) => name.getText() === "schemas");
  return Object.fromEntries(propertiesOf(schemas?.type).map((schema) => [schema.name.getText(), shapeOf(schema)]));
}

const propertiesOf = (type: ts.TypeNode | undefined): ts.PropertySignature[] =>
  type && ts.isTypeLiteralNode(type) ? type.members.filter(ts.isPropertySignature) : [];

const shapeOf = ({ type }: ts.PropertySignature): Record<string, Field> =>
  Object.fromEntries(propertiesOf(type).map((property) => [property.name.getText(), fieldOf(property)]));

function fieldOf(property: ts.PropertySignature): Field {
  const documentation = ts
    .getJSDocCommentsAndTags(property)
    .map((one) => one.getText())
    .join("\n");
  const parts = alternatives(property.type);
  const max = /Max length: (\d+)/.exec(documentation)?.[1];
  return {
    type: typeOf(
      parts.filter((part) => part !== "null"),
      documentation,
    ),
    nullable: parts.includes("null"),
    required: property.questionToken === undefined,
    max: max === undefined ? undefined : Number(max),
  };
}

/** `("None" | "My") | null` → `"None"`, `"My"`, `null` */
function alternatives(type: ts.TypeNode | undefined): string[] {
  if (type === undefined) return [];
  if (ts.isParenthesizedTypeNode(type)) return alternatives(type.type);
  return ts.isUnionTypeNode(type) ? type.types.flatMap(alternatives) : [type.getText()];
}

/** In the words of shapes.yaml. */
function typeOf(parts: readonly string[], documentation: string): string {
  const [first = ""] = parts;
  if (first.startsWith('"')) return parts.map((part) => part.slice(1, -1)).join("|");
  const list = /^(.+)\[\]$/.exec(first)?.[1];
  if (list !== undefined) return `list of ${list === "number" ? "integer" : typeOf([list], documentation)}`;
  const reference = /\["schemas"\]\["(\w+)"\]$/.exec(first)?.[1];
  if (reference !== undefined) return reference;
  if (first.startsWith("{")) return /:\s*string;/.test(first) ? "map of string" : "map";
  if (first === "number") return documentation.includes("int32") ? "integer" : "number";
  return first === "string" && documentation.includes("date-time") ? "date-time" : first;
}
