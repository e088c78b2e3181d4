import { describe, expect, test } from "vitest";
import { VERBS } from "../../../core/model/level";
import { importArticle } from "../../../importer";
import { allGrants } from "../../../importer/draft";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();

/** What is read of one row: its levels and how many doubts there are. */
async function read(row: string) {
  const draft = await importArticle(folder.write("article.txt", `Companies\n- ${row}\n`));
  const { unmatched, notUnderstood } = draft;
  const grants = allGrants(draft);
  if (grants.length !== 1) return { unmatched: unmatched.length, notUnderstood: notUnderstood.length };
  const [grant] = grants;
  return [VERBS.map((verb) => grant?.levels[verb]).join(" "), grant?.doubts.length];
}

describe("levels are read", () => {
  test.each([
    ["Contacts: All", "All All All All"],
    ["Contacts – all", "All All All All"],
    ["Contacts: Inquire: All", "None None None All"],
    ["Contacts - Inquire Level set to 'All'", "None None None All"],
    ["Contacts (Add/Edit/Inquire = My)", "My My None My"],
    ["Contacts: Add, Edit & Inquire — All", "All All None All"],
    ["Contacts: All (Add, Inquire), My (Edit)", "All My None All"],
    ["Contacts: AEI - All; D - My", "All All My All"],
    ["Contacts: A, E, D at My; I at All", "My My My All"],
    ["Contacts: All for all levels", "All All All All"],
    ["Contacts: All levels set to My", "My My My My"],
    ["Contacts: Add Edit Delete Inquire: All None None My", "All None None My"],
    ["Contacts requires All for Inquire", "None None None All"],
    ["Contacts: None", "None None None None"],
    ["Contacts: Mine", "My My My My"],
  ])("%s", async (row, levels) => {
    expect(await read(row)).toEqual([levels, 0]);
  });
});

describe("levels are read, and marked as doubtful", () => {
  test.each([
    ["Contacts: Inquire", "None None None My"],
    ["Contacts: AEDI", "My My My My"],
    ["Contacts: All for all levels (Edit, Inquire)", "None All None All"],
    ["Contacts: Inquire - All (optional)", "None None None All"],
    ["Contacts: Inquire - All for admins", "None None None All"],
    ["Contacts: Edit - My while migrating", "None My None None"],
    ["Contacts: Inquire (My for desks, All for leads)", "None None None My"],
    ["Contacts: Inquire - All, except for Delete", undefined], // the row, and what it says
  ])("%s", async (row, levels) => {
    if (levels) expect(await read(row)).toEqual([levels, 1]);
    else expect(await read(row)).toEqual({ unmatched: 0, notUnderstood: 2 });
  });
});

describe("nothing is guessed", () => {
  test.each([
    ["Contacts: Read only", { unmatched: 0, notUnderstood: 1 }],
    ["Contacts: Full access", { unmatched: 0, notUnderstood: 1 }],
    ["Contacts: Add: All, Add: My", { unmatched: 0, notUnderstood: 2 }],
    ["Contacts – Groups: Inquire - All", { unmatched: 1, notUnderstood: 0 }],
    ["Contact Groups (Inquire - All)", { unmatched: 1, notUnderstood: 0 }],
    ["Contcts: All", { unmatched: 1, notUnderstood: 0 }],
    ["Do not set Contacts to All for Delete", { unmatched: 0, notUnderstood: 1 }],
  ])("%s", async (row, left) => {
    expect(await read(row)).toEqual(left);
  });
});
