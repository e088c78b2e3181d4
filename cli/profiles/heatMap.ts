import { type Permission, unionOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import { catalogue } from "../../core/profile/catalogue";
import { demandOf } from "../../core/profile/demand";

/** What a profile may do in a module at most; each has a colour. */
const REACH = {
  read: { title: "reads", colour: "#2f7ed8" },
  change: { title: "adds or edits", colour: "#e8960c" },
  delete: { title: "deletes", colour: "#d1383d" },
} as const;
type Reach = keyof typeof REACH;

const CELL = { width: 88, height: 20 };
const LEFT = 230;
const TOP = 62;
const FONT = "font-family='system-ui, sans-serif' font-size='12'";

interface Cell {
  readonly functions: readonly string[];
  readonly reach: Reach;
}

/**
 * Profiles and modules as a picture in SVG: how many functions of a module each profile asks for, with all its features, and
 * by its colour whether it reads them, changes them or deletes. Those that ask for most stand first.
 */
export function heatMap(profiles: readonly Profile[]): string {
  const modules = [...new Set(catalogue.map(({ module }) => module))];
  const all = cellsByProfile(profiles);
  const rows = profiles.map(({ id, name }) => ({ id, name, cells: all.get(id) ?? new Map<string, Cell>() }));
  const sorted = rows.sort((a, b) => total(b.cells) - total(a.cells) || a.id.localeCompare(b.id));
  const most = Math.max(
    1,
    ...rows.flatMap(({ cells }) => [...cells.values()].map(({ functions }) => functions.length)),
  );
  const [width, height] = [LEFT + modules.length * CELL.width + 10, TOP + rows.length * CELL.height + 34];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="How many functions of each module the profiles ask for">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...legend(),
    ...modules.map((module, column) => label(LEFT + (column + 0.5) * CELL.width, TOP - 8, module, "middle")),
    ...sorted.flatMap(({ name, cells }, row) => [
      label(LEFT - 8, TOP + row * CELL.height + 14, short(name), "end"),
      ...modules.map((module, column) => square(cells.get(module), { module, name, row, column, most })),
    ]),
    "</svg>",
    "",
  ].join("\n");
}

/** By profile and module. */
function cellsByProfile(profiles: readonly Profile[]): Map<string, Map<string, Cell>> {
  const found = new Map<string, Map<string, { functions: string[]; levels: Permission }>>();
  for (const { module, function: name, by } of demandOf(profiles))
    for (const { id, levels } of by) {
      const cells = found.get(id) ?? new Map();
      const cell = cells.get(module) ?? { functions: [], levels };
      cells.set(module, { functions: [...cell.functions, name], levels: unionOf(cell.levels, levels) });
      found.set(id, cells);
    }
  const finished = ({ functions, levels }: { functions: string[]; levels: Permission }): Cell => ({
    functions: functions.sort(),
    reach: levels.delete !== "None" ? "delete" : levels.add !== "None" || levels.edit !== "None" ? "change" : "read",
  });
  return new Map(
    [...found].map(([id, cells]) => [id, new Map([...cells].map(([module, cell]) => [module, finished(cell)]))]),
  );
}

const total = (cells: ReadonlyMap<string, Cell>): number =>
  [...cells.values()].reduce((sum, { functions }) => sum + functions.length, 0);

interface Where {
  readonly module: string;
  readonly name: string;
  readonly row: number;
  readonly column: number;
  /** Functions of the fullest square. */
  readonly most: number;
}

function square(cell: Cell | undefined, { module, name, row, column, most }: Where): string {
  const [x, y] = [LEFT + column * CELL.width, TOP + row * CELL.height];
  const box = `x="${x + 1}" y="${y + 1}" width="${CELL.width - 2}" height="${CELL.height - 2}" rx="3"`;
  if (!cell) return `<rect ${box} fill="#f1f3f5"/>`;
  const { functions, reach } = cell;
  const strength = (0.25 + 0.75 * Math.sqrt(functions.length / most)).toFixed(2);
  const title = escaped(`${name}, ${module}: ${functions.join(", ")}; at most it ${REACH[reach].title}`);
  return `<g><title>${title}</title><rect ${box} fill="${REACH[reach].colour}" fill-opacity="${strength}"/>${label(x + CELL.width / 2, y + 14, String(functions.length), "middle")}</g>`;
}

const legend = (): string[] =>
  Object.values(REACH).flatMap(({ title, colour }, index) => {
    const x = LEFT + index * 130;
    return [
      `<rect x="${x}" y="10" width="14" height="14" rx="3" fill="${colour}"/>`,
      label(x + 20, 21, title, "start"),
    ];
  });

const label = (x: number, y: number, text: string, anchor: "start" | "middle" | "end"): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" ${FONT} fill="#1c1e21">${escaped(text)}</text>`;

const LONGEST = 28;
const short = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
