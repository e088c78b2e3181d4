import { describe, expect, test } from "vitest";
import { mayBeFull, missingQuery, nextPage, pageKey } from "../../../tenant/client/paging";

const ORIGIN = "https://api-na.myconnectwise.net";
const LIST = "/system/members";
const link = (path: string, rel = 'rel="next"') => `<${ORIGIN}/v4_6_release/apis/3.0${path}>; ${rel}`;

describe("the next page", () => {
  test("is the path and query below the API's base", () => {
    expect(nextPage(link("/system/members?page=2&pageSize=1000"), LIST)).toBe("/system/members?page=2&pageSize=1000");
  });

  test.each(["rel=next", 'rel="Next"', 'title="x"; rel="next"'])("is recognised by %s", (rel) => {
    expect(nextPage(link("/system/members?page=2", rel), LIST)).toBe("/system/members?page=2");
  });

  test("is found among other links, and with commas and quotes in its query", () => {
    const next = '/system/members?conditions=identifier in ("a","b")&page=3';
    const header = [link("/system/members?page=1", 'rel="prev"'), link(next), link("/x", 'rel="last"')].join(", ");
    expect(nextPage(header, LIST)).toBe(next);
  });

  test("may be relative, and below a codebase", () => {
    expect(nextPage('</v2025_1/apis/3.0/system/members?page=2>; rel="next"', LIST)).toBe("/system/members?page=2");
  });

  test("may be a query alone, and is one of the same list then", () => {
    expect(nextPage('<?page=2&pageSize=50>; rel="next"', LIST)).toBe("/system/members?page=2&pageSize=50");
  });

  test("is asked for what its address has lost of the question", () => {
    const query = { pageSize: "1000", conditions: "id=5" };
    expect(missingQuery("/system/members?page=2&pagesize=50", query)).toEqual({ conditions: "id=5" });
    expect(missingQuery("/system/members?page=2&pageSize=50&conditions=id%3D5", query)).toEqual({});
  });

  test.each([
    ["no header", undefined],
    ["a header that is no text", 5],
    ["an empty header", ""],
    ["only other pages", link("/system/members?page=1", 'rel="first"')],
    ["no address", 'rel="next"'],
  ])("is missing with %s", (_what, header) => {
    expect(nextPage(header, LIST)).toBeUndefined();
  });

  test.each([
    "https://evil.example/v4_6_release/apis/3.0/system/members?page=2",
    "http://api-na.myconnectwise.net/v4_6_release/apis/3.0/system/members?page=2",
    "https://api-na.myconnectwise.net.evil.example/apis/3.0/system/members?page=2",
    "https://api-na.myconnectwise.net:8443/apis/3.0/system/members?page=2",
    "//evil.example/apis/3.0/system/members?page=2",
  ])("is asked of the tenant, whatever host the link names: %s", (target) => {
    expect(nextPage(`<${target}>; rel="next"`, LIST)).toBe("/system/members?page=2");
  });
});

describe("a page", () => {
  test("is the same in whatever order, case of the path, and place its parameters come", () => {
    const key = pageKey("/system/members?page=2&pageSize=25", {});
    expect(pageKey("/System/Members?pageSize=25&page=2", {})).toBe(key);
    expect(pageKey("/system/members", { pageSize: "25", page: "2" })).toBe(key);
    expect(pageKey("/system/members?page=3&pageSize=25", {})).not.toBe(key);
  });

  test("has a key, even where a link's address can't be read", () => {
    expect(pageKey("http://[?page=2", {})).toBe("http://[?page=2");
  });

  test.each([25, 50, 100, 250, 1000])("of %i items may be full", (items) => expect(mayBeFull(items)).toBe(true));
  test.each([0, 1, 24, 97, 999])("of %i items is the last one", (items) => expect(mayBeFull(items)).toBe(false));
});
