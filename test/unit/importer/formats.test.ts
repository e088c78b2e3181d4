import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEVELS, type Level, VERBS, type Verb } from "../../../core/model/level";
import { catalogue } from "../../../core/profile/catalogue";
import { parseProfile } from "../../../core/profile/parse";
import { draftYaml, importArticle, isCertain } from "../../../importer";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();

interface Row {
  readonly module: string;
  readonly name: string;
  readonly levels: Readonly<Record<Verb, Level>>;
}

/** Some functions of the catalogue, each module's together as on a page, with any levels. */
const roleTable: fc.Arbitrary<Row[]> = fc.subarray([...catalogue], { minLength: 1, maxLength: 25 }).chain((names) =>
  fc.tuple(
    ...names.map(({ module, function: name }) =>
      fc.record({
        module: fc.constant(module),
        name: fc.constant(name),
        levels: fc.record({
          add: fc.constantFrom(...LEVELS),
          edit: fc.constantFrom(...LEVELS),
          delete: fc.constantFrom(...LEVELS),
          inquire: fc.constantFrom(...LEVELS),
        }),
      }),
    ),
  ),
);

const html = (text: string) => text.replaceAll("&", "&amp;").replaceAll(" - ", " &ndash; ");
const title = (verb: Verb) => `${verb[0]?.toUpperCase()}${verb.slice(1)}`;
const cells = ({ levels }: Row) => VERBS.map((verb) => levels[verb]);
const inWords = ({ levels }: Row) => VERBS.map((verb) => `${title(verb)}: ${levels[verb]}`).join(", ");
const byModule = (rows: readonly Row[]) =>
  [...new Set(rows.map(({ module }) => module))].map(
    (module) => [module, rows.filter((row) => row.module === module)] as const,
  );
const td = (text: string, span = 1) => `<td rowspan="${span}">${html(text)}</td>`;

/** How vendors print a role, by the ending of the file. */
const PRINTERS: Readonly<Record<string, (rows: readonly Row[]) => string>> = {
  "table with spanning modules.html": (rows) =>
    `<table><tr><th>Module</th><th>Function</th>${VERBS.map((verb) => `<th>${title(verb)} Level</th>`).join("")}</tr>${byModule(
      rows,
    )
      .map(([module, functions]) =>
        functions
          .map((row, index) => {
            const first = index === 0 ? td(module, functions.length) : "";
            return `<tr>${first}${td(row.name)}${cells(row)
              .map((cell) => td(cell))
              .join("")}</tr>`;
          })
          .join("\n"),
      )
      .join("\n")}</table>`,
  "heading above each table.html": (rows) =>
    byModule(rows)
      .map(
        ([module, functions]) =>
          `<h3>${html(module)}</h3><table><tr><th>Permission<th>Inquire<th>Delete<th>Edit<th>Add</tr>${functions
            .map(
              (row) =>
                `<tr>${td(row.name)}${cells(row)
                  .toReversed()
                  .map((cell) => td(cell))
                  .join("")}</tr>`,
            )
            .join("\n")}</table>`,
      )
      .join("\n"),
  "lists.html": (rows) =>
    byModule(rows)
      .map(
        ([module, functions]) =>
          `<h3>${html(module)}</h3><ul>${functions.map((row) => `<li>${html(row.name)} &ndash; ${inWords(row)}`).join("")}</ul>`,
      )
      .join("\n"),
  "nested lists.html": (rows) =>
    `<ul>${byModule(rows)
      .map(
        ([module, functions]) =>
          `<li>${html(module)}<ul>${functions
            .map(
              (row) =>
                `<li>${html(row.name)}<ul>${VERBS.map((verb) => `<li>${title(verb)} = ${row.levels[verb]}</li>`).join("")}</ul></li>`,
            )
            .join("")}</ul></li>`,
      )
      .join("")}</ul>`,
  "table.md": (rows) =>
    [
      "| Function | Module | Add | Edit | Delete | Inquire |",
      "|---|---|---|---|---|---|",
      ...rows.map((row) => `| ${row.name} | ${row.module} | ${cells(row).join(" | ")} |`),
    ].join("\n"),
  "list.md": (rows) =>
    byModule(rows)
      .map(
        ([module, functions]) =>
          `## ${module}\n\n${functions.map((row) => `* **${row.name}**: ${inWords(row)}`).join("\n")}\n`,
      )
      .join("\n"),
  "table.csv": (rows) =>
    [
      "Inquire,Add,Function,Edit,Module,Delete",
      ...rows.map(({ module, name, levels: { add, edit, delete: remove, inquire } }) =>
        [inquire, add, name, edit, module, remove].join(","),
      ),
    ].join("\r\n"),
  "paths.txt": (rows) => rows.map((row) => `${row.module} > ${row.name}: ${inWords(row)}`).join("\n"),
  "tabs.txt": (rows) =>
    [
      ["Module", "Function", ...VERBS.map(title)].join("\t"),
      ...rows.map((row) => [row.module, row.name, ...cells(row)].join("\t")),
    ].join("\n"),
};

describe("a role printed and imported again has the same levels, cell by cell", () => {
  test.each(Object.keys(PRINTERS))("%s", async (format) => {
    await fc.assert(
      fc.asyncProperty(roleTable, async (rows) => {
        const draft = await importArticle(folder.write(format, PRINTERS[format]?.(rows) ?? ""));
        expect(isCertain(draft)).toBe(true);
        const source = { url: "https://vendor.example/", title: "Page", retrieved: "2026" };
        const yaml = draftYaml(draft, { id: "page", vendor: "Example", ...source });
        const { profile } = parseProfile(yaml, "page.yaml");
        const read = Object.entries(profile?.grants ?? {}).flatMap(([module, functions]) =>
          Object.entries(functions).flatMap(([name, { levels }]) =>
            VERBS.map((verb) => `${module} / ${name} / ${verb} = ${levels[verb]}`),
          ),
        );
        const printed = rows.flatMap(({ module, name, levels }) =>
          VERBS.map((verb) => `${module} / ${name} / ${verb} = ${levels[verb]}`),
        );
        expect(read.sort()).toEqual(printed.sort());
      }),
      { numRuns: 25 },
    );
  });
});
