/**
 * The language of `conditions`, `childConditions` and `customFieldConditions`, e.g. `name="Integration Sync" and securityRole/id in (3, 5)`.
 * Operators, strings in double quotes, dates in brackets and `True`/`False` are documented in ConnectWise's developer guide;
 * strings in single quotes stand in the published description (`chargeToType='Ticket'`). Assumed: both take the same escapes, and a
 * doubled quote of their kind as one.
 */
export const GRAMMAR = String.raw`
Start = _ @Or _

Or = head:And tail:(_ OrWord _ @And)* { return tail.length ? { kind: "or", terms: [head, ...tail] } : head; }
And = head:Term tail:(_ AndWord _ @Term)* { return tail.length ? { kind: "and", terms: [head, ...tail] } : head; }

Term
  = "(" _ @Or _ ")"
  / NotWord _ term:Term { return { kind: "not", term }; }
  / Comparison

Comparison
  = path:Path _ negated:(@NotWord _)? InWord _ values:List
    { return { kind: "in", path, values, negated: negated !== null }; }
  / path:Path _ negated:(@NotWord _)? operator:TextOperator _ value:Value
    { return { kind: "compare", path, operator, value, negated: negated !== null }; }
  / path:Path _ operator:SignOperator _ value:Value
    { return { kind: "compare", path, operator, value, negated: false }; }

SignOperator "operator" = "!=" / "<=" / ">=" / "=" / "<" / ">"
TextOperator "operator" = operator:("contains"i / "like"i) !NameCharacter { return operator.toLowerCase(); }

List = "(" _ head:Value tail:(_ "," _ @Value)* _ ")" { return [head, ...tail]; }

Path "field" = !Reserved head:Name tail:("/" @Name)* { return [head, ...tail]; }
Name = $([A-Za-z_] NameCharacter*)
NameCharacter = [A-Za-z0-9_]

Value "value" = literal:Literal { return { ...literal, offset: range().start }; }
Literal
  = String
  / "[" text:$[^\]]* "]" { return { kind: "date", text }; }
  / text:$("-"? [0-9]+ ("." [0-9]+)?) { return { kind: "number", value: Number(text) }; }
  / "true"i !NameCharacter { return { kind: "boolean", value: true }; }
  / "false"i !NameCharacter { return { kind: "boolean", value: false }; }
  / "null"i !NameCharacter { return { kind: "null" }; }

String
  = '"' characters:('""' { return '"'; } / [^"\\] / Escape)* '"' { return { kind: "string", value: characters.join("") }; }
  / "'" characters:("''" { return "'"; } / [^'\\] / Escape)* "'" { return { kind: "string", value: characters.join("") }; }
Escape
  = "\\" @["'\\/]
  / "\\t" { return "\t"; }
  / "\\n" { return "\n"; }
  / "\\r" { return "\r"; }
  / "\\"

Reserved = ("and"i / "or"i / "not"i / "in"i) !NameCharacter
AndWord = "and"i !NameCharacter
OrWord = "or"i !NameCharacter
NotWord = "not"i !NameCharacter
InWord = "in"i !NameCharacter
_ "space" = [ \t\r\n]*
`;
