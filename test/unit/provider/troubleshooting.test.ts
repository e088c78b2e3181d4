import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { helpLink, TOPICS } from "../../../core/model/errors";

const REPOSITORY = path.resolve(__dirname, "../../..");
const FILE = path.join(REPOSITORY, "docs/troubleshooting.md");
const text = readFileSync(FILE, "utf8");

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

const entries = text
  .split(/^(?=#{1,3} )/m)
  .filter((part) => part.startsWith("### "))
  .map((part) => {
    const [heading = "", ...body] = part.split("\n");
    return { anchor: anchorOf(heading.replace("### ", "")), body: body.join("\n").trim() };
  });

test("every topic is a heading, every heading a topic, in the same order", () => {
  expect(entries.map(({ anchor }) => anchor)).toEqual(TOPICS);
});

test.each(TOPICS)("%s says something, and is linked to where it is", (topic) => {
  expect(entries.find(({ anchor }) => anchor === topic)?.body.length).toBeGreaterThan(80);
  const [file = "", anchor] = helpLink(topic).split("#");
  expect(existsSync(path.join(REPOSITORY, file))).toBe(true);
  expect(anchor).toBe(topic);
});

test("every link within the file leads to an entry", () => {
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(0);
  expect(TOPICS).toEqual(expect.arrayContaining(links));
});
