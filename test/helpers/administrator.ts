import type { Page } from "playwright-core";

/** What one line of a checklist says, as it was printed. */
interface Instructions {
  /** By the label of the select in System > Security Roles. */
  readonly levels: readonly { readonly label: string; readonly level: string }[];
  readonly entries: readonly string[];
}

const VERBS = ["Add", "Edit", "Delete", "Inquire"];
const LEVELS = /^(?<module>.+) › (?<name>[^›]+): (?<cells>(?:all four|Add|Edit|Delete|Inquire) .+)$/;
const ENTRY = /^.+ › Customize: allow (?<entry>.+)$/;

/** Reads the lines beside the boxes, nothing else: the administrator knows only what is printed. */
function instructionsOf(lines: readonly string[]): Instructions {
  const levels = lines.flatMap((line) => {
    const { module, name, cells = "" } = LEVELS.exec(line)?.groups ?? {};
    return [...cells.matchAll(/(all four|Add|Edit|Delete|Inquire) (?:\S+ → )?(None|My|All)\b/g)].flatMap(
      ([, verb = "", level = ""]) =>
        (verb === "all four" ? VERBS : [verb]).map((each) => ({ label: `${module} / ${name}: ${each}`, level })),
    );
  });
  return { levels, entries: lines.flatMap((line) => ENTRY.exec(line)?.groups?.entry ?? []) };
}

/** The lines with a box in the text or the Markdown that a command printed. */
export const boxesIn = (printed: string): string[] =>
  [...printed.matchAll(/^\s*(?:- )?\[ \] (.+)$/gm)].map(([, line = ""]) =>
    line.replaceAll("&amp;", "&").replace(/&NoBreak;|\\(?=[\\`*_[\]|~$])/g, ""),
  );

/** The lines with a box on the page that a command wrote. */
export async function boxesOn(page: Page, file: string): Promise<string[]> {
  await page.goto(`file://${file}`);
  return (
    await page
      .getByRole("listitem")
      .filter({ has: page.getByRole("checkbox") })
      .allInnerTexts()
  ).map((text) => text.replace(/\s+/g, " ").trim());
}

/** The functions that a live page lists, as it shows them, in their order. */
export const linesOn = async (page: Page): Promise<string[]> =>
  (await page.locator(".line:has(.cells)").allInnerTexts()).map((text) =>
    text
      .replace(/\s+/g, " ")
      .replace(/^(to do|wrong|done) /, "")
      .trim(),
  );

/**
 * Plays the administrator on the sandbox's pages: sets in System > Security Roles what the lines say, and saves.
 * @param url of the sandbox
 */
export async function workOff(page: Page, url: string, role: string, lines: readonly string[]): Promise<void> {
  const { levels, entries } = instructionsOf(lines);
  await page.goto(`${url}/admin/roles`);
  await page.getByRole("link", { name: role, exact: true }).click();
  for (const { label, level } of levels) await page.getByLabel(label, { exact: true }).selectOption(level);
  if (entries.length > 0) {
    const list = page.getByLabel("Allow access to these");
    if (!(await list.isVisible())) await page.getByText(/^Customize /).click();
    await list.fill([await list.inputValue(), ...entries].join("\n"));
  }
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/^Saved: /).waitFor();
}
