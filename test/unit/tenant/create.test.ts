import { describe, expect, test, vi } from "vitest";
import { TenantError, UnreachableError, UnreadableAnswerError } from "../../../core/model/errors";
import { createOnce } from "../../../tenant/client/create";

const refused = (status: number, tenantCode?: string, fieldCodes: string[] = []) =>
  new TenantError({ method: "POST", path: "/system/securityroles", status, tenantCode, fieldCodes });
const lost = (reason: string) => new UnreachableError("https://api-na.myconnectwise.net", reason, {});

/** A POST that fails with these errors, one after the other, and then succeeds. */
const failing = (...errors: Error[]) => {
  const post = vi.fn(async () => "created");
  for (const error of errors) post.mockRejectedValueOnce(error);
  return post;
};
const finding = (found?: string) => vi.fn(async () => found);

/** How long the waits are, is retryDelay's, and tested there. */
const pause = vi.fn(async () => {});

const MADE = { object: "created", isCertain: true };
const FOUND = { object: "found", isCertain: false };

const OPEN = [
  lost("ECONNRESET"),
  lost("ETIMEDOUT"),
  refused(500),
  refused(502),
  refused(200),
  new UnreadableAnswerError("POST /system/securityroles", []),
];

test("an object is created by one request where nothing goes wrong", async () => {
  const find = finding();
  expect(await createOnce(failing(), find, pause)).toEqual(MADE);
  expect(find).not.toHaveBeenCalled();
});

describe.each(OPEN)("after %s", (error) => {
  test("an object that is there isn't created again, and may be somebody else's", async () => {
    const post = failing(error);
    expect(await createOnce(post, finding("found"), pause)).toEqual(FOUND);
    expect(post).toHaveBeenCalledTimes(1);
  });

  test("an object that isn't there is created again, after a wait", async () => {
    const post = failing(error);
    pause.mockClear();
    expect(await createOnce(post, finding(), pause)).toEqual(MADE);
    expect(post).toHaveBeenCalledTimes(2);
    expect(pause).toHaveBeenCalledExactlyOnceWith(expect.any(Number));
  });
});

describe("a name in use", () => {
  const IN_USE = [refused(409, "ObjectExists"), refused(400, "InvalidObject", ["MaxLength", "ObjectExists"])];

  test.each(IN_USE)("is somebody else's, and told: %s", async (error) => {
    const find = finding("found");
    await expect(createOnce(failing(error), find, pause)).rejects.toBe(error);
    expect(find).not.toHaveBeenCalled();
  });

  test.each(IN_USE)("after a lost answer may be the object of that POST: %s", async (error) => {
    const find = vi.fn(async (): Promise<string | undefined> => "found").mockResolvedValueOnce(undefined);
    expect(await createOnce(failing(lost("ECONNRESET"), error), find, pause)).toEqual(FOUND);
  });
});

test.each([
  refused(400, "InvalidObject"),
  refused(401),
  refused(403),
  lost("ECONNREFUSED"),
  lost("ENOTFOUND"),
  new TypeError("a bug"),
])("what had no effect is told at once: %s", async (error) => {
  const find = finding("found");
  await expect(createOnce(failing(error), find, pause)).rejects.toBe(error);
  expect(find).not.toHaveBeenCalled();
});

test("an error of the look-up is told: nothing is created blindly", async () => {
  const post = failing(lost("ECONNRESET"));
  await expect(createOnce(post, async () => Promise.reject(lost("ENOTFOUND")), pause)).rejects.toThrow("ENOTFOUND");
  expect(post).toHaveBeenCalledTimes(1);
});
